import { accountFacts } from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import type { NotificationDetails } from '@spoc/notification-contracts'
import { reveal, type Given } from '@spoc/platform-kernel'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import { routingOfRequest, teamFacts, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { evolveSla, noSla, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'
import { acknowledgement } from '../letters/client-letters.js'
import { toClient, toldOf, type PostOffice } from '../letters/post.js'
import { clientOf } from '../recipients/addresses.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'

const slaFacts = { category: 'sla', initial: noSla, evolve: (state: SlaOfRequest, event: ClockEvent) => evolveSla(state, event) }

/** Tells whether clocks are to be expected for a request of this account. */
export type Promises = (accountId: string) => Promise<boolean>

/** Whichever of the two comes last finds the other in the log. Without an account, or without a contract, there are no clocks to wait for. */
export const whenSpocAndClocksAreThereThenAcknowledge = (office: PostOffice, promises: Promises) => {
  const write = async (requestId: string, given: Given, facts: FactsReader): Promise<NotificationDetails | undefined> => {
    const told = await facts.of(correspondence, requestId)
    const { spoc } = await facts.of(routingOfRequest, requestId)
    const { clocks, started } = await facts.of(slaFacts, requestId)
    const { request } = told
    if (request.is === 'unknown' || spoc === undefined) return undefined
    if (started === undefined && request.accountId !== undefined && (await promises(request.accountId))) return undefined
    const to = await clientOf(told, facts)
    if (to === undefined) return undefined
    const account = request.accountId === undefined ? undefined : await facts.of(accountFacts, request.accountId)
    const zone = account?.is === 'registered' ? account.zone : 'UTC'
    const promised = Object.values(clocks).flatMap(({ clock, dueAt }) => (dueAt === undefined ? [] : [{ clock, dueAt }]))
    promised.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    const name = await nameOf(spoc.spoc, facts)
    const letter = acknowledgement(toldOf(requestId, request, office), name, promised, zone)
    return toClient(
      office,
      { requestId, notificationId: idOfAcknowledgement(requestId), kind: 'acknowledgement', to, letter, given },
      told,
    )
  }
  const acknowledge = (requestId: string) => [
    askFor(idOfAcknowledgement(requestId), (given, facts) => write(requestId, given, facts)),
  ]
  return reaction<RequestRoutingEvent | ClockEvent>()({
    name: 'when-spoc-and-clocks-are-there-then-acknowledge',
    into: notifications,
    on: {
      'routing.spoc-assigned.v1': ({ data }) => acknowledge(data.requestId),
      'sla.clocks-started.v1': ({ data }) => acknowledge(data.requestId),
    },
  })
}

const idOfAcknowledgement = (requestId: string) => notificationId(requestId, 'acknowledgement')

type Spoc = { readonly kind: 'person'; readonly personId: string } | { readonly kind: 'team'; readonly teamId: string }

async function nameOf(spoc: Spoc, facts: FactsReader): Promise<string> {
  if (spoc.kind === 'team') return `our ${(await facts.of(teamFacts, spoc.teamId)).team?.name ?? 'service desk'}`
  const person = await facts.of(personFacts, spoc.personId)
  return person.is === 'unknown' ? 'our service desk' : reveal(person.name, 'our service desk')
}
