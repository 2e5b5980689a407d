import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import type { Ola, OlaEvent } from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { openPause, resumedAt } from '../clock/resume-clocks.js'
import { withOlaBreach } from './fire-ola.js'
import { calendarOfOla } from './ola.js'

/** The pause ends at `at`, whatever the request goes on with: there is a due instant again. Not paused: no event. */
export function resumeOla(
  ola: Ola,
  { at }: { readonly at: Instant },
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<OlaEvent> {
  const resumed = olaResumption(ola, at, calendars)
  return resumed === undefined ? [] : withOlaBreach(ola, [resumed], now)
}

/** The event that ends its open pause; nothing where there is none. */
export function olaResumption(ola: Ola, at: Instant, calendars: Calendars): OlaEvent | undefined {
  if (ola.is !== 'paused') return undefined
  const open = openPause(ola.pauses)
  if (open === undefined) return undefined
  const { from: pausedFrom, reason, party = 'agreed' } = open
  const timing = resumedAt(ola, at, calendarOfOla(ola, calendars))
  return { type: 'sla.ola-resumed.v1', data: { ...timing, at, pausedFrom, reason, party } }
}
