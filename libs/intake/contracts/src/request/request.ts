import type { Id, Instant, Personal } from '@spoc/platform-kernel'
import type { Impact, LinkRelation, Priority, RequestFlag, RequestKind, Urgency } from './classification.js'
import type { AlertTrace, Identification, PeerNumber } from './parts.js'
import type { RequestPhase } from './request-phase.js'
import type { RequestStatus } from './status.js'

export interface Link {
  readonly to: Id<'request'>
  readonly relation: LinkRelation
}

export interface RequestAlert extends AlertTrace {
  readonly status: 'firing' | 'resolved'
  readonly endsAt?: Instant
}

export interface Request {
  readonly is: 'received'
  /** Same as `phase.status`, for readers that need no more. */
  readonly status: RequestStatus
  readonly phase: RequestPhase
  readonly number: string
  readonly kind: RequestKind
  readonly title: Personal<string>
  readonly impact: Impact
  readonly urgency: Urgency
  readonly proposedPriority?: Priority
  readonly priority: Priority
  readonly accountId?: Id<'account'>
  readonly contactId?: Id<'contact'>
  readonly contractId?: Id<'contract'>
  readonly serviceInstanceId?: Id<'service'>
  readonly clientReference?: string
  readonly language?: string
  readonly receivedAt: Instant
  /** When it happened; `receivedAt` where nothing else was told. */
  readonly occurredAt: Instant
  readonly identifiedBy: Identification
  readonly flags: readonly RequestFlag[]
  readonly peer?: PeerNumber
  readonly takenUpBy?: Id<'person'>
  /** Our mailboxes the conversation goes through. */
  readonly mailboxes: readonly string[]
  /** Address hashes of all who wrote, were written for or were copied to, each once. */
  readonly participants: readonly string[]
  /** In order; each message is added once. */
  readonly messageIds: readonly Id<'message'>[]
  readonly lastPublicUpdateAt?: Instant
  readonly lastClientMessageAt?: Instant
  readonly alert?: RequestAlert
  readonly links: readonly Link[]
  readonly suggestedDuplicateOf: readonly Id<'request'>[]
}

export type RequestFacts = { readonly is: 'unknown' } | Request
