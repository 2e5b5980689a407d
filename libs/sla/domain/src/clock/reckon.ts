import { epochMs, instantOf, type Instant } from '@spoc/platform-kernel'
import type { ClockCourse, NeverDue, Pause, PolicyRules, Reckoning, Target, Timing, WarningRule } from '@spoc/sla-contracts'
import { due, elapsed, workingDaysMs, type BusinessCalendar, type NeverCode, type PausedSpan } from '../business-time/index.js'
import { businessCalendar, latestRevision, type Calendars } from '../calendar/calendar.js'
import type { Policy } from '../policy/policy.js'
import type { AppliedTerms } from '../policy/terms-for.js'

/** What a clock's deadline depends on beside its calendar. */
export interface Course {
  readonly startedAt: Instant
  readonly targetMs: number
  readonly warnShares: readonly number[]
  readonly pauses: readonly Pause[]
}

/** The deadline and the warnings of a clock. Deterministic: the same course and calendar revision give the same answer for ever. */
export function timingOf({ startedAt, targetMs, warnShares, pauses }: Course, calendar: BusinessCalendar): Timing {
  const start = epochMs(startedAt)
  const paused = spansOf(pauses)
  const warnAt = warnShares.flatMap((share) => {
    const reached = due(start, Math.round((targetMs * share) / 100), calendar, paused)
    return 'at' in reached ? [{ share, at: instantOf(reached.at) }] : []
  })
  const deadline = due(start, targetMs, calendar, paused)
  return 'at' in deadline ? { dueAt: instantOf(deadline.at), warnAt } : { never: neverDue(deadline.never), warnAt }
}

export function neverDue(code: NeverCode): NeverDue {
  switch (code) {
    case 'paused':
      return { code, message: 'Paused; the due instant is known again when the clock is resumed.' }
    case 'no-open-time-left':
      return { code, message: 'The calendar has less open time left than the target asks for.' }
    case 'beyond-horizon':
      return { code, message: 'The target is not reached before the year 2200.' }
  }
}

/** Open time that a clock has used at an instant, pauses taken off, in milliseconds. */
export function usedMs(clock: Pick<ClockCourse, 'startedAt' | 'pauses'>, at: Instant, calendar: BusinessCalendar): number {
  return elapsed(epochMs(clock.startedAt), epochMs(at), calendar, spansOf(clock.pauses))
}

/** The inputs of a computation, as they are kept with its outcome. */
export function reckoningOf(
  policy: Extract<Policy, { is: 'defined' }>,
  { scope, terms }: AppliedTerms,
  startedAt: Instant,
  calendars: Calendars,
  calendarRevision = latestRevision(calendars, terms.calendarId) ?? 0,
): Reckoning {
  const { target, ...rest } = terms
  const targetMs = targetMsOf(target, startedAt, businessCalendar(calendars, terms.calendarId, calendarRevision))
  return {
    policyId: policy.policyId,
    policyRevision: policy.revision,
    scope,
    target,
    targetMs,
    warnShares: sharesOf(policy.rules, targetMs),
    ...rest,
    calendarRevision,
  }
}

export function targetMsOf(target: Target, startedAt: Instant, calendar: BusinessCalendar): number {
  return 'workingDays' in target
    ? workingDaysMs(epochMs(startedAt), target.workingDays, calendar)
    : Math.round(target.minutes * 60_000)
}

/** Warnings as shares of the target; one whose lead is longer than the target has no place. */
function sharesOf(rules: PolicyRules, targetMs: number): readonly number[] {
  const share = (warning: WarningRule) =>
    'share' in warning ? warning.share : ((targetMs - warning.leadMinutes * 60_000) / targetMs) * 100
  return [...new Set(rules.warnings.map(share))].filter((value) => value > 0).sort((a, b) => a - b)
}

export function spansOf(pauses: readonly Pause[]): readonly PausedSpan[] {
  return pauses.map(({ from, to }) => ({ from: epochMs(from), to: to === undefined ? undefined : epochMs(to) }))
}

export function calendarOf(clock: Pick<Reckoning, 'calendarId' | 'calendarRevision'>, calendars: Calendars): BusinessCalendar {
  return businessCalendar(calendars, clock.calendarId, clock.calendarRevision)
}
