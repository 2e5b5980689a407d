import { refuse, type Refusal } from '@spoc/platform-kernel'
import { weekdays, type CalendarRules, type OpenHours } from '@spoc/sla-contracts'
import { BusinessCalendar } from './business-calendar.js'
import { dayMs, LocalHours, openTime, type DayHours, type ExceptionalDay } from './local-hours.js'
import { zoneOffsets } from './zone-offsets.js'

/** Something that was taken for what it surely means; the answer says so. */
export interface CalendarNote {
  readonly code: 'end-of-day-assumed' | 'hours-overlap'
  readonly message: string
  readonly field: string
}

export interface CompiledCalendar {
  readonly calendar: BusinessCalendar
  readonly notes: readonly CalendarNote[]
}

/** Carries the first refusal out of the parsing of nested rules. */
class Malformed extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message)
  }
}

/**
 * Makes a calendar ready for arithmetic. Refused, with the field: `calendar-zone-unknown`, `calendar-time-malformed`,
 * `calendar-date-malformed`, `calendar-date-twice`, `calendar-hours-over-midnight` (of a half day), `calendar-never-open`.
 */
export function compileCalendar(rules: CalendarRules): CompiledCalendar | Refusal {
  const zone = zoneOffsets(rules.zone)
  if (zone === undefined)
    return refuse('calendar-zone-unknown', `There is no time zone “${rules.zone}” in the IANA list.`, 'zone')
  const notes: CalendarNote[] = []
  try {
    const week = weekOf(rules, notes)
    const exceptions = exceptionsOf(rules, notes)
    if (![...week, ...exceptions.map(({ hours }) => hours)].some((hours) => openTime(hours) > 0))
      return refuse('calendar-never-open', 'The calendar has no open hours at all.', 'hours')
    return { calendar: new BusinessCalendar(zone, new LocalHours(week, exceptions)), notes }
  } catch (error) {
    if (error instanceof Malformed) return error.refusal
    throw error
  }
}

/** The open stretches of the seven weekdays, the part of a night shift after midnight moved to the day it falls on. */
function weekOf(rules: CalendarRules, notes: CalendarNote[]): readonly DayHours[] {
  if (rules.hours === '24x7') return weekdays.map(() => [[0, dayMs]])
  const open = weekdays.map((): [number, number][] => [])
  for (const [index, weekday] of weekdays.entries())
    for (const [place, hours] of (rules.hours[weekday] ?? []).entries()) {
      const [from, to] = stretch(hours, `hours.${weekday}[${place}]`, notes)
      if (from <= to) open[index]!.push([from, to])
      else {
        open[index]!.push([from, dayMs])
        open[(index + 1) % 7]!.push([0, to])
      }
    }
  for (const [index, weekday] of weekdays.entries())
    if (overlap(open[index]!)) {
      const message = 'Hours of this day overlap; what lies in several of them counts once.'
      notes.push({ code: 'hours-overlap', message, field: `hours.${weekday}` })
    }
  return open.map(joined)
}

function overlap(hours: DayHours): boolean {
  const inOrder = hours.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0])
  return inOrder.some(([from], place) => place > 0 && from < inOrder[place - 1]![1])
}

function exceptionsOf(rules: CalendarRules, notes: CalendarNote[]): readonly ExceptionalDay[] {
  const days = new Map<number, DayHours>()
  const add = (date: string, field: string, hours: () => DayHours) => {
    const day = dayNumber(date, field)
    if (days.has(day))
      throw new Malformed(refuse('calendar-date-twice', `${date} stands twice among holidays and half days.`, field))
    days.set(day, hours())
  }
  for (const [place, { date }] of rules.holidays.entries()) add(date, `holidays[${place}].date`, () => [])
  for (const [place, { date, hours }] of rules.halfDays.entries())
    add(date, `halfDays[${place}].date`, () =>
      joined(
        hours.map((part, index) =>
          withinDay(stretch(part, `halfDays[${place}].hours[${index}]`, notes), `halfDays[${place}].hours[${index}].to`),
        ),
      ),
    )
  return [...days].map(([day, hours]) => ({ day, hours })).sort((a, b) => a.day - b.day)
}

function withinDay([from, to]: readonly [number, number], field: string): [number, number] {
  if (to < from)
    throw new Malformed(refuse('calendar-hours-over-midnight', 'The hours of a half day end on the same day.', field))
  return [from, to]
}

function stretch({ from, to }: OpenHours, field: string, notes: CalendarNote[]): readonly [number, number] {
  const start = timeOfDay(from, `${field}.from`)
  if (start === dayMs) throw new Malformed(refuse('calendar-time-malformed', 'Hours cannot begin at 24:00.', `${field}.from`))
  if (to === '23:59') {
    const message = 'An end of 23:59 is taken for 24:00, so that the last minute of the day is not lost.'
    notes.push({ code: 'end-of-day-assumed', message, field: `${field}.to` })
    return [start, dayMs]
  }
  return [start, timeOfDay(to, `${field}.to`)]
}

function timeOfDay(text: string, field: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  const time = Number(hours) * 60 + Number(minutes)
  if (hours === undefined || Number(minutes) > 59 || time > 1_440)
    throw new Malformed(refuse('calendar-time-malformed', `“${text}” is no time of day from 00:00 to 24:00.`, field))
  return time * 60_000
}

function dayNumber(text: string, field: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text)
    throw new Malformed(refuse('calendar-date-malformed', `“${text}” is no date (YYYY-MM-DD).`, field))
  return ms / dayMs
}

/** The same open time as stretches in order that neither touch nor overlap. */
function joined(hours: DayHours): DayHours {
  const apart: [number, number][] = []
  for (const [from, to] of hours.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}
