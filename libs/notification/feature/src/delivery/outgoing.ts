import type { NotificationDetails, NotificationEvent } from '@spoc/notification-contracts'
import type { FactsKind } from '@spoc/platform-runtime'

/** The message of `notification-<id>` as it was asked for. */
export const outgoing: FactsKind<NotificationDetails | undefined, NotificationEvent> = {
  category: 'notification',
  initial: undefined,
  evolve: (details, event) => (event.type === 'notification.requested.v1' ? event.data : details),
}
