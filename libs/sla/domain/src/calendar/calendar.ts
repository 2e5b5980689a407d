import { isRefusal, streamKind, type Instant } from '@spoc/platform-kernel'
import { inForceAt, type CalendarEvent, type CalendarRules } from '@spoc/sla-contracts'
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
      /** Since when each applies, at the same places; nothing where it applies to every request. */
      readonly appliesFrom?: readonly (Instant | undefined)[]
      /** The revision that clocks are reckoned with from here on; the last one unless told. */
      readonly inUse?: number
    }

export const calendarStream = streamKind<Calendar, CalendarEvent>({
  category: 'calendar',
  initial: { is: 'unknown' },
  evolve: (calendar, event) => {
    switch (event.type) {
      case 'sla.calendar-defined.v1': {
        const { calendarId, name, rules, appliesFrom } = event.data
        const before = calendar.is === 'defined' ? calendar : { revisions: [], appliesFrom: [] }
        return {
          is: 'defined',
          calendarId,
          name,
          revisions: [...before.revisions, rules],
          appliesFrom: [...(before.appliesFrom ?? []), appliesFrom],
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

/** The calendar for what was received at an instant: clocks are reckoned with the revision that applies then, and keep those they have. */
export function calendarAt(calendar: Calendar, at: Instant): Calendar {
  if (calendar.is === 'unknown') return calendar
  const dated = calendar.revisions.map((_, place) => ({ revision: place + 1, appliesFrom: calendar.appliesFrom?.[place] }))
  return { ...calendar, inUse: inForceAt(dated, at)?.revision ?? 1 }
}

/** The revision that a clock without one is reckoned with. */
export function latestRevision(calendars: Calendars, calendarId: string): number | undefined {
  const calendar = calendars.get(calendarId)
  return calendar?.is === 'defined' ? (calendar.inUse ?? calendar.revisions.length) : undefined
}

export function rulesOf(calendars: Calendars, calendarId: string, revision: number): CalendarRules {
  const calendar = calendars.get(calendarId)
  const rules = calendar?.is === 'defined' ? calendar.revisions[revision - 1] : undefined
  if (rules === undefined) throw new Error(`Calendar ${calendarId} is not at hand in revision ${revision}.`)
  return rules
}

const ready = new WeakMap<CalendarRules, BusinessCalendar>()

/** One revision, ready for arithmetic; made once for as long as its rules are in memory. Throws where the caller did not bring it. */
export function businessCalendar(calendars: Calendars, calendarId: string, revision: number): BusinessCalendar {
  const rules = rulesOf(calendars, calendarId, revision)
  const known = ready.get(rules)
  if (known !== undefined) return known
  const compiled = compileCalendar(rules)
  if (isRefusal(compiled)) throw new Error(`Calendar ${calendarId} revision ${revision}: ${compiled.message}`)
  ready.set(rules, compiled.calendar)
  return compiled.calendar
}
