import type { NotificationEvent } from '@spoc/notification-contracts'
import type { Notification } from '@spoc/notification-domain'
import type { Effect, FactsReader, Streams } from '@spoc/platform-runtime'
import { engagementFacts, routingOfRequest, teamFacts } from '@spoc/routing-contracts'
import type { Warned } from '@spoc/sla-contracts'
import { promiseInJeopardy } from '../letters/client-letters.js'
import { matterOf, toClient, toldOf, toStaff, type PostOffice } from '../letters/post.js'
import { warning } from '../letters/staff-letters.js'
import type { AccountContacts } from '../recipients/account-contacts.js'
import { colleague, contactsWith, mailboxOf, type Recipient } from '../recipients/addresses.js'
import { personFor, type StaffAudience } from '../recipients/carrier.js'
import { correspondence } from '../recipients/correspondence.js'
import { readerZone } from '../recipients/reader-zone.js'
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

/** One message to everybody whom the warning is for, however many audiences they belong to. */
export async function warnAudiences(warning: Warning, by: Audiences): Promise<readonly Asked[]> {
  const { audiences = ['spoc'] } = warning.warned
  const people = audiences.filter((audience) => audience !== 'team' && audience !== 'client')
  const teams = audiences.includes('team') ? await teamsOf(warning, by.streams) : []
  return [
    ...people.map((audience, place) => warnPerson(warning, audience, people.slice(0, place), by)),
    ...teams.map((teamId) => warnTeam(warning, teamId, people, by)),
    ...(audiences.includes('client') ? [warnClient(warning, by)] : []),
  ]
}

function warnPerson(warning: Warning, audience: StaffAudience, earlier: readonly StaffAudience[], { office }: Audiences): Asked {
  return mail(warning, audience, office, async (facts) => {
    const personId = await personFor(audience, warning.requestId, warning.teamId, facts)
    if (personId === undefined || (await isAmong(earlier, personId, warning, facts))) return undefined
    return colleague(personId, facts)
  })
}

/** To its mailbox; where it has none to its lead, unless they are told anyway. */
function warnTeam(warning: Warning, teamId: string, people: readonly StaffAudience[], { office }: Audiences): Asked {
  return mail(warning, `team-${teamId}`, office, async (facts) => {
    const mailbox = await mailboxOf(teamId, facts)
    const leadId = (await facts.of(teamFacts, teamId)).team?.leadId
    if (mailbox !== undefined || leadId === undefined) return mailbox
    return (await isAmong(people, leadId, warning, facts)) ? undefined : colleague(leadId, facts)
  })
}

function mail(
  { requestId, clock, warned, idFor }: Warning,
  whom: string,
  office: PostOffice,
  find: (facts: FactsReader) => Promise<Recipient | undefined>,
): Asked {
  const id = idFor(whom)
  return askFor(id, async (given, facts) => {
    const known = await facts.of(correspondence, requestId)
    const to = await find(facts)
    if (known.request.is === 'unknown' || to === undefined) return undefined
    const letter = warning(matterOf(requestId, known.request, office), clock, warned)
    return toStaff(office, { requestId, notificationId: id, kind: 'warning', to, letter, given }, known)
  })
}

/** Those contacts who may escalate, and only while the request is of the account that the promise was made to. */
function warnClient({ requestId, accountId, clock, warned, idFor }: Warning, { office, contacts }: Audiences): Asked {
  const id = idFor('client')
  const write = async (...[given, facts]: Parameters<Parameters<typeof askFor>[1]>) => {
    const known = await facts.of(correspondence, requestId)
    const { request } = known
    if (request.is === 'unknown' || accountId === undefined || request.accountId !== accountId) return undefined
    const to = await contactsWith('escalates', accountId, await contacts.of(accountId), facts)
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

async function isAmong(
  audiences: readonly StaffAudience[],
  personId: string,
  { requestId, teamId }: Warning,
  facts: FactsReader,
): Promise<boolean> {
  for (const audience of audiences) if ((await personFor(audience, requestId, teamId, facts)) === personId) return true
  return false
}
