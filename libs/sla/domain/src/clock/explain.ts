import { epochMs, instantOf, type Instant } from '@spoc/platform-kernel'
import type { CalendarRules, Clock, ClockCourse } from '@spoc/sla-contracts'
import { accountOf, type Because, type Stretch } from '../business-time/index.js'
import { readyFor, rulesOf, type Calendars } from '../calendar/calendar.js'

export interface ExplainedLine {
  readonly from: Instant
  readonly to: Instant
  readonly ms: number
  readonly counts: boolean
  readonly because: Because
  /** For people: local time of the calendar's zone, length, reason. */
  readonly text: string
}

/** Where the time of a clock went, line by line; the lines add up to the whole time from start to `until`. */
export interface TimeAccount {
  readonly from: Instant
  readonly until: Instant
  readonly zone: string
  readonly targetMs: number
  readonly lines: readonly ExplainedLine[]
  readonly countedMs: number
  readonly pausedMs: number
  readonly closedMs: number
  /** What is left of the target; below 0 what it was exceeded by. */
  readonly remainingMs: number
}

/** How a clock came to stand where it does. */
export interface Explanation extends TimeAccount {
  readonly clock: Clock['clock']
  readonly policy: { readonly policyId: string; readonly revision: number; readonly scope: Clock['scope'] }
  readonly calendar: { readonly calendarId: string; readonly revision: number }
}

/** Explains a clock up to an instant: the moment it was met or cancelled, its deadline, or now. Uses the calendar revision it was reckoned with. */
export function explain(clock: Clock, until: Instant, calendars: Calendars): Explanation {
  const { clock: name, policyId, policyRevision, scope, calendarId, calendarRevision } = clock
  return {
    clock: name,
    policy: { policyId, revision: policyRevision, scope },
    calendar: { calendarId, revision: calendarRevision },
    ...accountOfClock(clock, until, rulesOf(calendars, calendarId, calendarRevision)),
  }
}

/** The same of any clock that counts by the hours of these rules. */
export function accountOfClock(
  clock: Pick<ClockCourse, 'startedAt' | 'targetMs' | 'pauses'>,
  until: Instant,
  rules: CalendarRules,
): TimeAccount {
  const calendar = readyFor(rules)
  const pauses = clock.pauses.map(({ from, to, reason, party }) => ({
    from: epochMs(from),
    to: to === undefined ? undefined : epochMs(to),
    reason,
    party,
  }))
  const stretches = accountOf(epochMs(clock.startedAt), epochMs(until), calendar, rules, pauses)
  const total = (which: (because: Because) => boolean) =>
    stretches.filter(({ because }) => which(because)).reduce((sum, { from, to }) => sum + to - from, 0)
  const countedMs = total(({ is }) => is === 'open')
  const pausedMs = total(({ is }) => is === 'paused')
  return {
    from: clock.startedAt,
    until,
    zone: rules.zone,
    targetMs: clock.targetMs,
    lines: stretches.map((stretch) => lineOf(stretch, (at) => calendar.localOf(at))),
    countedMs,
    pausedMs,
    closedMs: total(({ is }) => is !== 'open' && is !== 'paused'),
    remainingMs: clock.targetMs - countedMs,
  }
}

function lineOf({ from, to, because }: Stretch, localOf: (at: number) => number): ExplainedLine {
  const text = `${shown(localOf(from))} – ${shown(localOf(to))}  ${lengthOf(to - from)}  ${reasonOf(because)}`
  return { from: instantOf(from), to: instantOf(to), ms: to - from, counts: because.is === 'open', because, text }
}

function reasonOf(because: Because): string {
  switch (because.is) {
    case 'open':
      return 'counted'
    case 'closed':
      return 'not counted: closed'
    case 'holiday':
      return `not counted: holiday, ${because.name}`
    case 'half-day':
      return `not counted: half day, ${because.name}`
    case 'paused':
      return because.party === undefined
        ? `not counted: ${because.reason}`
        : `not counted: paused, ${because.reason} (${because.party})`
  }
}

function shown(local: number): string {
  return new Date(local).toISOString().slice(0, 19).replace('T', ' ')
}

/** `26:05:09`: hours, minutes, seconds. */
export function lengthOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
