import { streamKind, type Id, type Instant } from '@spoc/platform-kernel'
import type { NotificationEvent, NotificationKind, SuppressedBecause } from './notification.events.js'

/** How one message stands, as others may know it. Holds no personal data. */
export interface NotificationFacts {
  readonly is: 'unknown' | 'waiting' | 'sent' | 'given-up' | 'suppressed'
  readonly requestId?: Id<'request'>
  readonly workId?: Id<'work'>
  readonly accountId?: Id<'account'>
  readonly pageId?: Id<'page'>
  readonly kind?: NotificationKind
  readonly audience?: 'client' | 'staff'
  readonly via?: 'mail' | 'webhook' | 'console'
  readonly messageId?: string
  readonly attempts: number
  readonly lastError?: string
  readonly nextAttemptAt?: Instant
  readonly sentAt?: Instant
  readonly suppressedBecause?: SuppressedBecause
}

/** Folds `notification-<id>`; leaves alone what it does not know. */
export const notificationFacts = streamKind<NotificationFacts, NotificationEvent>({
  category: 'notification',
  initial: { is: 'unknown', attempts: 0 },
  evolve: (state, event) => {
    switch (event.type) {
      case 'notification.requested.v1': {
        const { requestId, workId, accountId, pageId, kind, audience, via, messageId, at, sendAt } = event.data
        return {
          is: 'waiting',
          attempts: 0,
          ...(requestId !== undefined && { requestId }),
          ...(workId !== undefined && { workId }),
          ...(accountId !== undefined && { accountId }),
          ...(pageId !== undefined && { pageId }),
          kind,
          audience,
          via: via.kind,
          messageId,
          nextAttemptAt: sendAt ?? at,
        }
      }
      case 'notification.sent.v1':
        return { ...settled(state), is: 'sent', attempts: event.data.attempt, sentAt: event.data.at }
      case 'notification.attempt-failed.v1':
        return {
          ...state,
          attempts: event.data.attempt,
          lastError: event.data.error,
          nextAttemptAt: event.data.retryAt,
        }
      case 'notification.given-up.v1':
        return { ...settled(state), is: 'given-up', attempts: event.data.attempt, lastError: event.data.error }
      case 'notification.suppressed.v1':
        return { ...settled(state), is: 'suppressed', suppressedBecause: event.data.because }
      default:
        return state
    }
  },
  about: ({ requestId, workId, accountId }, id) => ({
    subject: requestId ?? workId ?? id,
    ...(accountId !== undefined && { accountId }),
  }),
})

function settled({ nextAttemptAt: _, ...state }: NotificationFacts): NotificationFacts {
  return state
}
