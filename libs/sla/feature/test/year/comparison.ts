import { epochMs } from '@spoc/platform-kernel'
import type { Clock, ClockEvent, OlaClock, OlaEvent } from '@spoc/sla-contracts'
import { calendarOfOla, elapsed, type Calendars } from '@spoc/sla-domain'
import { explainedUntil } from '../../src/clocks/explained.js'
import type { AuditedClock } from './audited-clock.js'
import { MINUTE } from './open-minutes.js'

type Kept = Clock | OlaClock

export const instantOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())

/** What is compared of a clock as the product has it at the end of the year; `events`: all of the stream it is in. */
export function asFound(clock: Kept, events: readonly (ClockEvent | OlaEvent)[], calendars: Calendars, end: number) {
  const { met, cancelled, breach } = clock
  const own = events.filter(({ data }) => 'clock' in data && data.clock === clock.clock)
  const breached = own.flatMap(({ type, data }) =>
    type === 'sla.clock-breached.v1' || type === 'sla.ola-breached.v1' ? [[data.effectiveAt, data.detectedAt]] : [],
  )
  const withdrawn = own.flatMap(({ type, data }) =>
    type === 'sla.breach-withdrawn.v1' || type === 'sla.ola-breach-withdrawn.v1' ? [data.effectiveAt] : [],
  )
  return {
    is: clock.is,
    startedAt: clock.startedAt,
    targetMinutes: clock.targetMs / MINUTE,
    dueAt: clock.dueAt,
    countedMinutes: countedMs(clock, calendars, end) / MINUTE,
    breachedAt: breach?.effectiveAt,
    breached,
    withdrawn,
    met: met && { at: met.at, within: met.within, minutes: met.elapsedMs / MINUTE },
    cancelled: cancelled && { at: cancelled.at, because: cancelled.because },
    rounds: 'rounds' in clock ? clock.rounds : 1,
  }
}

/** The same as the auditor has it. */
export function asRecomputed(clock: AuditedClock, end: number): ReturnType<typeof asFound> {
  const { met, cancelled, told } = clock
  return {
    is: clock.is,
    startedAt: instant(clock.startedAt),
    targetMinutes: clock.targetMinutes,
    dueAt: instantOf(clock.dueAt),
    countedMinutes: clock.countedUntil(met?.at ?? cancelled?.at ?? end),
    breachedAt: instantOf(clock.breach?.effectiveAt),
    breached: told.map(({ effectiveAt, detectedAt }) => [instant(effectiveAt), instant(detectedAt)]),
    withdrawn: told.filter((one) => one.withdrawn).map(({ effectiveAt }) => instant(effectiveAt)),
    met: met && { at: instant(met.at), within: met.within, minutes: met.minutes },
    cancelled: cancelled && { at: instant(cancelled.at), because: cancelled.because },
    rounds: clock.rounds,
  }
}

/** Open time that the product says it has used, up to its end or the end of the year. */
export function countedMs(clock: Kept, calendars: Calendars, end: number): number {
  const pauses = clock.pauses.map(({ from, to }) => ({ from: epochMs(from), ...(to !== undefined && { to: epochMs(to) }) }))
  const until = explainedUntil(clock, instant(end))
  return elapsed(epochMs(clock.startedAt), epochMs(until), calendarOfOla(clock, calendars), pauses)
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
