import { canonicalJson, isRefusal, refuse, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import { inForceAt, type CalendarEvent, type CalendarRules } from '@spoc/sla-contracts'
import { refusedForFirst, refusedForPast } from '../applies-from.js'
import { compileCalendar } from '../business-time/index.js'
import type { Calendar } from './calendar.js'

export interface CalendarDefinition {
  readonly calendarId: string
  readonly name: string
  readonly rules: CalendarRules
  /** The revision applies to requests received from then on; from now on unless told. */
  readonly appliesFrom?: Instant
}

/**
 * Adds a revision; what would apply then anyway is no event. The first revision applies to every request. Refused as `compileCalendar` does,
 * and, with the field: `calendar-name-missing`, `calendar-half-day-empty`, `calendar-applies-from-first`, `calendar-applies-from-past`.
 */
export function defineCalendar(
  calendar: Calendar,
  { calendarId, name, rules, appliesFrom }: CalendarDefinition,
  { now }: Pick<Given, 'now'>,
): Decision<CalendarEvent> {
  if (name.trim() === '') return refuse('calendar-name-missing', 'A calendar has a name.', 'name')
  const compiled = compileCalendar(rules)
  if (isRefusal(compiled)) return compiled
  const empty = rules.halfDays.findIndex(({ hours }) => hours.every(({ from, to }) => from === to))
  if (empty >= 0)
    return refuse(
      'calendar-half-day-empty',
      'A half day has open hours; a day without any is a holiday.',
      `halfDays[${empty}].hours`,
    )
  if (calendar.is === 'unknown')
    return (
      refusedForFirst('calendar', appliesFrom) ?? [
        { type: 'sla.calendar-defined.v1', data: { calendarId, revision: 1, name, rules } },
      ]
    )
  const begins = appliesFrom ?? now
  const dated = calendar.revisions.map((each, place) => ({ rules: each, appliesFrom: calendar.appliesFrom?.[place] }))
  const applies = inForceAt(dated, begins)
  if (calendar.name === name && canonicalJson(applies?.rules) === canonicalJson(rules)) return []
  const data = { calendarId, revision: calendar.revisions.length + 1, name, rules, appliesFrom: begins }
  return refusedForPast('calendar', begins, now) ?? [{ type: 'sla.calendar-defined.v1', data }]
}
