import { epochMs, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import type { Clock, ClockCourse, ClockEvent, ClockName, Met, ResponseAct, SlaOfRequest } from '@spoc/sla-contracts'
import { due, type BusinessCalendar } from '../business-time/index.js'
import type { Calendars } from '../calendar/calendar.js'
import { breachOf } from './fire.js'
import { calendarOf, spansOf, usedMs } from './reckon.js'
import { isOpen } from './sla.js'

/** What meets a clock: for a response one of the acts its terms list, for the others a word for the timeline, e.g. `resolution`. */
export type MeetingAct = ResponseAct | 'provider-update' | 'restoration'

export interface Meeting {
  readonly clock: ClockName
  /** When it was done, which may be before it became known. */
  readonly at: Instant
  readonly by: MeetingAct
}

/**
 * The clock's promise is done. The first time counts: a later act is no event, one that came to light later and was earlier corrects it. Done
 * before the deadline withdraws a breach; done after it, a breach nobody was told of yet is told. An act that the terms of the response do
 * not list changes nothing.
 */
export function meetClock(
  state: SlaOfRequest,
  { clock: name, at, by }: Meeting,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const clock = state.clocks[name]
  if (clock === undefined || !counts(clock, at, by)) return []
  const { elapsedMs, within } = keptAt(clock, at, calendarOf(clock, calendars))
  const met: ClockEvent = { type: 'sla.clock-met.v1', data: { clock: name, at, elapsedMs, within, by } }
  if (within && clock.breach !== undefined)
    return [
      {
        type: 'sla.breach-withdrawn.v1',
        data: { clock: name, effectiveAt: clock.breach.effectiveAt, at, because: 'met-before' },
      },
      met,
    ]
  return within || clock.breach !== undefined ? [met] : [breachOf(clock, now), met]
}

/** What was used by `at`, and whether that was in time. */
export function keptAt(clock: ClockCourse, at: Instant, calendar: BusinessCalendar): Pick<Met, 'elapsedMs' | 'within'> {
  const deadline = due(epochMs(clock.startedAt), clock.targetMs, calendar, spansOf(clock.pauses))
  return { elapsedMs: usedMs(clock, at, calendar), within: !('at' in deadline) || epochMs(at) <= deadline.at }
}

function counts(clock: Clock, at: Instant, by: MeetingAct): boolean {
  if (clock.clock === 'response' && !(clock.metBy ?? []).some((act) => act === by)) return false
  return isOpen(clock) || (clock.met !== undefined && at < clock.met.at)
}
