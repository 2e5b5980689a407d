import { eventContract } from '@spoc/platform-kernel'
import type { NotificationEvent } from './notification.events.js'

export const notificationContract = eventContract<NotificationEvent>({
  context: 'notification',
  categories: ['notification'],
  types: {
    'notification.requested.v1': true,
    'notification.sent.v1': true,
    'notification.attempt-failed.v1': true,
    'notification.given-up.v1': true,
    'notification.suppressed.v1': true,
  },
})
