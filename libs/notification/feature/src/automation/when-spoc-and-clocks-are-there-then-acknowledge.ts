import { contractFacts, policyFor, serviceFacts } from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import type { Request } from '@spoc/intake-contracts'
import type { NotificationDetails } from '@spoc/notification-contracts'
import { reveal, type Given } from '@spoc/platform-kernel'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import { routingOfRequest, teamFacts, type CurrentSpoc, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { inForceAt, policyFacts, termsFor, type ClockEvent } from '@spoc/sla-contracts'
import { acknowledgement } from '../letters/client-letters.js'
import { idOfAcknowledgement } from '../letters/id-of-acknowledgement.js'
import { toClient, toldOf, type PostOffice } from '../letters/post.js'
import { clientOf } from '../recipients/addresses.js'
import { correspondence } from '../recipients/correspondence.js'
import { readerZone } from '../recipients/reader-zone.js'
import { slaFacts } from '../recipients/sla-facts.js'
import { askFor, notifications } from './ask-for.js'

/** Whichever of the two comes last finds the other in the log. Where nothing is promised for the request, there are no clocks to wait for. */
export const whenSpocAndClocksAreThereThenAcknowledge = (office: PostOffice) => {
  const write = async (requestId: string, given: Given, facts: FactsReader): Promise<NotificationDetails | undefined> => {
    const told = await facts.of(correspondence, requestId)
    const { spoc } = await facts.of(routingOfRequest, requestId)
    const { request } = told
    if (request.is === 'unknown' || spoc === undefined) return undefined
    const { clocks, started } = await facts.of(slaFacts, requestId)
    if (started === undefined && (await isPromised(request, facts))) return undefined
    const to = await clientOf(told, facts)
    if (to === undefined) return undefined
    const promised = Object.values(clocks).flatMap(({ clock, dueAt }) => (dueAt === undefined ? [] : [{ clock, dueAt }]))
    promised.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    const name = await nameOf(spoc, facts)
    const letter = acknowledgement(toldOf(requestId, request, office), name, promised, await readerZone(request, facts))
    const notificationId = idOfAcknowledgement(requestId)
    return toClient(office, { requestId, notificationId, kind: 'acknowledgement', to: [to], letter, given }, told)
  }
  const acknowledge = (requestId: string) => [
    askFor(idOfAcknowledgement(requestId), (given, facts) => write(requestId, given, facts), office.mailDomain),
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

/** Whether clocks are to be expected: the request has a contract, whose policy says something of such a request. */
async function isPromised(
  { contractId, serviceInstanceId, priority, kind, receivedAt }: Request,
  facts: FactsReader,
): Promise<boolean> {
  const contract = contractId === undefined ? contractFacts.initial : await facts.of(contractFacts, contractId)
  if (contract.is === 'unknown') return false
  const service = serviceInstanceId === undefined ? serviceFacts.initial : await facts.of(serviceFacts, serviceInstanceId)
  const serviceClass = service.is === 'unknown' ? undefined : service.class
  const { revisions } = await facts.of(policyFacts, policyFor(contract, serviceClass))
  const policy = inForceAt(revisions, receivedAt)
  return policy !== undefined && termsFor(policy.rules, { serviceClass: serviceClass ?? '*', priority, kind }).length > 0
}

const DESK = 'our service desk'

/** The person; of a team its name, and who answers for it just now. */
async function nameOf({ spoc, dutyPersonId }: CurrentSpoc, facts: FactsReader): Promise<string> {
  const personId = spoc.kind === 'person' ? spoc.personId : dutyPersonId
  const person = personId === undefined ? personFacts.initial : await facts.of(personFacts, personId)
  const name = person.is === 'unknown' ? undefined : reveal(person.name, undefined)
  if (spoc.kind === 'person') return name ?? DESK
  const team = (await facts.of(teamFacts, spoc.teamId)).team?.name
  const called = team === undefined ? DESK : `our team ${team}`
  return name === undefined ? called : `${name} of ${called}`
}
