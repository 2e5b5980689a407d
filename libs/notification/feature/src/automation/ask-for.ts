import type { NotificationDetails, NotificationEvent } from '@spoc/notification-contracts'
import { notificationStream, requestNotification, suppressNotification, type Notification } from '@spoc/notification-domain'
import { idOf, isRefusal, type Given, type StreamKind } from '@spoc/platform-kernel'
import type { Effect, FactsReader } from '@spoc/platform-runtime'
import { withoutMachines } from '../recipients/may-be-written-to.js'

export const notifications: StreamKind<Notification, NotificationEvent> = notificationStream

/** The id of a message is made of what it is about: the same occasion is the same message. */
export function notificationId(...occasion: readonly string[]): string {
  return idOf('notification', ...occasion)
}

/**
 * Asks for the message that `write` makes, once; for none where it makes none. With our mail domain given, it goes neither to our own queue
 * nor to a machine: then it is recorded, and suppressed with the reason.
 */
export function askFor(
  id: string,
  write: (given: Given, facts: FactsReader) => Promise<NotificationDetails | undefined>,
  mailDomain?: string,
): Effect<Notification, NotificationEvent> {
  return {
    id,
    decide: async (notification, given, facts) => {
      if (notification.is !== 'unknown') return []
      const details = await write(given, facts)
      if (details === undefined) return []
      const kept = mailDomain === undefined ? { details } : withoutMachines(details, mailDomain)
      const requested = requestNotification(notification, kept.details)
      if (isRefusal(requested) || kept.suppressed === undefined) return isRefusal(requested) ? [] : requested
      const suppressed = suppressNotification(requested.reduce(notifications.evolve, notification), kept.suppressed, given.now)
      return isRefusal(suppressed) ? requested : [...requested, ...suppressed]
    },
  }
}
