import { isRefusal } from '@spoc/platform-kernel'
import { weekdays, type CalendarRules, type OpenHours, type Weekday } from '@spoc/sla-contracts'
import { compileCalendar, due, type BusinessCalendar, type PausedSpan } from '../src/business-time/index.js'

/** Rules with every field that a case is not about. */
export function rules(over: Partial<CalendarRules> = {}): CalendarRules {
  return { zone: 'Europe/Berlin', hours: '24x7', holidays: [], halfDays: [], ...over }
}

/** `every('09:00-13:00', '14:00-18:00')`: the same hours on each of the weekdays. */
export function on(days: readonly Weekday[], ...hours: readonly string[]): Partial<Record<Weekday, readonly OpenHours[]>> {
  const open = hours.map((text): OpenHours => ({ from: text.slice(0, 5), to: text.slice(6) }))
  return Object.fromEntries(days.map((day) => [day, open]))
}

export const monToFri = weekdays.slice(0, 5)
export const daily = weekdays

export function compiled(over: Partial<CalendarRules> = {}): BusinessCalendar {
  const answer = compileCalendar(rules(over))
  if (isRefusal(answer)) throw new Error(answer.message)
  return answer.calendar
}

export const hours = (count: number): number => count * 3_600_000

/** `local(calendar, '2026-01-12 17:00')`: the first instant at which the calendar's clocks show so. */
export function local(calendar: BusinessCalendar, text: string): number {
  const wanted = Date.parse(`${text.replace(' ', 'T')}:00Z`)
  for (let at = wanted - hours(26); at <= wanted + hours(26); at += 60_000) if (calendar.localOf(at) === wanted) return at
  throw new Error(`${text} never comes in ${calendar.zone.zone}`)
}

/** Local time as text; `2026-01-13 11:00`. */
export function shown(calendar: BusinessCalendar, at: number): string {
  return new Date(calendar.localOf(at)).toISOString().slice(0, 16).replace('T', ' ')
}

/** A due time in local time, or why there is none. */
export function dueLocal(
  calendar: BusinessCalendar,
  start: string,
  targetMs: number,
  pauses: readonly (readonly [string, string])[] = [],
): string {
  const answer = due(local(calendar, start), targetMs, calendar, spans(calendar, pauses))
  return 'at' in answer ? shown(calendar, answer.at) : answer.never
}

export function spans(calendar: BusinessCalendar, pauses: readonly (readonly [string, string])[]): readonly PausedSpan[] {
  return pauses.map(([from, to]) => ({ from: local(calendar, from), to: local(calendar, to) }))
}
