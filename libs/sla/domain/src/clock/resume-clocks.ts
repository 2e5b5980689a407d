import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import type { ClockEvent, Pause, SlaOfRequest } from '@spoc/sla-contracts'
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
    const end = at > own.from ? at : own.from
    const pauses = clock.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: end } : pause))
    return [{ clock: clock.clock, pausedFrom: own.from, ...timingOf({ ...clock, pauses }, calendarOf(clock, calendars)) }]
  })
  return { type: 'sla.clock-resumed.v1', data: { at, reason: open.reason, party: open.party ?? 'agreed', clocks } }
}

export function openPause(pauses: readonly Pause[]): Pause | undefined {
  return pauses.find((pause) => pause.to === undefined)
}
