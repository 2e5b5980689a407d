import type { Actor, Id, Instant, Personal } from '@spoc/platform-kernel'

/** Bytes in the blob store, durable before the event that names them. The content is sealed under the key of the field's author. */
export interface BlobReference {
  readonly sha256: string
  /** Of the content, in bytes. */
  readonly size: number
}

/** Somebody by mail address. Personal fields are under the person's key where the directory knows them, else under the request and author. */
export interface MailParty {
  readonly address: Personal<string>
  /** Keyed hash of the address in lower case. */
  readonly addressHash: string
  readonly name?: Personal<string>
}

export interface Attachment {
  readonly attachmentId: Id<'attachment'>
  readonly sha256: string
  readonly name: Personal<string>
  /** Media type, as found by looking at the bytes. */
  readonly type: string
  /** Bytes. */
  readonly size: number
}

/** Headers by which later mails find their way here; Message-IDs are kept without angle brackets. */
export interface MailTrace {
  readonly messageId: string
  readonly inReplyTo?: string
  readonly references: readonly string[]
  /** The mail as it came. */
  readonly rawBlob?: BlobReference
  /** Our own mailbox it came to. */
  readonly mailbox?: string
}

/** One alert of Alertmanager, or of a sender that speaks its language. */
export interface AlertTrace {
  readonly integrationId: Id<'integration'>
  /** A hash of the labels, equal across senders: identity only together with the integration and the start. */
  readonly fingerprint: string
  readonly startsAt: Instant
  readonly groupKey: string
  readonly labels: Readonly<Record<string, string>>
}

/** The request's number in a system of the other side, e.g. a carrier's ticket. */
export interface PeerNumber {
  readonly system: string
  readonly number: string
}

/** By which channel or evidence it was decided whose request it is, told as a sentence. */
export interface Identification {
  readonly how: 'address' | 'mail-domain' | 'caller' | 'integration' | 'service' | 'chosen' | 'unknown'
  readonly reason: string
}

/** By what a message found its request, told as a sentence. */
export interface Match {
  readonly by: 'references' | 'token' | 'peer-number' | 'alert' | 'api' | 'console'
  readonly reason: string
}

export interface MessageAuthor {
  readonly kind: Actor['kind']
  readonly id: string
  readonly name?: Personal<string>
}
