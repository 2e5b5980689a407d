import type { Instant } from '@spoc/platform-kernel'
import type { NeverDue, Pause, Reckoning, RequestTerms, WarnAt } from './clock.events.js'
import type { ClockName, IdleTime, WarningRule } from './policy.events.js'

/**
 * `running` counts, inside its hours; `paused` for a listed reason; `met` when what it promises was done, in time or late; `cancelled`
 * when it no longer matters. Whether it is breached stands beside it: a breached clock runs on until it is met.
 */
export type ClockStanding = 'running' | 'paused' | 'met' | 'cancelled'

export interface Breach {
  readonly effectiveAt: Instant
  readonly detectedAt: Instant
}

export interface Met {
  readonly at: Instant
  readonly elapsedMs: number
  readonly within: boolean
  readonly by: string
}

/** How a clock stood under a promise that another replaced at `until`. */
export interface ReplacedOutcome {
  readonly targetMs: number
  readonly dueAt?: Instant
  readonly breach?: Breach
  readonly until: Instant
}

/** How a clock stands, whosever promise it counts. */
export interface ClockCourse {
  readonly is: ClockStanding
  readonly startedAt: Instant
  readonly targetMs: number
  readonly warnShares: readonly number[]
  readonly warnings?: readonly WarningRule[]
  readonly pausesOn: readonly string[]
  /** Absent while it is paused, and where it can never fill (`never` says why). */
  readonly dueAt?: Instant
  readonly never?: NeverDue
  readonly warnAt: readonly WarnAt[]
  /** The highest share warned of under the present target; 0 before the first. */
  readonly warned: number
  /** The warnings given under the present target, each as `warningKey` names it. */
  readonly told: readonly string[]
  /** Every stretch that does not count, idle time before a reopening included, in the order they became known. */
  readonly pauses: readonly Pause[]
  readonly breach?: Breach
  readonly met?: Met
  readonly cancelled?: { readonly at: Instant; readonly because: string }
  /** Breaches that were none, seen from what became known later. */
  readonly withdrawn: readonly Breach[]
}

/** One clock of a request as it stands. */
export interface Clock extends Reckoning, ClockCourse {
  readonly clock: ClockName
  /** The first time it was met, kept when it is met again after a reopening. */
  readonly firstMet?: Met
  /** Oldest first. */
  readonly replaced: readonly ReplacedOutcome[]
  /** Of the update clock: rounds begun, and rounds before this one that were breached. */
  readonly rounds: number
  readonly roundsBreached: number
  /** Of an update clock that is met, where the terms have changed since: what its next round goes by; `none`: no other is promised. */
  readonly nextRound?: Reckoning | 'none'
}

/** The promise on one request, as its stream tells it; nothing stands in it before its clocks started. */
export interface SlaOfRequest {
  readonly started?: {
    readonly requestId: string
    readonly accountId: string
    readonly policyId: string
    readonly policyRevision: number
    readonly terms: RequestTerms
    readonly receivedAt: Instant
    readonly idleWhileResolved: IdleTime
  }
  readonly clocks: Readonly<Partial<Record<ClockName, Clock>>>
  /** Pauses of the request, whichever clocks they stop. */
  readonly pauses: readonly Pause[]
}
