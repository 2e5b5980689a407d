import { refuse, type Decision, type Instant } from '@spoc/platform-kernel'
import type { NotificationEvent } from '@spoc/notification-contracts'
import type { Notification } from './notification.js'

/** The peer took it. Recorded also where it was suppressed while it was under way: it did go out. */
export function recordSent(notification: Notification, at: Instant): Decision<NotificationEvent> {
  switch (notification.is) {
    case 'unknown':
      return refuse('notification-unknown', 'There is no such notification.')
    case 'sent':
      return []
    case 'waiting':
    case 'given-up':
    case 'suppressed':
      return [{ type: 'notification.sent.v1', data: { attempt: notification.attempts + 1, at } }]
  }
}
