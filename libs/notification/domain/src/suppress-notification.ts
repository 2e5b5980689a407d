import type { Decision, Instant } from '@spoc/platform-kernel'
import type { NotificationEvent, SuppressedBecause } from '@spoc/notification-contracts'
import type { Notification } from './notification.js'

/** It need not go out any more. What went out, or was never asked for, stays as it is. */
export function suppressNotification(
  notification: Notification,
  because: SuppressedBecause,
  at: Instant,
): Decision<NotificationEvent> {
  return notification.is === 'waiting' ? [{ type: 'notification.suppressed.v1', data: { because, at } }] : []
}
