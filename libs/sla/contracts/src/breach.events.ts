import type { Fact, Instant } from '@spoc/platform-kernel'
import type { ClockName } from './policy.events.js'

/**
 * In whose hands a request was. `unassigned`: nobody had taken it up. `own-team`: a team of ours that was engaged, else the point of contact.
 * `vendor`: a vendor that was engaged, or that the work was held for. `ended`: it was resolved, and was opened again later.
 */
export const holders = ['unassigned', 'own-team', 'vendor', 'waiting-for-client', 'waiting-for-window', 'ended'] as const
export type Holder = (typeof holders)[number]

export interface HolderOf {
  readonly holder: Holder
  /** Of a team or a vendor that was engaged. */
  readonly engagementId?: string
  readonly teamId?: string
  /** Of a hold, e.g. `agreed-window`. */
  readonly reason?: string
}

/** How much of a clock's time somebody had the request, all stretches together. */
export interface BreachShare extends HolderOf {
  /** Open time of the clock's calendar, in milliseconds, whether it counted for the clock or was paused. */
  readonly ms: number
  /** What of it counted, in milliseconds. */
  readonly countedMs: number
}

/** Where the open time of a breached clock went, in whose hands; the shares add up to it exactly. */
export interface BreachAttribution {
  readonly clock: ClockName
  /** Of the breach. */
  readonly effectiveAt: Instant
  /** Up to the breach; or up to the end of the clock, when it was met, cancelled or began anew. */
  readonly through: 'breach' | 'end'
  /** When the clock started. */
  readonly from: Instant
  readonly until: Instant
  readonly openMs: number
  readonly countedMs: number
  /** Those that are not nothing, in the order in which they came. */
  readonly shares: readonly BreachShare[]
}

/**
 * Facts about the breaches of one request's clocks. Stream `breach-<requestId>`, written by sla alone, after the breach; never reckoned again,
 * whatever becomes known later. A breach that was withdrawn keeps its attribution here, and `sla.breach-withdrawn.v1` says that there was none.
 */
export type BreachEvent = Fact<
  'sla.breach-attributed.v1',
  BreachAttribution & {
    readonly requestId: string
    readonly accountId: string
    /** What the request's stream held by this revision was known. */
    readonly requestRevision: number
  }
>
