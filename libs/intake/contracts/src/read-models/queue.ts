import type { Actor, Channel, Instant } from '@spoc/platform-kernel'
import type {
  HoldParty,
  HoldReason,
  Impact,
  LinkRelation,
  Priority,
  RequestFlag,
  RequestKind,
  ResolutionCode,
  Urgency,
} from '../request/classification.js'
import type { RequestStatus } from '../request/status.js'

/** One clock as the queue shows it. `breached` runs on; a clock that was met late has `breachedAt` too. */
export interface QueueClock {
  readonly clock: string
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled'
  readonly startedAt: Instant
  /** None while it is paused, and where it never falls due. */
  readonly dueAt?: Instant
  /** The highest share of the target (in percent) that was used at a warning under the promise it has; absent where none was given. */
  readonly warned?: number
  readonly breachedAt?: Instant
  readonly metAt?: Instant
}

export interface QueueSpoc {
  readonly kind: 'person' | 'team'
  readonly personId?: string
  readonly teamId?: string
  /** Who of a duty team was on duty when it was assigned. */
  readonly dutyPersonId?: string
  readonly because: string
}

export interface QueueEngagement {
  readonly engagementId: string
  readonly teamId: string
  readonly kind: 'functional' | 'vendor'
  readonly state: 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'completed'
  readonly acceptBy?: Instant
  readonly overdue?: true
  readonly engineerId?: string
}

/**
 * Published read model `intake_queue`: one document a request, `_id` the request's id, nothing personal in it. It tells what intake,
 * routing and sla have recorded of the request, so that a queue is read in one place.
 */
export interface RequestDocument {
  readonly _id: string
  readonly number: string
  readonly kind: RequestKind
  readonly status: RequestStatus
  /** Neither resolved nor at an end. */
  readonly open: boolean
  readonly priority: Priority
  readonly impact: Impact
  readonly urgency: Urgency
  readonly proposedPriority?: Priority
  readonly accountId?: string
  readonly contactId?: string
  readonly contractId?: string
  readonly serviceInstanceId?: string
  readonly clientReference?: string
  readonly alertGroupKey?: string
  readonly channel: Channel
  readonly receivedAt: Instant
  readonly occurredAt: Instant
  readonly broughtBy: Actor
  readonly takenUpBy?: string
  readonly waiting?: { readonly since: Instant; readonly remindAt?: Instant; readonly resolveAt: Instant }
  readonly hold?: { readonly reason: HoldReason; readonly party: HoldParty; readonly until?: Instant }
  readonly resolution?: { readonly code: ResolutionCode; readonly at: Instant; readonly closeAt: Instant }
  readonly reopenUntil?: Instant
  readonly mergedInto?: string
  /** None until routing has decided, which it does at once. */
  readonly spoc: QueueSpoc | null
  readonly clocks: readonly QueueClock[]
  /** The earliest due instant of its clocks that run. */
  readonly dueAt: Instant | null
  /** `dueAt`, or a text after all instants: what lists are sorted by. */
  readonly dueKey: string
  readonly engagements: readonly QueueEngagement[]
  /** Teams whose engagement is offered or accepted. */
  readonly engagedTeamIds: readonly string[]
  /** People who have it in hand: the SPOC, who is on duty for a SPOC team, engineers who accepted. */
  readonly carrierIds: readonly string[]
  readonly openPageIds: readonly string[]
  readonly flags: readonly RequestFlag[]
  readonly links: readonly { readonly to: string; readonly relation: LinkRelation }[]
  readonly duplicates: readonly { readonly of: string; readonly score: number; readonly reasons: readonly string[] }[]
  readonly attachments: readonly QueueAttachment[]
  readonly lastEventAt: Instant
  readonly lastPublicUpdateAt?: Instant
  readonly lastClientMessageAt?: Instant
  /** Of the request's own stream: what `If-Match` is compared with. */
  readonly revision: number
}

export interface QueueAttachment {
  readonly attachmentId: string
  readonly sha256: string
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** Of an internal note: never leaves. */
  readonly internal?: true
}

/** Restricted read model `intake_queue_personal`: what of a queue's line is personal. */
export interface PersonalRequestDocument {
  readonly _id: string
  /** With the next three, so that a title's likes are found in one read. */
  readonly accountId?: string
  readonly receivedAt: Instant
  /** Place of its receipt in the log, as a text that sorts so. */
  readonly order: string
  readonly alertGroupKey?: string
  readonly title: string
  /** Who sent it, where the directory does not know them; of a contact the directory is asked. */
  readonly sender?: { readonly name?: string; readonly address?: string }
}

/** A text where it is short, the checksum of the sealed blob that holds it where it is long. */
export interface KeptText {
  readonly text?: string
  readonly blob?: string
}

/** Restricted read model `intake_texts`: what of a request's page is personal, beside its queue line. */
export interface RequestTextsDocument {
  readonly _id: string
  readonly description?: KeptText
  /** What the client is asked for. */
  readonly awaited?: string
  readonly holdNote?: string
  readonly solution?: string
  /** File names by attachment id. */
  readonly attachmentNames: Readonly<Record<string, string>>
}

/** Sorts after every instant. */
export const NEVER_DUE = '9999-12-31T23:59:59.999Z'

export const REQUESTS = {
  name: 'intake_queue',
  indexes: [
    { fields: ['number'] },
    { fields: ['open', 'dueKey'] },
    { fields: ['receivedAt'] },
    { fields: ['accountId', 'receivedAt'] },
    { fields: ['accountId', 'open', 'dueKey'] },
    { fields: ['spoc.personId', 'open', 'dueKey'] },
    { fields: ['spoc.teamId', 'open', 'dueKey'] },
    { fields: ['engagedTeamIds'] },
    { fields: ['carrierIds'] },
    { fields: ['serviceInstanceId', 'receivedAt'] },
    { fields: ['contactId', 'receivedAt'] },
    { fields: ['clientReference'] },
    { fields: ['open', 'priority', 'dueKey'] },
    { fields: ['open', 'spoc.kind', 'receivedAt'] },
  ],
  holds: 'view',
  instants: ['receivedAt', 'occurredAt', 'dueAt', 'lastEventAt'],
} as const
export const REQUESTS_PERSONAL = {
  name: 'intake_queue_personal',
  indexes: [{ fields: ['accountId', 'receivedAt'] }],
  holds: 'view',
} as const
export const REQUEST_TEXTS = { name: 'intake_texts', indexes: [], holds: 'view' } as const
