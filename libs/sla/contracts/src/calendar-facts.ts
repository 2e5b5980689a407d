import { streamKind } from '@spoc/platform-kernel'
import type { CalendarEvent, CalendarRules } from './calendar.events.js'
import type { Revision } from './revisions.js'

/** Every revision of a calendar, in the order in which they were defined; `inForceAt` finds the one that applies. */
export interface CalendarFacts {
  readonly revisions: readonly Revision<CalendarRules>[]
}

/** Folds `calendar-<id>`; leaves alone what it does not know. */
export const calendarFacts = streamKind<CalendarFacts, CalendarEvent>({
  category: 'calendar',
  initial: { revisions: [] },
  evolve: (state, event) => {
    switch (event.type) {
      case 'sla.calendar-defined.v1': {
        const { revision, name, rules, appliesFrom } = event.data
        return { revisions: [...state.revisions, { revision, name, rules, appliesFrom }] }
      }
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})
