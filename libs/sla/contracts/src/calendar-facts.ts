import { streamKind } from '@spoc/platform-kernel'
import type { CalendarEvent, CalendarRules } from './calendar.events.js'

/** A calendar as last defined; `rules` is absent where none was. */
export interface CalendarFacts {
  readonly name?: string
  readonly rules?: CalendarRules
}

/** Folds `calendar-<id>`; leaves alone what it does not know. */
export const calendarFacts = streamKind<CalendarFacts, CalendarEvent>({
  category: 'calendar',
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'sla.calendar-defined.v1':
        return { name: event.data.name, rules: event.data.rules }
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})
