import { canonicalJson, isRefusal, refuse, type Decision } from '@spoc/platform-kernel'
import type { CalendarEvent, CalendarRules } from '@spoc/sla-contracts'
import { compileCalendar } from '../business-time/index.js'
import type { Calendar } from './calendar.js'

export interface CalendarDefinition {
  readonly calendarId: string
  readonly name: string
  readonly rules: CalendarRules
}

/** Adds a revision; the same definition again is no event. Refused as `compileCalendar` does, and `calendar-name-missing`. */
export function defineCalendar(calendar: Calendar, { calendarId, name, rules }: CalendarDefinition): Decision<CalendarEvent> {
  if (name.trim() === '') return refuse('calendar-name-missing', 'A calendar has a name.', 'name')
  const compiled = compileCalendar(rules)
  if (isRefusal(compiled)) return compiled
  const revisions = calendar.is === 'defined' ? calendar.revisions : []
  if (calendar.is === 'defined' && calendar.name === name && canonicalJson(revisions.at(-1)) === canonicalJson(rules)) return []
  return [{ type: 'sla.calendar-defined.v1', data: { calendarId, revision: revisions.length + 1, name, rules } }]
}
