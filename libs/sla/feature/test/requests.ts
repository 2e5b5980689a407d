import { requestFacts, type MessageAdded, type RequestEvent, type RequestReceived } from '@spoc/intake-contracts'
import { keyOfAuthor, personal, type Given, type Instant } from '@spoc/platform-kernel'
import type { Streams } from '@spoc/platform-runtime'

export const PERSON = '0190a6c2-0000-7000-8000-0000000000d1'

type EventOf<Type extends RequestEvent['type']> = Extract<RequestEvent, { readonly type: Type }>
type DataOf<Type extends RequestEvent['type']> = EventOf<Type>['data']

const words = (text: string) => personal(text, keyOfAuthor('request', PERSON))

/** An incident of P3, on Monday 2026-01-12 at 08:00 UTC unless told. */
export function received(over: Partial<RequestReceived> = {}): EventOf<'intake.request-received.v1'> {
  return {
    type: 'intake.request-received.v1',
    data: {
      number: 'R-1000015',
      kind: 'incident',
      title: words('Circuit down'),
      impact: 'medium',
      urgency: 'medium',
      priority: 'P3',
      receivedAt: '2026-01-12T08:00:00.000Z',
      attachments: [],
      flags: [],
      identifiedBy: { how: 'caller', reason: 'The caller is of this account.' },
      ...over,
    },
  }
}

export const takenUp: RequestEvent = { type: 'intake.request-taken-up.v1', data: { by: PERSON } }

export function awaited(since: Instant): RequestEvent {
  const terms = { closeAfterDays: 5, reopenWithinDays: 10 }
  const data = {
    ...terms,
    what: words('a photo'),
    since,
    remindAt: '2026-01-20T08:00:00.000Z',
    resolveAt: '2026-02-01T08:00:00.000Z',
  }
  return { type: 'intake.client-awaited.v1', data }
}

export function onHold(over: Partial<DataOf<'intake.request-put-on-hold.v1'>> = {}): RequestEvent {
  return { type: 'intake.request-put-on-hold.v1', data: { reason: 'agreed-window', party: 'client', ...over } }
}

export const resumed: RequestEvent = { type: 'intake.work-resumed.v1', data: { because: 'agent' } }
export const resolved: RequestEvent = {
  type: 'intake.request-resolved.v1',
  data: { code: 'fixed', closeAfterDays: 5, reopenWithinDays: 10, closeAt: '2026-02-01T08:00:00.000Z' },
}
export const reopened: RequestEvent = {
  type: 'intake.request-reopened.v1',
  data: { because: 'client-replied', from: 'resolved' },
}
export const cancelled: RequestEvent = { type: 'intake.request-cancelled.v1', data: { by: 'client', reason: words('no need') } }
export const rejected: RequestEvent = { type: 'intake.request-rejected.v1', data: { reason: words('not ours') } }
export const merged = (into: string): RequestEvent => ({
  type: 'intake.request-merged.v1',
  data: { into, stateBefore: 'in-progress' },
})
export const unmerged = (state: DataOf<'intake.request-unmerged.v1'>['state'], from: string): RequestEvent => ({
  type: 'intake.request-unmerged.v1',
  data: { from, state },
})
export const raised = (priority: DataOf<'intake.priority-set.v1'>['priority']): RequestEvent => ({
  type: 'intake.priority-set.v1',
  data: { impact: 'high', urgency: 'high', priority, reason: 'more are affected' },
})
export const accountSet = (accountId: string, contractId?: string): RequestEvent => ({
  type: 'intake.account-set.v1',
  data: { accountId, ...(contractId === undefined ? {} : { contractId }) },
})
export const serviceSet = (serviceInstanceId: string): RequestEvent => ({
  type: 'intake.service-set.v1',
  data: { serviceInstanceId },
})
export const converted: RequestEvent = {
  type: 'intake.kind-converted.v1',
  data: { from: 'incident', to: 'question', reason: 'nothing is broken' },
}

/** A message by a person: from the client, to it, or among ourselves. */
export function message(direction: MessageAdded['direction'], at: Instant, over: Partial<MessageAdded> = {}): RequestEvent {
  const author = direction === 'from-client' ? { kind: 'contact' as const, id: 'carla' } : { kind: 'person' as const, id: PERSON }
  const match = { by: 'console' as const, reason: 'written there' }
  const data = { messageId: `m-${at}-${direction}`, direction, author, at, body: words('hello'), match, attachments: [], ...over }
  return { type: 'intake.message-added.v1', data }
}

/** Records what intake would. */
export function bring(streams: Streams, requestId: string, given: Given, ...events: readonly RequestEvent[]) {
  return streams.change(requestFacts, requestId, given, () => events)
}
