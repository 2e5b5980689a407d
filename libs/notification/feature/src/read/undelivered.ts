import { NOTIFICATIONS, type NotificationDocument } from '@spoc/notification-contracts'
import { ageSeconds, type Figure } from '@spoc/platform-nest'
import type { Background } from '@spoc/platform-runtime'

const vias = ['mail', 'webhook', 'console'] as const

const view = ({ views }: Background) => views.of<NotificationDocument>(NOTIFICATIONS)

/** What has not reached its receiver. */
export const undelivered: readonly Figure[] = [
  {
    name: 'spoc_undelivered_notifications',
    help: 'Notifications that wait for an attempt, and those that were given up.',
    labelNames: ['state'],
    read: (background) =>
      Promise.all(
        ['waiting', 'given-up'].map(async (state) => ({ labels: { state }, value: await view(background).count({ state }) })),
      ),
  },
  {
    name: 'spoc_failing_notifications',
    help: 'Notifications that wait for another attempt after one that failed, by the way they take.',
    labelNames: ['via'],
    read: (background) =>
      Promise.all(
        vias.map(async (via) => ({
          labels: { via },
          value: await view(background).count({ state: 'waiting', via, attempts: { $gt: 0 } }),
        })),
      ),
  },
  {
    name: 'spoc_oldest_undelivered_notification_seconds',
    help: 'Since when the oldest notification waits that should have gone out, by the way it takes; 0 where none does.',
    labelNames: ['via'],
    read: (background) =>
      Promise.all(vias.map(async (via) => ({ labels: { via }, value: ageSeconds(background, await oldestOf(background, via)) }))),
  },
]

/** One that has failed counts from when it was asked for, however far off its next attempt is. */
async function oldestOf(background: Background, via: string): Promise<string | undefined> {
  const wanted = [{ attempts: { $gt: 0 } }, { nextAttemptAt: { $lte: background.engines.clock.now() } }]
  const { items } = await view(background).find({ filter: { state: 'waiting', via, $or: wanted }, sort: ['at'], limit: 1 })
  return items[0]?.at
}
