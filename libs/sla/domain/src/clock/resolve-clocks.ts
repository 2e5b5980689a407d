import { isRefusal, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import { evolveSla, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { cancelling } from './cancel-clocks.js'
import { meetClock } from './meet-clock.js'
import { clocksOf, isOpen } from './sla.js'

/**
 * The request was resolved at `at`: that meets resolve, restore if it still runs, and the response if its terms say so. What is left, such as
 * the next update, is owed no more, whoever wrote last.
 */
export function resolveClocks(
  state: SlaOfRequest,
  { at }: { readonly at: Instant },
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const events: ClockEvent[] = []
  for (const clock of ['response', 'restore', 'resolve'] as const) {
    const met = meetClock(events.reduce(evolveSla, state), { clock, at, by: 'resolution' }, { calendars }, { now })
    if (isRefusal(met)) return met
    events.push(...met)
  }
  const left = clocksOf(events.reduce(evolveSla, state)).filter(isOpen)
  return [...events, ...cancelling(left, { at, because: 'resolved' }, now)]
}
