import type { Fact, Instant } from '@spoc/platform-kernel'

export const clockNames = ['response', 'update', 'restore', 'resolve'] as const
export type ClockName = (typeof clockNames)[number]

/** Open time of the clock's calendar, or the whole open time of so many working days from the start's day on. */
export type Target = { readonly minutes: number } | { readonly workingDays: number }

export const warningTimes = ['business', 'wall'] as const
/** `business`: open time of the clock's calendar; `wall`: real time, whatever the calendar says. */
export type WarningTime = (typeof warningTimes)[number]

export const warningAudiences = ['spoc', 'lead', 'team', 'manager', 'client'] as const
/**
 * Who is told. `spoc`: whoever carries the request; `lead`: whoever leads their team; `team`: the teams of ours that are engaged (of an
 * engagement's clock: the team engaged); `manager`: the last resort of the SPOC's team; `client`: the contacts of the account who may escalate.
 */
export type WarningAudience = (typeof warningAudiences)[number]

/** Once this share of the target (in percent) is used, or so many minutes before the deadline, of business time unless told. */
export type WarningThreshold = { readonly share: number } | { readonly leadMinutes: number; readonly time?: WarningTime }

/**
 * Without audiences the warning of a request's clock is for the SPOC, that of an engagement's clock for nobody; with none in the list, for the
 * record alone.
 */
export type WarningRule = WarningThreshold & { readonly audiences?: readonly WarningAudience[] }

/** What counts as the first response. Internal notes never do. */
export type ResponseAct = 'taken-up' | 'public-message' | 'public-note' | 'resolution'

/** What begins a new round of the update clock: our update (a cadence), the client's message (an answer is owed), or both. */
export type UpdateRestart = 'provider-update' | 'client-message'

/** The terms of one clock. */
export interface ClockTerms {
  readonly target: Target
  readonly calendarId: string
  /** Reasons that stop this clock, e.g. `waiting-for-client`, `agreed-window`. Every other pause leaves it running. */
  readonly pausesOn: readonly string[]
  /** In place of the policy's. */
  readonly warnings?: readonly WarningRule[]
  /** Of a response clock. */
  readonly metBy?: readonly ResponseAct[]
  /** Of an update clock. */
  readonly restartsOn?: readonly UpdateRestart[]
}

/** Which requests a row of a policy is for; `*` is any. */
export interface PolicyScope {
  readonly serviceClass: string
  readonly priority: string
  readonly kind: string
}

/** Terms for the requests of a scope. `none` promises nothing where a wider row would; a clock that is not named is left to the wider rows. */
export interface PolicyRow extends PolicyScope {
  readonly clocks: Readonly<Partial<Record<ClockName, ClockTerms | 'none'>>>
}

/** What the time between resolution and reopening is to the resolve clock: not counted, counted, or the clock begins anew. */
export type IdleTime = 'excluded' | 'counted' | 'restarted'

export interface PolicyRules {
  /** For each clock the row that names service class, priority and kind in most detail applies, in that order of weight. */
  readonly rows: readonly PolicyRow[]
  readonly warnings: readonly WarningRule[]
  readonly idleWhileResolved: IdleTime
}

/** Facts about one policy. Stream `sla-policy-<id>`, written by sla alone. A definition adds a revision and rewrites no clock unasked. */
export type PolicyEvent = Fact<
  'sla.policy-defined.v1',
  {
    readonly policyId: string
    /** Counted from 1. */
    readonly revision: number
    readonly name: string
    readonly rules: PolicyRules
    /** It applies to requests received from then on; without one, to every request whose clocks start after it was defined. */
    readonly appliesFrom?: Instant
  }
>
