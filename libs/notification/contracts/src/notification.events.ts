import type { Fact, Id, Instant, KeyId, Personal } from '@spoc/platform-kernel'

export type NotificationKind =
  | 'acknowledgement'
  | 'reply'
  | 'page'
  | 'escalation'
  | 'warning'
  | 'breach'
  | 'resolution'
  | 'closing'
  | 'engagement'
  | 'work-notice'
  | 'reminder'

export interface MailAddress {
  readonly name?: string
  readonly address: string
}

/** A text too long for an event: SHA-256 (hex) of its UTF-8 bytes in the blob store, sealed under a key as a personal value is. */
export interface TextInBlob {
  readonly blob: string
  readonly under: KeyId
}

/** An iCalendar part, e.g. a MAINTNOTE notice; `content` is the whole VCALENDAR. */
export interface CalendarPart {
  readonly method: string
  readonly content: string
  readonly filename: string
}

export interface ByMail {
  readonly kind: 'mail'
  readonly to: readonly Personal<MailAddress>[]
  /** One of our own queues; the sender of the installation where none is named. */
  readonly from?: MailAddress
  /** Carries the signed token of the thread where there is one. */
  readonly replyTo?: string
}

/** The text is the body, as it goes out. */
export interface ByWebhook {
  readonly kind: 'webhook'
  readonly endpointId: Id<'endpoint'>
  readonly url: string
}

export interface InConsole {
  readonly kind: 'console'
  readonly personId: Id<'person'>
}

export type Via = ByMail | ByWebhook | InConsole

export interface NotificationDetails {
  readonly requestId?: Id<'request'>
  readonly workId?: Id<'work'>
  readonly accountId?: Id<'account'>
  /** The page it tells of, so that an acknowledgement stops it. */
  readonly pageId?: Id<'page'>
  readonly kind: NotificationKind
  readonly audience: 'client' | 'staff'
  readonly via: Via
  readonly subject: Personal<string>
  readonly text: Personal<string> | TextInBlob
  /** The same at every attempt, so that the receiver can drop a repeat: a Message-ID with angle brackets, or a webhook's id. */
  readonly messageId: string
  readonly inReplyTo?: string
  /** Message-IDs, oldest first. */
  readonly references?: readonly string[]
  readonly calendar?: CalendarPart
  /** When it was asked for: what its age is counted from. */
  readonly at: Instant
  /** Not before this instant, e.g. the end of quiet hours. */
  readonly sendAt?: Instant
}

export type SuppressedBecause =
  | 'page-acknowledged'
  | 'page-stopped'
  | 'request-ended'
  | 'superseded'
  | 'automatic-mail'
  | 'own-queue'
  | 'no-address'
  | 'by-rule'

/** Facts about one message to a person or a system. Stream `notification-<id>`, written by notification alone: one record per effect. */
export type NotificationEvent =
  /** A message to a person or a system is to go out. */
  | Fact<'notification.requested.v1', NotificationDetails>
  /** The peer took it. `attempt` counts from 1. */
  | Fact<'notification.sent.v1', { readonly attempt: number; readonly at: Instant }>
  /** The peer did not take it; it is tried again at `retryAt`. */
  | Fact<
      'notification.attempt-failed.v1',
      {
        readonly attempt: number
        readonly at: Instant
        /** A code without personal data: `smtp-451`, `http-503`, `timeout`, `connection-refused`. */
        readonly error: string
        /** What the peer answered, which may name people. */
        readonly answer?: Personal<string>
        readonly retryAt: Instant
      }
    >
  /** It is tried no more. */
  | Fact<
      'notification.given-up.v1',
      {
        readonly attempt: number
        readonly at: Instant
        readonly error: string
        readonly answer?: Personal<string>
        /** The peer will never take it, or it became too old to be of use. */
        readonly because: 'refused' | 'too-old'
      }
    >
  /** It is not sent after all. */
  | Fact<'notification.suppressed.v1', { readonly because: SuppressedBecause; readonly at: Instant }>
