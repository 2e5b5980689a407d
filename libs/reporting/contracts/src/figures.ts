/** How many, by name (of a kind, a priority, a channel …); names that do not occur are absent. */
export type Counts = Readonly<Record<string, number>>

/** Durations in whole milliseconds. Where none is counted there is neither mean nor median. */
export interface Durations {
  readonly count: number
  /** Exact; sums of accounts add up to the sum of all. */
  readonly sumMs: number
  /** sumMs / count, rounded to the nearest millisecond. */
  readonly meanMs?: number
  /** The middle one; of an even number the mean of the two in the middle, rounded to the nearest millisecond. */
  readonly medianMs?: number
}

/** How the clocks of one name (`response`, `restore` …) came out. */
export interface Attainment {
  readonly met: number
  readonly breached: number
  /** Still running, and not breached yet: neither kept nor broken, so in no ratio. */
  readonly running: number
  /** Withdrawn before they could be met or breached: in no ratio. */
  readonly cancelled: number
  /** met / (met + breached), from 0 to 1; absent where neither has happened. */
  readonly ratio?: number
}

/** Where the open time of the clocks of one name went up to their breaches, in milliseconds; the holders add up to `openMs`. */
export interface BreachCauses {
  /** Breaches that stand; of an update clock each round that was missed. */
  readonly breaches: number
  readonly openMs: number
  /** By who had the request: `unassigned`, `own-team`, `vendor`, `waiting-for-client`, `waiting-for-window`, `ended`; those that are nothing are absent. */
  readonly heldMs: Counts
}

/**
 * The figures of one account, or of all, in a period `[from, to)`, as known when they were made. A request counts in each figure by the
 * moment that the figure is about, so figures of adjoining periods add up.
 */
export interface Figures {
  /** Requests received in the period. */
  readonly received: number
  readonly byKind: Counts
  readonly byPriority: Counts
  readonly byChannel: Counts
  readonly byServiceClass: Counts
  /** Requests received in the period that were escalated at least once, and all their escalations. */
  readonly escalated: number
  readonly escalations: number
  /** Clocks of the requests received in the period, by clock. */
  readonly attainment: Readonly<Record<string, Attainment>>
  /** Whose doing the breaches of these clocks were, by clock; those without a breach are absent. Absent where the report was issued before this was reckoned. */
  readonly breachCauses?: Readonly<Record<string, BreachCauses>>
  /** From receipt to the first time a person took the request up (mean: MTTA), of the requests taken up in the period. */
  readonly timeToAcknowledge: Durations
  /** From receipt to the first public answer of a person, of the requests first answered in the period. */
  readonly timeToRespond: Durations
  /** From receipt to resolution (mean: MTTR), of the requests resolved in the period. Real time: pauses are not taken out. */
  readonly timeToResolve: Durations
  /** Of the requests received in the period: those resolved at least once, those of them reopened at least once, and reopened / everResolved. */
  readonly everResolved: number
  readonly reopened: number
  readonly reopenRate?: number
  /** Requests that left the backlog in the period: resolved, or closed, cancelled or rejected without a resolution. */
  readonly ended: number
  /** Requests received before the moment and not ended by then. backlogAtStart + received − ended = backlogAtEnd. */
  readonly backlogAtStart: number
  readonly backlogAtEnd: number
}

/** Figures of one account; without an account id: of the requests whose account is not known. */
export interface AccountFigures {
  readonly accountId?: string
  readonly figures: Figures
}

/** `[from, to)`; `zone` is the IANA zone in which its borders were chosen. */
export interface ReportPeriod {
  readonly from: string
  readonly to: string
  readonly zone: string
}

export interface PeriodFigures {
  readonly period: ReportPeriod
  readonly total: Figures
  /** Every account with anything to count, by account id; requests without an account last. */
  readonly accounts: readonly AccountFigures[]
}
