import { passOver, streamKind, type Alarm, type Id, type Instant } from '@spoc/platform-kernel'
import type { NotificationEvent, NotificationKind, Via } from '@spoc/notification-contracts'

export interface NotificationAbout {
  readonly requestId?: Id<'request'>
  readonly workId?: Id<'work'>
  readonly accountId?: Id<'account'>
}

export type Notification =
  | { readonly is: 'unknown' }
  | {
      readonly is: 'waiting'
      readonly about: NotificationAbout
      readonly kind: NotificationKind
      readonly via: Via['kind']
      /** What its age is counted from: when it was asked for, or from when on it may be sent. */
      readonly since: Instant
      /** Attempts that failed. */
      readonly attempts: number
      readonly nextAttemptAt: Instant
    }
  | { readonly is: 'sent' | 'given-up' | 'suppressed'; readonly about: NotificationAbout; readonly attempts: number }

export const notificationStream = streamKind<Notification, NotificationEvent>({
  category: 'notification',
  initial: { is: 'unknown' },
  evolve: (notification, event) => {
    if (event.type === 'notification.requested.v1') {
      const { requestId, workId, accountId, kind, via, at, sendAt } = event.data
      const about = {
        ...(requestId !== undefined && { requestId }),
        ...(workId !== undefined && { workId }),
        ...(accountId !== undefined && { accountId }),
      }
      const since = sendAt ?? at
      return { is: 'waiting', about, kind, via: via.kind, since, attempts: 0, nextAttemptAt: since }
    }
    if (notification.is === 'unknown') return notification
    const { about, attempts } = notification
    switch (event.type) {
      case 'notification.sent.v1':
        return { is: 'sent', about, attempts: event.data.attempt }
      case 'notification.attempt-failed.v1':
        return notification.is === 'waiting'
          ? { ...notification, attempts: event.data.attempt, nextAttemptAt: event.data.retryAt }
          : notification
      case 'notification.given-up.v1':
        return { is: 'given-up', about, attempts: event.data.attempt }
      case 'notification.suppressed.v1':
        return { is: 'suppressed', about, attempts }
      default:
        return passOver(notification, event)
    }
  },
  about: (notification, id) => {
    if (notification.is === 'unknown') return { subject: id }
    const { requestId, workId, accountId } = notification.about
    return { subject: requestId ?? workId ?? id, ...(accountId !== undefined && { accountId }) }
  },
  alarms: (notification): readonly Alarm[] =>
    notification.is === 'waiting' ? [{ at: notification.nextAttemptAt, what: 'attempt' }] : [],
})
