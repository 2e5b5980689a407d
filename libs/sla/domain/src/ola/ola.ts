import { streamKind, type Fact } from '@spoc/platform-kernel'
import { olaFacts, type CalendarRules, type Ola, type OlaClock, type OlaEvent } from '@spoc/sla-contracts'
import type { BusinessCalendar } from '../business-time/index.js'
import { readyFor, rulesOf, type Calendars } from '../calendar/calendar.js'
import { alarmsOf } from '../clock/sla.js'

/** The clock of one engagement. Stream `ola-<engagementId>`; wakes at the next warning and at the deadline while it counts. */
export const olaStream = streamKind<Ola, OlaEvent>({
  ...olaFacts,
  alarms: (ola) => (ola.is === 'unknown' ? [] : alarmsOf(ola)),
})

export type OlaFact<Type extends OlaEvent['type']> = Extract<OlaEvent, Fact<Type>>

type Counting = Pick<OlaClock, 'calendarId' | 'calendarRevision'>

const aroundTheClock: CalendarRules = { zone: 'Etc/UTC', hours: '24x7', holidays: [], halfDays: [] }

/** The hours that count for it: those of its calendar in the revision it was agreed on, else all. */
export function hoursOfOla({ calendarId, calendarRevision }: Counting, calendars: Calendars): CalendarRules {
  return calendarId === undefined ? aroundTheClock : rulesOf(calendars, calendarId, calendarRevision ?? 1)
}

export function calendarOfOla(counting: Counting, calendars: Calendars): BusinessCalendar {
  return readyFor(hoursOfOla(counting, calendars))
}
