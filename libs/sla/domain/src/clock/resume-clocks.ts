import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import {
  ended,
  warningsOf,
  type ClockCourse,
  type ClockEvent,
  type Pause,
  type SlaOfRequest,
  type Timing,
} from '@spoc/sla-contracts'
import type { BusinessCalendar } from '../business-time/index.js'
import type { Calendars } from '../calendar/calendar.js'
import { withBreaches } from './fire.js'
import { calendarOf, timingOf } from './reckon.js'
import { clocksOf } from './sla.js'

/** The pause of the request ends at `at`, whatever state the request goes on in: its clocks have a due instant again. Not paused: no event. */
export function resumeClocks(
  state: SlaOfRequest,
  { at }: { readonly at: Instant },
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const resumed = resumption(state, at, calendars)
  return resumed === undefined ? [] : withBreaches(state, [resumed], now)
}

/** The event that ends the open pause; nothing where there is none. */
export function resumption(state: SlaOfRequest, at: Instant, calendars: Calendars): ClockEvent | undefined {
  const open = openPause(state.pauses)
  if (open === undefined) return undefined
  const clocks = clocksOf(state).flatMap((clock) => {
    const own = openPause(clock.pauses)
    if (clock.is !== 'paused' || own === undefined) return []
    return [{ clock: clock.clock, pausedFrom: own.from, ...resumedAt(clock, at, calendarOf(clock, calendars)) }]
  })
  return { type: 'sla.clock-resumed.v1', data: { at, reason: open.reason, party: open.party ?? 'agreed', clocks } }
}

/** Its timing once its open pause has ended at `at`, or where it began if that is later. */
export function resumedAt(clock: ClockCourse, at: Instant, calendar: BusinessCalendar): Timing {
  return timingOf({ ...clock, warnings: warningsOf(clock), pauses: ended(clock.pauses, at) }, calendar)
}

export function openPause(pauses: readonly Pause[]): Pause | undefined {
  return pauses.find((pause) => pause.to === undefined)
}
