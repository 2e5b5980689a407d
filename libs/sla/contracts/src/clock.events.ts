import type { Fact, Instant } from '@spoc/platform-kernel'
import type {
  ClockName,
  IdleTime,
  PolicyScope,
  ResponseAct,
  Target,
  UpdateRestart,
  WarningAudience,
  WarningRule,
  WarningThreshold,
  WarningTime,
} from './policy.events.js'

/** Who caused time not to count. */
export type Party = 'client' | 'provider' | 'vendor' | 'agreed'

/** A stretch `[from, to)` that does not count for a clock; without `to` it still goes on. */
export interface Pause {
  readonly from: Instant
  readonly to?: Instant
  /** A listed reason, or `resolved` for the idle time before a reopening. */
  readonly reason: string
  /** Absent where nobody caused it: idle time is not waiting for the client. */
  readonly party?: Party
}

/** When a warning comes. */
export interface WarnAt {
  /** How much of the target (in percent) is used by then. */
  readonly share: number
  readonly at: Instant
  /** Of a warning that comes so long before the deadline, and by which time; absent of one that comes at its share. */
  readonly leadMinutes?: number
  readonly time?: WarningTime
  readonly audiences?: readonly WarningAudience[]
}

/** What a warning says beside its clock. `share` is how much of the target was used then, whatever the threshold is. */
export interface Warned {
  readonly share: number
  /** When the threshold was reached. */
  readonly at: Instant
  readonly detectedAt: Instant
  readonly dueAt?: Instant
  /** Open time that was left of the target then, in milliseconds. As the next two, absent from before there were others than shares. */
  readonly remainingMs?: number
  readonly threshold?: WarningThreshold
  /** Everybody whom it and those that it stands for are for. */
  readonly audiences?: readonly WarningAudience[]
}

/** Why a clock has no due instant. `paused`: it is known again when the clock is resumed. */
export interface NeverDue {
  readonly code: 'paused' | 'no-open-time-left' | 'beyond-horizon'
  readonly message: string
}

/** The outcome of the computation: the deadline, or why there is none; and the warnings whose instants are known, in order of time. */
export interface Timing {
  readonly dueAt?: Instant
  readonly never?: NeverDue
  readonly warnAt: readonly WarnAt[]
}

/** Everything a clock's deadline was computed from, by reference to revisions that stay. */
export interface Reckoning {
  readonly policyId: string
  readonly policyRevision: number
  /** The row that applied. */
  readonly scope: PolicyScope
  readonly target: Target
  /** The target in milliseconds of open time; of working days, their open time counted from the start's day. */
  readonly targetMs: number
  readonly calendarId: string
  readonly calendarRevision: number
  /** In percent of the target, ascending: what the warnings by business time come to. */
  readonly warnShares: readonly number[]
  /** Absent of clocks from before there were others than shares. */
  readonly warnings?: readonly WarningRule[]
  readonly pausesOn: readonly string[]
  readonly metBy?: readonly ResponseAct[]
  readonly restartsOn?: readonly UpdateRestart[]
}

export interface StartedClock extends Reckoning, Timing {
  readonly clock: ClockName
  readonly startedAt: Instant
  /** Of a clock that was promised before: the warnings given then that stay given, each as `warningKey` names it. Absent where there are none. */
  readonly told?: readonly string[]
}

/** How a clock stands after its event. */
export interface Standing {
  /** It runs, has not missed its deadline, and was warned of under the promise it has. Absent from before it was told. */
  readonly inJeopardy?: boolean
}

export interface RetargetedClock extends Reckoning, Timing, Standing {
  readonly clock: ClockName
  /** All of the clock's pauses, where the change begins or ends one: the new terms list what the request waits for, or do not. */
  readonly pauses?: readonly Pause[]
  /** The promise that this one replaces. */
  readonly replaced: {
    readonly targetMs: number
    readonly dueAt?: Instant
    readonly calendarId: string
    readonly calendarRevision: number
  }
  /** The highest share used at the warnings that stay given, since they are past under the new promise too. Absent where none does, and from before `inJeopardy`. */
  readonly warned?: number
}

export interface RetimedClock extends Timing {
  readonly clock: ClockName
}

/** What a request's targets were chosen by. */
export interface RequestTerms {
  readonly serviceClass: string
  readonly priority: string
  readonly kind: string
}

/**
 * Facts about the clocks of one request. Stream `sla-<requestId>`, written by sla alone; the envelope names request and account. `at`,
 * `from` and `effectiveAt` say when a thing took effect, which may be before it became known.
 */
