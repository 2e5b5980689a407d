import { command, readNewest, type Query } from './client.js'
import type { Page } from './page.js'

export const statuses = [
  'new',
  'in-progress',
  'waiting-for-client',
  'on-hold',
  'resolved',
  'closed',
  'cancelled',
  'rejected',
  'merged',
] as const
export type Status = (typeof statuses)[number]
export const kinds = ['incident', 'service-request', 'question', 'complaint'] as const
export type Kind = (typeof kinds)[number]
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const
export type Priority = (typeof priorities)[number]
export const levels = ['high', 'medium', 'low'] as const
export type Level = (typeof levels)[number]
export const resolutionCodes = [
  'fixed',
  'workaround',
  'recovered-by-itself',
  'no-fault-found',
  'done',
  'answered',
  'cause-at-client',
  'cause-at-vendor',
  'duplicate',
] as const
export const holdReasons = ['agreed-window', 'planned-work', 'freeze', 'vendor', 'parts', 'site-access', 'force-majeure'] as const
export const holdParties = ['client', 'provider', 'vendor', 'third-party'] as const

export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'cancelled'

export interface Clock {
  readonly clock: string
  readonly state: ClockState
  readonly dueAt?: string
  readonly startedAt: string
  /** Share of the target, in percent, that was last warned of. */
  readonly warned?: number
  readonly breachedAt?: string
  readonly metAt?: string
}

export interface Spoc {
  readonly kind: 'person' | 'team'
  readonly personId?: string
  readonly personName?: string
  readonly teamId?: string
  readonly teamName?: string
  /** Who of the team is on duty; like the reason, told to staff only. */
  readonly dutyPersonId?: string
  readonly dutyPersonName?: string
  readonly because?: string
}

export interface EngagementInBrief {
  readonly engagementId: string
  readonly teamId: string
  readonly teamName?: string
  readonly state: string
  readonly acceptBy?: string
}

export interface Link {
  readonly to: string
  readonly relation: string
}

export interface QueueItem {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly kind: Kind
  readonly status: Status
  readonly priority: Priority
  readonly accountId?: string | null
  readonly accountName?: string | null
  readonly contactName?: string | null
  readonly serviceInstanceId?: string | null
  readonly circuitId?: string | null
  readonly clientReference?: string | null
  readonly channel: string
  readonly receivedAt: string
  readonly occurredAt?: string | null
  readonly spoc?: Spoc | null
  readonly clocks?: readonly Clock[]
  readonly dueAt?: string | null
  readonly engagements?: readonly EngagementInBrief[]
  readonly openPageId?: string | null
  readonly mergedInto?: string
  readonly takenUpBy?: string
  readonly flags?: readonly string[]
  readonly links?: readonly Link[]
  readonly lastEventAt?: string
  readonly revision: number
}

export interface Attachment {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
}

export interface RequestDetail extends QueueItem {
  readonly description?: string | null
  readonly attachments?: readonly Attachment[]
  readonly waiting?: {
    readonly what?: string
    readonly since?: string
    readonly remindAt?: string
    readonly resolveAt?: string
  } | null
  readonly hold?: { readonly reason: string; readonly party: string; readonly until?: string; readonly note?: string } | null
  readonly resolution?: { readonly code: string; readonly solution?: string; readonly closeAt?: string } | null
  readonly impact?: Level
  readonly urgency?: Level
  readonly proposedPriority?: Priority | null
  readonly duplicates?: readonly { readonly of: string; readonly score: number; readonly reasons: readonly string[] }[]
  readonly contact?: { readonly id?: string; readonly name?: string; readonly email?: string; readonly phone?: string } | null
  readonly service?: {
    readonly id?: string
    readonly circuitId?: string
    readonly site?: string
    readonly class?: string
    readonly kind?: string
  } | null
  readonly followUrl?: string | null
}

export interface TimelineEntry {
  readonly _id: string
  readonly at: string
  readonly occurredAt?: string
  readonly type: string
  readonly public: boolean
  readonly actor?: { readonly kind: string; readonly id: string; readonly name?: string }
  readonly channel?: string
  /** For whom the actor wrote it down. */
  readonly onBehalfOf?: { readonly kind: string; readonly id: string; readonly name?: string }
  readonly text?: string
  readonly title?: string
  readonly data?: Readonly<Record<string, unknown>>
}

export const readRequests = (query: Query, signal?: AbortSignal) => readNewest<Page<QueueItem>>('/api/v1/requests', query, signal)

export const searchRequests = (query: Query, signal?: AbortSignal) => readNewest<Page<QueueItem>>('/api/v1/search', query, signal)

export const readRequest = (idOrNumber: string, signal?: AbortSignal) =>
  readNewest<RequestDetail>(`/api/v1/requests/${encodeURIComponent(idOrNumber)}`, {}, signal)

export const readTimeline = (id: string, cursor: string | undefined, signal?: AbortSignal) =>
  readNewest<Page<TimelineEntry>>(`/api/v1/requests/${encodeURIComponent(id)}/timeline`, { limit: 200, cursor }, signal)

/** What may be done with a request by `POST /api/v1/requests/:id/<act>`. */
export type RequestAct =
  | 'take-up'
  | 'replies'
  | 'notes'
  | 'await-client'
  | 'hold'
  | 'resume'
  | 'resolve'
  | 'confirm'
  | 'close'
  | 'reopen'
  | 'cancel'
  | 'reject'
  | 'priority'
  | 'account'
  | 'kind'
  | 'merge'
  | 'unmerge'

export const actOn = (id: string, act: RequestAct, body: unknown, key: string, ifRevision?: number) =>
  command<unknown>('POST', `/api/v1/requests/${encodeURIComponent(id)}/${act}`, {
    body,
    key,
    ...(ifRevision === undefined ? {} : { ifRevision }),
  })

export interface Received {
  readonly id: string
  readonly number: string
}

export const receiveRequest = (body: unknown, key: string) => command<Received>('POST', '/api/v1/requests', { body, key })
