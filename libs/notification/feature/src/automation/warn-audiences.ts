import type { NotificationEvent } from '@spoc/notification-contracts'
import type { Notification } from '@spoc/notification-domain'
import type { Effect, FactsReader, Streams } from '@spoc/platform-runtime'
import { reveal } from '@spoc/platform-kernel'
import { engagementFacts, routingOfRequest, teamFacts } from '@spoc/routing-contracts'
import { isInJeopardy, type Warned } from '@spoc/sla-contracts'
import { promiseInJeopardy } from '../letters/client-letters.js'
import { matterOf, toClient, toldOf, toStaff, type PostOffice } from '../letters/post.js'
import { warning } from '../letters/staff-letters.js'
import type { AccountContacts } from '../recipients/account-contacts.js'
import { colleague, contactsWith, mailboxOf, type Recipient } from '../recipients/addresses.js'
import { personFor, type StaffAudience } from '../recipients/carrier.js'
import { correspondence } from '../recipients/correspondence.js'
import { readerZone } from '../recipients/reader-zone.js'
import { slaFacts } from '../recipients/sla-facts.js'
import { askFor } from './ask-for.js'

export interface Warning {
  readonly requestId: string
  /** The account whose promise it is. */
  readonly accountId?: string | undefined
  readonly clock: string
  /** Whose engagement it is of; none of a promise to a client. */
  readonly teamId?: string
  readonly warned: Warned
  /** The same occasion and recipient are the same message. */
  readonly idFor: (...whom: readonly string[]) => string
}

export interface Audiences {
  readonly office: PostOffice
  readonly streams: Streams
  readonly contacts: AccountContacts
}

type Asked = Effect<Notification, NotificationEvent>

/** Whom a message would go to, as things stand then. */
interface Addressee {
  readonly whom: string
  readonly find: (facts: FactsReader) => Promise<Recipient | undefined>
}

/** One message to everybody whom the warning is for, however many audiences and teams they belong to. */
export async function warnAudiences(warning: Warning, by: Audiences): Promise<readonly Asked[]> {
  const { audiences = ['spoc'] } = warning.warned
  const people = audiences.filter((audience) => audience !== 'team' && audience !== 'client')
  const teams = audiences.includes('team') ? await teamsOf(warning, by.streams) : []
  const addressees = [...people.map((audience) => person(audience, warning)), ...teams.map(team)]
  return [
    ...addressees.map((one, place) => warnStaff(warning, one, addressees.slice(0, place), by)),
    ...(audiences.includes('client') ? [warnClient(warning, by)] : []),
  ]
}

function person(audience: StaffAudience, { requestId, teamId }: Warning): Addressee {
  return {
    whom: audience,
    find: async (facts) => {
      const personId = await personFor(audience, requestId, teamId, facts)
      return personId === undefined ? undefined : colleague(personId, facts)
    },
  }
}

/** Its mailbox; where it has none its lead. */
function team(teamId: string): Addressee {
  return {
    whom: `team-${teamId}`,
    find: async (facts) => {
      const leadId = (await facts.of(teamFacts, teamId)).team?.leadId
      return (await mailboxOf(teamId, facts)) ?? (leadId === undefined ? undefined : colleague(leadId, facts))
    },
  }
}

/** Nothing where the same address is told as one of those before. */
function warnStaff(
  { requestId, clock, warned, idFor }: Warning,
  { whom, find }: Addressee,
  before: readonly Addressee[],
  { office }: Audiences,
): Asked {
  const id = idFor(whom)
  return askFor(id, async (given, facts) => {
    const known = await facts.of(correspondence, requestId)
    const to = await find(facts)
    if (known.request.is === 'unknown' || to === undefined) return undefined
    for (const other of before) if (isSame(await other.find(facts), to)) return undefined
    const letter = warning(matterOf(requestId, known.request, office), clock, warned)
    return toStaff(office, { requestId, notificationId: id, kind: 'warning', to, letter, given }, known)
  })
}

function isSame(one: Recipient | undefined, other: Recipient): boolean {
  if (one === undefined) return false
  const [mine, its] = [one, other].map((to) => reveal(to, undefined)?.address.toLowerCase())
  return mine === undefined || its === undefined ? one.under === other.under : mine === its
}

/**
 * Those contacts who may escalate, and only while it is true: the request is of the account that the promise was made to, and the clock is in
 * jeopardy of the deadline that was warned of.
 */
function warnClient({ requestId, accountId, clock, warned, idFor }: Warning, { office, contacts }: Audiences): Asked {
  const id = idFor('client')
  const write = async (...[given, facts]: Parameters<Parameters<typeof askFor>[1]>) => {
    const known = await facts.of(correspondence, requestId)
    const { request } = known
    if (request.is === 'unknown' || accountId === undefined || request.accountId !== accountId) return undefined
    const its = Object.values((await facts.of(slaFacts, requestId)).clocks).find((one) => one.clock === clock)
    if (its === undefined || !isInJeopardy(its) || its.dueAt !== warned.dueAt) return undefined
    const to = await contactsWith('escalates', accountId, await contacts.thatEscalate(accountId), facts)
    const told = toldOf(requestId, request, office)
    const letter = promiseInJeopardy(told, clock, warned.dueAt, await readerZone(request, facts))
    return toClient(office, { requestId, notificationId: id, kind: 'warning', to, letter, given }, known)
  }
  return askFor(id, write, office.mailDomain)
}

/** The team whose engagement it is; of a promise to a client those teams of ours that are at work on it. A vendor is told of its own. */
async function teamsOf({ requestId, teamId }: Warning, streams: Streams): Promise<readonly string[]> {
  if (teamId !== undefined) return [teamId]
  const { engagements } = (await streams.load(routingOfRequest, requestId)).state
  const engaged = new Set<string>()
  for (const { engagementId, teamId: ofOurs, kind } of engagements) {
    const { is } = (await streams.load(engagementFacts, engagementId)).state
    if (kind !== 'vendor' && (is === 'offered' || is === 'accepted')) engaged.add(ofOurs)
  }
  return [...engaged]
}
