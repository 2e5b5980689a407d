import { isRefusal, streamKind } from '@spoc/platform-kernel'
import type { CalendarEvent, CalendarRules } from '@spoc/sla-contracts'
import { compileCalendar, type BusinessCalendar } from '../business-time/index.js'

/** A calendar with every revision it has had: clocks reckoned with an earlier one stay with it. */
export type Calendar =
  | { readonly is: 'unknown' }
  | {
      readonly is: 'defined'
      readonly calendarId: string
      readonly name: string
      /** Revision n stands at place n − 1. */
      readonly revisions: readonly CalendarRules[]
    }

export const calendarStream = streamKind<Calendar, CalendarEvent>({
  category: 'calendar',
  initial: { is: 'unknown' },
  evolve: (calendar, event) => {
    switch (event.type) {
      case 'sla.calendar-defined.v1': {
        const { calendarId, name, rules } = event.data
        return {
          is: 'defined',
          calendarId,
          name,
          revisions: calendar.is === 'defined' ? [...calendar.revisions, rules] : [rules],
        }
      }
      default:
        return calendar
    }
  },
  about: (_, id) => ({ subject: id }),
})

/** The calendars a decision may need, by id. */
export type Calendars = ReadonlyMap<string, Calendar>

export function latestRevision(calendars: Calendars, calendarId: string): number | undefined {
  const calendar = calendars.get(calendarId)
  return calendar?.is === 'defined' ? calendar.revisions.length : undefined
}

export function rulesOf(calendars: Calendars, calendarId: string, revision: number): CalendarRules {
  const calendar = calendars.get(calendarId)
  const rules = calendar?.is === 'defined' ? calendar.revisions[revision - 1] : undefined
  if (rules === undefined) throw new Error(`Calendar ${calendarId} is not at hand in revision ${revision}.`)
  return rules
}

const ready = new WeakMap<CalendarRules, BusinessCalendar>()

/** One revision, ready for arithmetic. Throws where the caller did not bring it. */
export function businessCalendar(calendars: Calendars, calendarId: string, revision: number): BusinessCalendar {
  return readyFor(rulesOf(calendars, calendarId, revision))
}

/** Made once for as long as the rules are in memory. Throws for rules that were never checked. */
export function readyFor(rules: CalendarRules): BusinessCalendar {
  const known = ready.get(rules)
  if (known !== undefined) return known
  const compiled = compileCalendar(rules)
  if (isRefusal(compiled)) throw new Error(`A calendar cannot be counted by: ${compiled.message}`)
  ready.set(rules, compiled.calendar)
  return compiled.calendar
}
