import { eventContract } from '@spoc/platform-kernel'
import type { BreachEvent } from './breach.events.js'
import type { CalendarEvent } from './calendar.events.js'
import type { ClockEvent } from './clock.events.js'
import type { OlaEvent } from './ola.events.js'
import type { PolicyEvent } from './policy.events.js'

export type SlaEvent = ClockEvent | BreachEvent | OlaEvent | PolicyEvent | CalendarEvent

/** What sla publishes, on topic `spoc.sla.v1`. */
export const slaContract = eventContract<SlaEvent>({
  context: 'sla',
  categories: ['sla', 'breach', 'ola', 'sla-policy', 'calendar'],
  types: {
    'sla.policy-defined.v1': true,
    'sla.calendar-defined.v1': true,
    'sla.clocks-started.v1': true,
    'sla.clock-paused.v1': true,
    'sla.clock-resumed.v1': true,
    'sla.clock-retargeted.v1': true,
    'sla.clock-restarted.v1': true,
    'sla.clock-met.v1': true,
    'sla.clock-warned.v1': true,
    'sla.clock-breached.v1': true,
    'sla.breach-withdrawn.v1': true,
    'sla.clocks-cancelled.v1': true,
    'sla.clocks-reopened.v1': true,
    'sla.breach-attributed.v1': true,
    'sla.ola-started.v1': true,
    'sla.ola-paused.v1': true,
    'sla.ola-resumed.v1': true,
    'sla.ola-warned.v1': true,
    'sla.ola-breached.v1': true,
    'sla.ola-breach-withdrawn.v1': true,
    'sla.ola-met.v1': true,
    'sla.ola-cancelled.v1': true,
  },
})

const known: ReadonlySet<string> = new Set(slaContract.types)

/** Whether a fact, in today's form, is one that sla writes. */
export function isSlaEvent(event: { readonly type: string }): event is SlaEvent {
  return known.has(event.type)
}
