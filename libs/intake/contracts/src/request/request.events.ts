import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'
import type { Impact, LinkRelation, Priority, RequestFlag, RequestKind, Urgency } from './classification.js'
import type { ConversationEvent } from './conversation.events.js'
import type { LifeEvent } from './life.events.js'
import type { AlertTrace, Attachment, BlobReference, Identification, MailParty, MailTrace, PeerNumber } from './parts.js'

/** What was brought, as it was when it came in. Free text is under the key of the request and its author. */
export interface RequestReceived {
  /** The number everybody knows it by, e.g. `R-1000015`; unique over all replicas. */
  readonly number: string
  readonly kind: RequestKind
  readonly title: Personal<string>
  /** At most 32 KiB of UTF-8; a longer one is `descriptionBlob`. */
  readonly description?: Personal<string>
  readonly descriptionBlob?: BlobReference
  /** None: the triage desk is its SPOC until the account is set. */
  readonly accountId?: Id<'account'>
  readonly contactId?: Id<'contact'>
  readonly contractId?: Id<'contract'>
  readonly sender?: MailParty
  /** Others the mail was addressed to, our own mailboxes left out: they take part. */
  readonly copiedTo?: readonly MailParty[]
  readonly serviceInstanceId?: Id<'service'>
  readonly clientReference?: string
  readonly impact: Impact
  readonly urgency: Urgency
  /** What the submitter asked for. */
  readonly proposedPriority?: Priority
  /** What it got, by the contract's matrix. */
  readonly priority: Priority
  /** BCP 47 tag. */
  readonly language?: string
  /** When it reached us: what every promise counts from. */
  readonly receivedAt: Instant
  /** When it happened, where that is known to be earlier: a fault told later by phone. */
  readonly occurredAt?: Instant
  readonly mail?: MailTrace
  readonly alert?: AlertTrace
  readonly attachments: readonly Attachment[]
  readonly flags: readonly RequestFlag[]
  readonly identifiedBy: Identification
  readonly peer?: PeerNumber
}

/** Facts that say what the request is, and what it has to do with others. */
export type ClassificationEvent =
  /** Impact and urgency were judged anew, and what priority follows. */
  | Fact<
      'intake.priority-set.v1',
      { readonly impact: Impact; readonly urgency: Urgency; readonly priority: Priority; readonly reason: string }
    >
  /** Whose request it is from then on, and who there brought it. */
  | Fact<
      'intake.account-set.v1',
      { readonly accountId: Id<'account'>; readonly contactId?: Id<'contact'>; readonly contractId?: Id<'contract'> }
    >
  /** None: it is about no service instance after all. */
  | Fact<'intake.service-set.v1', { readonly serviceInstanceId?: Id<'service'> }>
  /** It is a request of another kind from then on. */
  | Fact<'intake.kind-converted.v1', { readonly from: RequestKind; readonly to: RequestKind; readonly reason: string }>
  /** `score` from 0 to 1; `reasons` are sentences. Nothing is merged by it. */
  | Fact<
      'intake.duplicate-suggested.v1',
      { readonly of: Id<'request'>; readonly score: number; readonly reasons: readonly string[] }
    >
  /** It has to do with another request of the same account. */
  | Fact<
      'intake.requests-linked.v1',
      {
        readonly to: Id<'request'>
        readonly relation: LinkRelation
        /** Of an automatic link, as of a suggestion. */
        readonly score?: number
        readonly reasons: readonly string[]
      }
    >
  /** The link is taken back. */
  | Fact<'intake.requests-unlinked.v1', { readonly to: Id<'request'>; readonly relation: LinkRelation; readonly reason: string }>

/**
 * Facts about one request. Stream `request-<id>`, written by intake alone.
 * Subject is the request; accountId of the envelope is the account known by then.
 */
export type RequestEvent =
  Fact<'intake.request-received.v1', RequestReceived> | LifeEvent | ConversationEvent | ClassificationEvent
