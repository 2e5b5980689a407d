import type { MailParty, MessageAdded, RequestEvent, RequestReceived, RequestStatus } from '@spoc/intake-contracts'
import { keyOfAuthor, personal, type Actor, type Given } from '@spoc/platform-kernel'
import { given as givenOf } from '@spoc/platform-testing'
import type { Message } from '../src/request/message.js'
import { requestStream } from '../src/request/request-stream.js'

export const given = givenOf(requestStream)

/** Monday, ten o'clock in Berlin. */
export const now = '2026-01-12T09:00:00.000Z'
export const days = (count: number, from = now) => new Date(Date.parse(from) + count * 86_400_000).toISOString()

export const ines: Actor = { kind: 'person', id: 'ines' }
export const ada: Actor = { kind: 'contact', id: 'ada' }
export const by = (actor: Actor, at = now): Given => ({ now: at, actor, channel: 'console', correlation: 'c' })

export const text = (said: string, author: Actor) => personal(said, keyOfAuthor('r1', author.id))
export const terms = { closeAfterDays: 5, reopenWithinDays: 14, waiting: { remindAfterDays: 2, resolveAfterDays: 5 } }

export const party = (who: string): MailParty => ({
  address: personal(`${who}@nordlicht.example`, keyOfAuthor('r1', `hash-of-${who}`)),
  addressHash: `hash-of-${who}`,
})

export const received = (some: Partial<RequestReceived> = {}): RequestEvent => ({
  type: 'intake.request-received.v1',
  data: {
    number: 'R-1000015',
    kind: 'incident',
    title: text('Link down', ada),
    accountId: 'nordlicht',
    impact: 'medium',
    urgency: 'medium',
    priority: 'P3',
    receivedAt: now,
    attachments: [],
    flags: [],
    identifiedBy: { how: 'caller', reason: 'The caller is a contact.' },
    ...some,
  },
})
export const takenUp = (by = 'ines'): RequestEvent => ({ type: 'intake.request-taken-up.v1', data: { by } })
export const awaited = (): RequestEvent => ({
  type: 'intake.client-awaited.v1',
  data: {
    what: text('Please restart the router.', ines),
    since: now,
    remindAt: days(2),
    resolveAt: days(5),
    closeAfterDays: 5,
    reopenWithinDays: 14,
  },
})
export const held = (until?: string): RequestEvent => ({
  type: 'intake.request-put-on-hold.v1',
  data: { reason: 'vendor', party: 'vendor', ...(until === undefined ? {} : { until }) },
})
export const resumed = (because: 'client-replied' | 'agent' | 'window-ended'): RequestEvent => ({
  type: 'intake.work-resumed.v1',
  data: { because },
})
export const resolved = (): RequestEvent => ({
  type: 'intake.request-resolved.v1',
  data: {
    code: 'fixed',
    solution: text('Replaced.', ines),
    closeAt: days(5),
    closeAfterDays: 5,
    reopenWithinDays: 14,
  },
})
export const closed = (): RequestEvent => ({
  type: 'intake.request-closed.v1',
  data: { because: 'confirmed', reopenUntil: days(14) },
})
export const cancelled = (): RequestEvent => ({
  type: 'intake.request-cancelled.v1',
  data: { by: 'client', reason: text('Our own switch.', ada) },
})
export const rejected = (): RequestEvent => ({
  type: 'intake.request-rejected.v1',
  data: { reason: text('Not ours.', ines) },
})
export const merged = (): RequestEvent => ({ type: 'intake.request-merged.v1', data: { into: 'r2', stateBefore: 'in-progress' } })

/** Facts that bring a request into each state of its life. */
export const facts: Readonly<Record<RequestStatus, readonly RequestEvent[]>> = {
  new: [received()],
  'in-progress': [received(), takenUp()],
  'waiting-for-client': [received(), takenUp(), awaited()],
  'on-hold': [received(), takenUp(), held()],
  resolved: [received(), takenUp(), resolved()],
  closed: [received(), takenUp(), resolved(), closed()],
  cancelled: [received(), cancelled()],
  rejected: [received(), rejected()],
  merged: [received(), takenUp(), merged()],
}

export const stateOf = (...events: readonly RequestEvent[]) => events.reduce(requestStream.evolve, requestStream.initial)

export const message = (some: Partial<Message> = {}): Message => ({
  requestId: 'r1',
  messageId: 'm1',
  text: 'Still down.',
  match: { by: 'console', reason: 'Written in the console.' },
  ...some,
})
export const said = (direction: MessageAdded['direction'], author: Actor, some: Partial<MessageAdded> = {}): RequestEvent => ({
  type: 'intake.message-added.v1',
  data: {
    messageId: 'm1',
    direction,
    author,
    at: now,
    body: text('Still down.', author),
    match: { by: 'console', reason: 'Written in the console.' },
    attachments: [],
    ...some,
  },
})
