import type { NotificationEvent } from '@spoc/notification-contracts'
import { reveal } from '@spoc/platform-kernel'
import type { CollectionKind } from '@spoc/platform-ports'
import { projector } from '@spoc/platform-runtime'

/** One message and how it stands; nothing personal. */
export interface NotificationDocument {
  readonly _id: string
  readonly requestId?: string
  readonly workId?: string
  readonly accountId?: string
  readonly pageId?: string
  readonly kind: string
  readonly audience: 'client' | 'staff'
  readonly via: 'mail' | 'webhook' | 'console'
  readonly state: 'waiting' | 'sent' | 'given-up' | 'suppressed'
  readonly at: string
  readonly attempts: number
  readonly messageId: string
  readonly sentAt?: string
  readonly nextAttemptAt?: string
  readonly lastError?: string
  readonly because?: string
}

/** What it says and to whom; restricted. */
export interface PersonalNotificationDocument {
  readonly _id: string
  readonly subject: string
  readonly to: readonly string[]
}

export const NOTIFICATIONS: CollectionKind = {
  name: 'notification_notifications',
  indexes: [
    { fields: ['at'] },
    { fields: ['requestId', 'at'] },
    { fields: ['state', 'at'] },
    { fields: ['via', 'at'] },
    { fields: ['workId', 'at'] },
  ],
  holds: 'view',
  instants: ['at', 'sentAt', 'nextAttemptAt'],
}
export const NOTIFICATIONS_PERSONAL: CollectionKind = { name: 'notification_notifications_personal', indexes: [], holds: 'view' }

const idOf = (stream: string) => stream.slice('notification-'.length)

export const notificationsView = projector<NotificationDocument, NotificationEvent>({
  collection: NOTIFICATIONS,
  version: 1,
  on: {
    'notification.requested.v1': ({ stream, data }, into) => {
      const { requestId, workId, accountId, pageId, kind, audience, via, at, messageId, sendAt } = data
      into.put(idOf(stream), () => ({
        _id: idOf(stream),
        ...(requestId && { requestId }),
        ...(workId && { workId }),
        ...(accountId && { accountId }),
        ...(pageId && { pageId }),
        kind,
        audience,
        via: via.kind,
        state: 'waiting',
        at,
        attempts: 0,
        messageId,
        nextAttemptAt: sendAt ?? at,
      }))
    },
    'notification.sent.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), (found) => found && { ...settled(found), state: 'sent', attempts: data.attempt, sentAt: data.at }),
    'notification.attempt-failed.v1': ({ stream, data }, into) =>
      into.put(
        idOf(stream),
        (found) => found && { ...found, attempts: data.attempt, lastError: data.error, nextAttemptAt: data.retryAt },
      ),
    'notification.given-up.v1': ({ stream, data }, into) =>
      into.put(
        idOf(stream),
        (found) =>
          found && { ...settled(found), state: 'given-up', attempts: data.attempt, lastError: data.error, because: data.because },
      ),
    'notification.suppressed.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), (found) => found && { ...settled(found), state: 'suppressed', because: data.because }),
  },
})

export const notificationsPersonal = projector<PersonalNotificationDocument, NotificationEvent>({
  collection: NOTIFICATIONS_PERSONAL,
  version: 1,
  on: {
    'notification.requested.v1': ({ stream, data: { subject, via } }, into) =>
      into.put(idOf(stream), () => ({
        _id: idOf(stream),
        subject: reveal(subject, '(erased)'),
        to: via.kind === 'mail' ? via.to.map((to) => ('personal' in to ? to.personal.address : '(erased)')) : [],
      })),
  },
})

function settled({ nextAttemptAt: _, ...document }: NotificationDocument): NotificationDocument {
  return document
}
