import type { NotificationDetails, NotificationEvent } from '@spoc/notification-contracts'
import { notificationStream, requestNotification, type Notification } from '@spoc/notification-domain'
import { idOf, isRefusal, type Given, type StreamKind } from '@spoc/platform-kernel'
import type { Effect, FactsReader } from '@spoc/platform-runtime'

export const notifications: StreamKind<Notification, NotificationEvent> = notificationStream

/** The id of a message is made of what it is about: the same occasion is the same message. */
export function notificationId(...occasion: readonly string[]): string {
  return idOf('notification', ...occasion)
}

/** Asks for the message that `write` makes, once; for none where it makes none. */
export function askFor(
  id: string,
  write: (given: Given, facts: FactsReader) => Promise<NotificationDetails | undefined>,
): Effect<Notification, NotificationEvent> {
  return {
    id,
    decide: async (notification, given, facts) => {
      if (notification.is !== 'unknown') return []
      const details = await write(given, facts)
      if (details === undefined) return []
      const decision = requestNotification(notification, details)
      return isRefusal(decision) ? [] : decision
    },
  }
}
