import { type Decision } from '@spoc/platform-kernel'
import type { NotificationDetails, NotificationEvent } from '@spoc/notification-contracts'
import type { Notification } from './notification.js'

/** Asks for one message, once: a repeat changes nothing. Without anybody to write to, it is recorded and suppressed. */
export function requestNotification(notification: Notification, details: NotificationDetails): Decision<NotificationEvent> {
  if (notification.is !== 'unknown') return []
  const requested: NotificationEvent = { type: 'notification.requested.v1', data: details }
  return hasAddress(details)
    ? [requested]
    : [requested, { type: 'notification.suppressed.v1', data: { because: 'no-address', at: details.at } }]
}

/** An erased address is none. */
function hasAddress({ via }: NotificationDetails): boolean {
  return via.kind !== 'mail' || via.to.some((address) => 'personal' in address)
}
