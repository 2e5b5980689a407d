import { epochMs, instantOf, type Instant } from '@spoc/platform-kernel'
import {
  warningAudiences,
  warningKey,
  type ClockCourse,
  type NeverDue,
  type Pause,
  type Reckoning,
  type Target,
  type Timing,
  type WarnAt,
  type WarningAudience,
  type WarningRule,
} from '@spoc/sla-contracts'
import {
  due,
  elapsed,
  workingDaysMs,
  type BusinessCalendar,
  type Due,
  type NeverCode,
  type PausedSpan,
} from '../business-time/index.js'
import { businessCalendar, latestRevision, type Calendars } from '../calendar/calendar.js'
import type { Policy } from '../policy/policy.js'
import type { AppliedTerms } from '../policy/terms-for.js'

const MINUTE_MS = 60_000

/** What a clock's deadline depends on beside its calendar. */
export interface Course {
  readonly startedAt: Instant
  readonly targetMs: number
  readonly warnings: readonly WarningRule[]
  readonly pauses: readonly Pause[]
}

interface Counting {
  readonly start: number
  readonly targetMs: number
  readonly calendar: BusinessCalendar
  readonly paused: readonly PausedSpan[]
}

/** The deadline and the warnings of a clock. Deterministic: the same course and calendar revision give the same answer for ever. */
export function timingOf({ startedAt, targetMs, warnings, pauses }: Course, calendar: BusinessCalendar): Timing {
  const counting: Counting = { start: epochMs(startedAt), targetMs, calendar, paused: spansOf(pauses) }
  const deadline = due(counting.start, targetMs, calendar, counting.paused)
  const warnAt = warnings
    .flatMap((warning) => warnAtOf(warning, deadline, counting))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  return 'at' in deadline ? { dueAt: instantOf(deadline.at), warnAt } : { never: neverDue(deadline.never), warnAt }
}

/** When a warning comes, by the same arithmetic as the deadline; nothing where it has no place after the start, or no known instant. */
function warnAtOf(warning: WarningRule, deadline: Due, { start, targetMs, calendar, paused }: Counting): readonly WarnAt[] {
  if ('leadMinutes' in warning && warning.time === 'wall') {
    if (!('at' in deadline)) return []
    const at = deadline.at - Math.round(warning.leadMinutes * MINUTE_MS)
    if (at <= start) return []
    return [{ ...warning, share: (elapsed(start, at, calendar, paused) / targetMs) * 100, at: instantOf(at) }]
  }
  const share = shareOf(warning, targetMs)
  if (share <= 0) return []
  const reached = due(start, Math.round((targetMs * share) / 100), calendar, paused)
  return 'at' in reached ? [{ ...warning, share, at: instantOf(reached.at) }] : []
}

/** How much of the target is used when a warning by business time comes, in percent; none where its lead is longer than the target. */
function shareOf(warning: WarningRule, targetMs: number): number {
  return 'share' in warning ? warning.share : ((targetMs - warning.leadMinutes * MINUTE_MS) / targetMs) * 100
}

/** In percent, ascending: what the warnings by business time come to. */
export function sharesOf(warnings: readonly WarningRule[], targetMs: number): readonly number[] {
  const byBusinessTime = warnings.filter((warning) => 'share' in warning || warning.time !== 'wall')
  const shares = byBusinessTime.map((warning) => shareOf(warning, targetMs))
  return [...new Set(shares)].filter((value) => value > 0).sort((a, b) => a - b)
}

/** Warnings as far as they make a difference: for whom one comes, by when it does. In whatever order they are listed, and however often. */
export function warningsAlike(
  warnings: readonly WarningRule[],
  targetMs: number,
): Readonly<Record<string, readonly WarningAudience[]>> {
  const alike: Record<string, readonly WarningAudience[]> = {}
  for (const warning of warnings) {
    const byWallTime = 'leadMinutes' in warning && warning.time === 'wall'
    const share = byWallTime ? undefined : shareOf(warning, targetMs)
    if (share !== undefined && share <= 0) continue
    const when = warningKey(share === undefined ? warning : { share })
    const called = new Set([...(alike[when] ?? []), ...(warning.audiences ?? ['spoc'])])
    alike[when] = warningAudiences.filter((audience) => called.has(audience))
  }
  return alike
}

/** Open time that is left of a target when a warning comes. */
export function remainingMs({ targetMs }: Pick<ClockCourse, 'targetMs'>, { share }: Pick<WarnAt, 'share'>): number {
  return targetMs - Math.round((targetMs * share) / 100)
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
  const { target, warnings = policy.rules.warnings, ...rest } = terms
  const targetMs = targetMsOf(target, startedAt, businessCalendar(calendars, terms.calendarId, calendarRevision))
  return {
    policyId: policy.policyId,
    policyRevision: policy.revision,
    scope,
    target,
    targetMs,
    warnShares: sharesOf(warnings, targetMs),
    warnings,
    ...rest,
    calendarRevision,
  }
}

export function targetMsOf(target: Target, startedAt: Instant, calendar: BusinessCalendar): number {
  return 'workingDays' in target
    ? workingDaysMs(epochMs(startedAt), target.workingDays, calendar)
    : Math.round(target.minutes * MINUTE_MS)
}

export function spansOf(pauses: readonly Pause[]): readonly PausedSpan[] {
  return pauses.map(({ from, to }) => ({ from: epochMs(from), to: to === undefined ? undefined : epochMs(to) }))
}

export function calendarOf(clock: Pick<Reckoning, 'calendarId' | 'calendarRevision'>, calendars: Calendars): BusinessCalendar {
  return businessCalendar(calendars, clock.calendarId, clock.calendarRevision)
}
