import { requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import type { NotificationDetails } from '@spoc/notification-contracts'
import { keyOfAuthor, type Recorded } from '@spoc/platform-kernel'
import { reaction } from '@spoc/platform-runtime'
import type { RequestRoutingEvent } from '@spoc/routing-contracts'
import { isSlaEvent, type ClockEvent } from '@spoc/sla-contracts'
import { clocksTold } from '../webhooks/clocks-told.js'
import type { Endpoints, WebhookEndpoint } from '../webhooks/endpoints.js'
import { askFor, notificationId, notifications } from './ask-for.js'

/** From a fact to the name under which the outside hears of it; never anything internal. */
const names = {
  'intake.request-received.v1': 'request.received',
  'intake.request-taken-up.v1': 'request.taken-up',
  'intake.client-awaited.v1': 'request.waiting-for-client',
  'intake.request-put-on-hold.v1': 'request.on-hold',
  'intake.work-resumed.v1': 'request.resumed',
  'intake.request-resolved.v1': 'request.resolved',
  'intake.request-closed.v1': 'request.closed',
  'intake.request-reopened.v1': 'request.reopened',
  'intake.request-cancelled.v1': 'request.cancelled',
  'intake.request-rejected.v1': 'request.rejected',
  'intake.request-merged.v1': 'request.merged',
  'intake.priority-set.v1': 'request.priority-set',
  'intake.message-added.v1': 'request.replied',
  'routing.spoc-assigned.v1': 'request.spoc-assigned',
  'sla.clock-warned.v1': 'clock.warned',
  'sla.clock-paused.v1': 'clock.paused',
  'sla.clock-resumed.v1': 'clock.resumed',
  'sla.clock-retargeted.v1': 'clock.retargeted',
  'sla.clock-restarted.v1': 'clock.restarted',
  'sla.clocks-reopened.v1': 'clock.reopened',
  'sla.clocks-cancelled.v1': 'clock.cancelled',
  'sla.clock-met.v1': 'clock.met',
  'sla.clock-breached.v1': 'clock.breached',
  'sla.breach-withdrawn.v1': 'clock.breach-withdrawn',
} as const

type Known = keyof typeof names
export const webhookKinds: readonly string[] = Object.values(names)

type Input = RequestEvent | RequestRoutingEvent | ClockEvent

/** Each endpoint that wants it is called once for each fact. The body holds numbers and states, nothing personal. */
export const whenAClientMayKnowThenCallWebhooks = (endpoints: Endpoints) => {
  const call = async (event: Recorded) => {
    if (isInternal(event)) return []
    const type = names[event.type as Known]
    const { subject: requestId, accountId } = event.metadata
    const called = (await endpoints.for(type, accountId)).filter((endpoint) => isFor(endpoint, event))
    return called.map((endpoint) => {
      const id = notificationId('webhook', event.id, endpoint._id)
      return askFor(id, async (given, facts): Promise<NotificationDetails | undefined> => {
        const request = await facts.of(requestFacts, requestId)
        if (request.is === 'unknown') return undefined
        // It may have gone over to another account since the event.
        if (endpoint.accountId !== undefined && endpoint.accountId !== request.accountId) return undefined
        const { number, status, priority, kind } = request
        const clocks = clocksTold(event, endpoint.accountId === undefined)
        const body = {
          type,
          timestamp: event.metadata.occurredAt,
          data: {
            ...{ requestId, accountId, number, status, priority, kind, eventId: event.id },
            ...(clocks.length === 0 ? {} : { clocks }),
          },
        }
        const under = keyOfAuthor(requestId, 'webhook')
        return {
          requestId,
          ...(accountId === undefined ? {} : { accountId }),
          kind: 'reply',
          audience: 'client',
          via: { kind: 'webhook', endpointId: endpoint._id, url: endpoint.url },
          subject: { personal: type, under },
          text: { personal: JSON.stringify(body), under },
          messageId: `msg_${id}`,
          at: given.now,
        }
      })
    })
  }
  return reaction<Input>()({
    name: 'when-a-client-may-know-then-call-webhooks',
    into: notifications,
    on: Object.fromEntries(Object.keys(names).map((type) => [type, call])),
  })
}

/** A warning is the provider's own business, unless it is for the client too. */
function isFor({ accountId }: WebhookEndpoint, event: Recorded): boolean {
  if (accountId === undefined || !isSlaEvent(event) || event.type !== 'sla.clock-warned.v1') return true
  return event.data.audiences?.includes('client') ?? false
}

/** Only what we say to the client is told; notes never leave, and what the client says it knows. */
function isInternal({ type, data }: Recorded): boolean {
  if (type !== 'intake.message-added.v1') return false
  return !(typeof data === 'object' && data !== null && 'direction' in data && data.direction === 'to-client')
}
