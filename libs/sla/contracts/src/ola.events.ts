import type { Fact, Instant } from '@spoc/platform-kernel'
import type { Party, Pause, Timing, Warned } from './clock.events.js'
import type { WarningRule } from './policy.events.js'

/** `ola`: what a team of ours has agreed to; `uc`: what a vendor is bound to by its underpinning contract. */
export const olaClockNames = ['ola', 'uc'] as const
export type OlaClockName = (typeof olaClockNames)[number]

/** What the clock of an engagement counts by, as it was agreed when the team was engaged. */
export interface OlaTerms {
  /** Time for the solution, in milliseconds of the calendar's open time. */
  readonly targetMs: number
  /** Absent, and its revision with it: around the clock. */
  readonly calendarId?: string
  readonly calendarRevision?: number
  /** In percent of the target, ascending. */
  readonly warnShares: readonly number[]
  /** Where more than shares was agreed, or an audience. */
  readonly warnings?: readonly WarningRule[]
  /** Reasons that stop this clock. Every other pause of the request leaves it running. */
  readonly pausesOn: readonly string[]
}

/** Which engagement a clock is about. */
export interface OlaSubject {
  readonly clock: OlaClockName
  readonly engagementId: string
  readonly requestId: string
  /** As it was known when the team was engaged. */
  readonly accountId?: string
  readonly teamId: string
}

/** How it ended with nothing handed back: the engagement was declined or withdrawn, or its request ended first. */
export type OlaEnd = 'declined' | 'withdrawn' | 'resolved' | 'cancelled' | 'rejected' | 'merged'

/**
 * Facts about the clock of one engagement. Stream `ola-<engagementId>`, written by sla alone; the envelope names the request. Internal: no
 * client is told of them. `at`, `from` and `effectiveAt` say when a thing took effect, which may be before it became known.
 */
export type OlaEvent =
  /** A team or a vendor is engaged, and has so long from then on. */
  | Fact<
      'sla.ola-started.v1',
      OlaSubject &
        OlaTerms &
        Timing & {
          /** Counts from the engagement, whenever the request was received. */
          readonly startedAt: Instant
          /** The request's pauses since then that stop this clock. */
          readonly pauses: readonly Pause[]
          /** What the request's stream held by this revision is in `pauses`. */
          readonly requestRevision: number
        }
    >
  /** It stands still for a reason that its terms list. A due instant stands only where it lies before the pause. */
  | Fact<'sla.ola-paused.v1', Timing & { readonly from: Instant; readonly reason: string; readonly party: Party }>
  /** It runs again, and falls due later. */
  | Fact<
      'sla.ola-resumed.v1',
      Timing & { readonly at: Instant; readonly pausedFrom: Instant; readonly reason: string; readonly party: Party }
    >
  /** The engagement is in jeopardy: the last threshold reached; others that were reached since the last warning are not told one by one. */
  | Fact<'sla.ola-warned.v1', Warned & { readonly clock: OlaClockName; readonly teamId: string }>
  /** The deadline has passed and nothing was handed back: told once. */
  | Fact<
      'sla.ola-breached.v1',
      { readonly clock: OlaClockName; readonly teamId: string; readonly effectiveAt: Instant; readonly detectedAt: Instant }
    >
  /** Something that took effect before the deadline became known after it: there was no breach. Both facts stay. */
  | Fact<
      'sla.ola-breach-withdrawn.v1',
      {
        readonly clock: OlaClockName
        readonly teamId: string
        readonly effectiveAt: Instant
        readonly at: Instant
        readonly because: 'paused-before' | 'met-before' | 'cancelled-before'
      }
    >
  /** The team has handed back what it was asked for, in time or late. */
  | Fact<
      'sla.ola-met.v1',
      {
        readonly clock: OlaClockName
        readonly at: Instant
        /** Open time used, pauses taken off. */
        readonly elapsedMs: number
        readonly within: boolean
        /** What came of it, e.g. `solved`, `passed-on`. */
        readonly by: string
      }
    >
  /** It runs no more, with nothing handed back. */
  | Fact<'sla.ola-cancelled.v1', { readonly clock: OlaClockName; readonly at: Instant; readonly because: OlaEnd }>
