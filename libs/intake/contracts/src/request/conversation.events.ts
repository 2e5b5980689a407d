import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'
import type { Attachment, BlobReference, MailParty, MailTrace, Match, MessageAuthor } from './parts.js'

export interface MessageAdded {
  readonly messageId: Id<'message'>
  /** `internal` never leaves the provider. */
  readonly direction: 'from-client' | 'to-client' | 'internal'
  readonly author: MessageAuthor
  /** When it was said. */
  readonly at: Instant
  /** At most 32 KiB of UTF-8; a longer one is `bodyBlob`. */
  readonly body?: Personal<string>
  readonly bodyBlob?: BlobReference
  /** Who sent it, where it came by mail. */
  readonly sender?: MailParty
  readonly copiedTo?: readonly MailParty[]
  readonly mail?: MailTrace
  readonly match: Match
  readonly attachments: readonly Attachment[]
}

/** Facts about what was said, by people and by monitors. */
export type ConversationEvent =
  /** Something was said on the request: by the client, to the client, or among colleagues. */
  | Fact<'intake.message-added.v1', MessageAdded>
  /** The same mail reached another of our mailboxes: the team behind it sees the request too. */
  | Fact<'intake.copy-received.v1', { readonly mailbox: string; readonly messageId: string }>
  /** The alert that the request is about fires again, or is over. */
  | Fact<
      'intake.alert-updated.v1',
      {
        readonly status: 'firing' | 'resolved'
        readonly fingerprint: string
        /** Another than before where the sender was restarted while the alert went on firing. */
        readonly startsAt: Instant
        readonly endsAt?: Instant
      }
    >
