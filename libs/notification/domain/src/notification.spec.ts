import { personal } from '@spoc/platform-kernel'
import { given } from '@spoc/platform-testing'
import type { NotificationDetails, NotificationEvent } from '@spoc/notification-contracts'
import {
  notificationStream,
  recordFailure,
  recordSent,
  requestNotification,
  retryPlan,
  suppressNotification,
  type Failure,
} from './index.js'

const at = (time: string) => `2026-01-12T${time}.000Z`
const details = (over: Partial<NotificationDetails> = {}): NotificationDetails => ({
  requestId: 'request-1',
  accountId: 'account-1',
  kind: 'acknowledgement',
  audience: 'client',
  via: { kind: 'mail', to: [personal({ address: 'jo@client.example' }, 'person:jo')] },
  subject: personal('Circuit down', 'request:request-1:jo'),
  text: personal('We have it.', 'request:request-1:jo'),
  messageId: '<ack-1@provider.example>',
  at: at('08:00:00'),
  ...over,
})
const requested = (over: Partial<NotificationDetails> = {}): NotificationEvent => ({
  type: 'notification.requested.v1',
  data: details(over),
})
const failed = (attempt: number, failedAt: string, retryAt: string): NotificationEvent => ({
  type: 'notification.attempt-failed.v1',
  data: { attempt, at: failedAt, error: 'smtp-451', retryAt },
})
const sent = (attempt: number, sentAt: string): NotificationEvent => ({
  type: 'notification.sent.v1',
  data: { attempt, at: sentAt },
})
const suppressed: NotificationEvent = {
  type: 'notification.suppressed.v1',
  data: { because: 'page-acknowledged', at: at('08:00:30') },
}
const failure = (failedAt: string, over: Partial<Failure> = {}): Failure => ({
  at: failedAt,
  error: 'smtp-451',
  final: false,
  ...over,
})
const notification = given(notificationStream)
const alarms = (...events: NotificationEvent[]) =>
  notificationStream.alarms?.(events.reduce(notificationStream.evolve, notificationStream.initial))

describe('asking for a notification', () => {
  it('records it whole', () =>
    notification()
      .when((state) => requestNotification(state, details()))
      .then(requested()))
  it('changes nothing when it is asked for again', () =>
    notification(requested())
      .when((state) => requestNotification(state, details({ messageId: '<other@provider.example>' })))
      .thenNothing())
  it('suppresses a mail to nobody', () =>
    notification()
      .when((state) => requestNotification(state, details({ via: { kind: 'mail', to: [] } })))
      .then(requested({ via: { kind: 'mail', to: [] } }), {
        type: 'notification.suppressed.v1',
        data: { because: 'no-address', at: at('08:00:00') },
      }))
  it('suppresses a mail whose only address was erased', () => {
    const via = { kind: 'mail', to: [{ erased: true, under: 'person:jo' }] } as const
    notification()
      .when((state) => requestNotification(state, details({ via })))
      .then(requested({ via }), { type: 'notification.suppressed.v1', data: { because: 'no-address', at: at('08:00:00') } })
  })
  it('is due at once', () => expect(alarms(requested())).toEqual([{ at: at('08:00:00'), what: 'attempt' }]))
  it('is due when it may be sent', () =>
    expect(alarms(requested({ sendAt: at('09:00:00') }))).toEqual([{ at: at('09:00:00'), what: 'attempt' }]))
})

describe('what a notification is about', () => {
  const about = (over: Partial<NotificationDetails>) =>
    notificationStream.about(notificationStream.evolve(notificationStream.initial, requested(over)), 'n-1')

  it('is its request and account', () => expect(about({})).toEqual({ subject: 'request-1', accountId: 'account-1' }))
  it('is its work where there is no request', () =>
    expect(about({ requestId: undefined, workId: 'work-1' })).toEqual({ subject: 'work-1', accountId: 'account-1' }))
  it('is itself where there is neither', () =>
    expect(about({ requestId: undefined, accountId: undefined })).toEqual({ subject: 'n-1' }))
})

describe('an attempt that succeeds', () => {
  it('is recorded with its number', () =>
    notification(requested(), failed(1, at('08:00:00'), at('08:00:30')))
      .when((state) => recordSent(state, at('08:00:31')))
      .then(sent(2, at('08:00:31'))))
  it('is recorded once', () =>
    notification(requested(), sent(1, at('08:00:00')))
      .when((state) => recordSent(state, at('08:00:31')))
      .thenNothing())
  it('is recorded though it was suppressed under way', () =>
    notification(requested(), suppressed)
      .when((state) => recordSent(state, at('08:00:31')))
      .then(sent(1, at('08:00:31'))))
  it('leaves nothing to wake for', () => expect(alarms(requested(), sent(1, at('08:00:00')))).toEqual([]))
  it('is refused for what was never asked for', () =>
    notification()
      .when((state) => recordSent(state, at('08:00:00')))
      .thenRefused('notification-unknown'))
})