export type ClockEvent =
  /** What was promised for the request, by clock, and when each falls due. */
  | Fact<
      'sla.clocks-started.v1',
      {
        readonly requestId: string
        readonly accountId: string
        readonly policyId: string
        readonly policyRevision: number
        readonly terms: RequestTerms
        /** Clocks count from here, however late the account became known. */
        readonly receivedAt: Instant
        /** What a reopening is to do with the time since the resolution. */
        readonly idleWhileResolved: IdleTime
        /** The request's pauses known by then; each stops the clocks that list its reason. */
        readonly pauses: readonly Pause[]
        /** All clocks of the request; later, those that a change of terms adds. */
        readonly clocks: readonly StartedClock[]
      }
    >
  /** Clocks stand still for a listed reason. */
  | Fact<
      'sla.clock-paused.v1',
      {
        readonly from: Instant
        readonly reason: string
        readonly party: Party
        /** Those that stop for this reason. A due instant stands only where it lies before the pause. */
        readonly clocks: readonly RetimedClock[]
      }
    >
  /** Clocks that stood still run again, and fall due later. */
  | Fact<
      'sla.clock-resumed.v1',
      {
        readonly at: Instant
        readonly reason: string
        readonly party: Party
        readonly clocks: readonly (RetimedClock & Standing & { readonly pausedFrom: Instant })[]
      }
    >
  /** The terms have changed: clocks have another promise, counted from the original start. */
  | Fact<
      'sla.clock-retargeted.v1',
      {
        readonly at: Instant
        /** e.g. `priority-changed`, `class-changed`, `contract-changed`, `calendar-changed`. */
        readonly because: string
        readonly policyId: string
        readonly policyRevision: number
        readonly terms: RequestTerms
        /** The account the request has from then on, where that changed too. */
        readonly accountId?: string
        readonly idleWhileResolved: IdleTime
        /** Those whose promise changed; none where only what the terms were chosen by did. */
        readonly clocks: readonly RetargetedClock[]
        /** What an update clock that is met goes by from its next round on; `none`: no other is promised. Absent where that stays as it was, and from before it was told. */
        readonly nextRound?: Reckoning | 'none'
      }
    >
  /** The update clock begins a new round. */
  | Fact<
      'sla.clock-restarted.v1',
      Timing & {
        readonly clock: 'update'
        readonly startedAt: Instant
        readonly by: UpdateRestart | 'reopening'
        readonly targetMs: number
        /** What the request waits for then or has waited for since, where that stops the clock. Not told by earlier releases: what the clock stood still for goes on. */
        readonly pauses?: readonly Pause[]
      }
    >
  /** What the clock waits for has been done, in time or late. */
  | Fact<
      'sla.clock-met.v1',
      {
        readonly clock: ClockName
        readonly at: Instant
        /** Open time used, pauses taken off. */
        readonly elapsedMs: number
        readonly within: boolean
        /** e.g. `taken-up`, `public-message`, `resolution`. */
        readonly by: string
      }
    >
  /** The promise is in jeopardy: the last threshold reached; others that were reached since the last warning are not told one by one. */
  | Fact<'sla.clock-warned.v1', Warned & { readonly clock: ClockName }>
  /** The deadline has passed with nothing done: told once. */
  | Fact<'sla.clock-breached.v1', { readonly clock: ClockName; readonly effectiveAt: Instant; readonly detectedAt: Instant }>
  /** Something that took effect before the deadline became known after it: there was no breach. Both facts stay. */
  | Fact<
      'sla.breach-withdrawn.v1',
      {
        readonly clock: ClockName
        /** Of the breach. */
        readonly effectiveAt: Instant
        /** When what withdraws it took effect. */
        readonly at: Instant
        readonly because: 'paused-before' | 'met-before' | 'cancelled-before' | 'restarted-before'
      }
    >
  /** These clocks run no more: the request is merged, cancelled or withdrawn, or its terms promise them no longer. */
  | Fact<'sla.clocks-cancelled.v1', { readonly clocks: readonly ClockName[]; readonly at: Instant; readonly because: string }>
  /** The request is open again, and these clocks with it. */
  | Fact<
      'sla.clocks-reopened.v1',
      {
        readonly at: Instant
        readonly idle: IdleTime
        readonly clocks: readonly (RetimedClock &
          Standing & {
            /** Since when the clock stood still. */
            readonly idleFrom: Instant
            readonly startedAt: Instant
            readonly targetMs: number
          })[]
      }
    >
