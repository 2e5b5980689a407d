import { NOTIFICATIONS, type NotificationDocument, type NotificationEvent } from '@spoc/notification-contracts'
import { projector } from '@spoc/platform-runtime'

const idOf = (stream: string) => stream.slice('notification-'.length)

export const notificationsView = projector<NotificationDocument, NotificationEvent>({
  collection: NOTIFICATIONS,
  version: 1,
  on: {
    'notification.requested.v1': ({ stream, data, revision }, into) => {
      const { requestId, workId, accountId, pageId, kind, audience, via, at, messageId, sendAt } = data
      into.put(idOf(stream), () => ({
        _id: idOf(stream),
        ...(requestId && { requestId }),
        ...(workId && { workId }),
        ...(accountId && { accountId }),
        ...(pageId && { pageId }),
        ...(via.kind === 'console' && { personId: via.personId }),
        kind,
        audience,
        via: via.kind,
        state: 'waiting',
        at,
        attempts: 0,
        messageId,
        nextAttemptAt: sendAt ?? at,
        revision,
      }))
    },
    'notification.sent.v1': ({ stream, data, revision }, into) =>
      into.put(
        idOf(stream),
        (found) => found && { ...settled(found), state: 'sent', attempts: data.attempt, sentAt: data.at, revision },
      ),
    'notification.attempt-failed.v1': ({ stream, data, revision }, into) =>
      into.put(
        idOf(stream),
        (found) => found && { ...found, attempts: data.attempt, lastError: data.error, nextAttemptAt: data.retryAt, revision },
      ),
    'notification.given-up.v1': ({ stream, data: { attempt, error, because }, revision }, into) =>
      into.put(
        idOf(stream),
        (found) => found && { ...settled(found), state: 'given-up', attempts: attempt, lastError: error, because, revision },
      ),
    'notification.suppressed.v1': ({ stream, data, revision }, into) =>
      into.put(idOf(stream), (found) => found && { ...settled(found), state: 'suppressed', because: data.because, revision }),
  },
})

function settled({ nextAttemptAt: _, ...document }: NotificationDocument): NotificationDocument {
  return document
}