describe('an attempt that fails', () => {
  it('is tried again after the first wait', () =>
    notification(requested())
      .when((state) => recordFailure(state, failure(at('08:00:00'))))
      .then(failed(1, at('08:00:00'), at('08:00:30'))))
  it('is tried again after twice the wait', () =>
    notification(requested(), failed(1, at('08:00:00'), at('08:00:30')))
      .when((state) => recordFailure(state, failure(at('08:00:30'))))
      .then(failed(2, at('08:00:30'), at('08:01:30'))))
  it('never waits longer than the longest wait', () =>
    notification(requested(), failed(40, at('08:00:30'), at('09:00:30')))
      .when((state) => recordFailure(state, failure(at('09:00:30'))))
      .then(failed(41, at('09:00:30'), at('10:00:30'))))
  it('is made a last time right at the end of its age', () =>
    notification(requested(), failed(90, '2026-01-16T06:30:00.000Z', '2026-01-16T07:30:00.000Z'))
      .when((state) => recordFailure(state, failure('2026-01-16T07:30:00.000Z')))
      .then(failed(91, '2026-01-16T07:30:00.000Z', '2026-01-16T08:00:00.000Z')))
  it('is given up once too old', () =>
    notification(requested(), failed(91, '2026-01-16T07:30:00.000Z', '2026-01-16T08:00:00.000Z'))
      .when((state) => recordFailure(state, failure('2026-01-16T08:00:00.000Z')))
      .then({
        type: 'notification.given-up.v1',
        data: { attempt: 92, at: '2026-01-16T08:00:00.000Z', error: 'smtp-451', because: 'too-old' },
      }))
  it('is given up at once when the peer will never take it', () =>
    notification(requested())
      .when((state) =>
        recordFailure(
          state,
          failure(at('08:00:00'), { error: 'smtp-550', answer: personal('no such user', 'person:jo'), final: true }),
        ),
      )
      .then({
        type: 'notification.given-up.v1',
        data: {
          attempt: 1,
          at: at('08:00:00'),
          error: 'smtp-550',
          answer: personal('no such user', 'person:jo'),
          because: 'refused',
        },
      }))
  it('counts the age from the instant it might be sent', () =>
    notification(requested({ sendAt: '2026-01-20T08:00:00.000Z' }))
      .when((state) => recordFailure(state, failure('2026-01-20T08:00:00.000Z')))
      .then(failed(1, '2026-01-20T08:00:00.000Z', '2026-01-20T08:00:30.000Z')))
  it('changes nothing once it was suppressed', () =>
    notification(requested(), suppressed)
      .when((state) => recordFailure(state, failure(at('08:01:00'))))
      .thenNothing())
  it('wakes for the next attempt', () =>
    expect(alarms(requested(), failed(1, at('08:00:00'), at('08:00:30')))).toEqual([{ at: at('08:00:30'), what: 'attempt' }]))
  it('is tried again sooner, and not for as long, when it is a page', () => {
    expect(retryPlan('page', 'mail').longestMs).toBeLessThan(retryPlan('reply', 'mail').longestMs)
    expect(retryPlan('page', 'mail').giveUpAfterMs).toBeLessThan(retryPlan('reply', 'mail').giveUpAfterMs)
  })
})

describe('suppressing a notification', () => {
  it('GO#4654: acknowledged at 30 s, so the message of 60 s is not sent', () => {
    const later = requested({ kind: 'page', sendAt: at('08:01:00') })
    notification(later)
      .when((state) => suppressNotification(state, 'page-acknowledged', at('08:00:30')))
      .then(suppressed)
    expect(alarms(later, suppressed)).toEqual([])
  })
  it('changes nothing once it was sent', () =>
    notification(requested(), sent(1, at('08:00:00')))
      .when((state) => suppressNotification(state, 'page-acknowledged', at('08:00:30')))
      .thenNothing())
  it('changes nothing where it was never asked for', () =>
    notification()
      .when((state) => suppressNotification(state, 'request-ended', at('08:00:30')))
      .thenNothing())
})
