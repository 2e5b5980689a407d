import { given } from '@spoc/platform-testing'
import type { CalendarEvent, CalendarRules } from '@spoc/sla-contracts'
import { monToFri, on, rules } from '../../test/calendars.js'
import { calendarStream, rulesOf } from './calendar.js'
import { defineCalendar } from './define-calendar.js'

const office = rules({ hours: on(monToFri, '08:00-18:00') })
const longer = rules({ hours: on(monToFri, '07:00-19:00') })
const NOW = '2026-01-12T09:00:00.000Z'
const LATER = '2026-02-01T00:00:00.000Z'
const defined = (revision: number, by: CalendarRules, appliesFrom?: string): CalendarEvent => ({
  type: 'sla.calendar-defined.v1',
  data: { calendarId: 'office', revision, name: 'Office', rules: by, ...(appliesFrom !== undefined && { appliesFrom }) },
})
const define =
  (by: CalendarRules, name = 'Office', appliesFrom?: string) =>
  (calendar: typeof calendarStream.initial) =>
    defineCalendar(
      calendar,
      { calendarId: 'office', name, rules: by, ...(appliesFrom !== undefined && { appliesFrom }) },
      { now: NOW },
    )
const given0 = given(calendarStream)

describe('defining a calendar', () => {
  it('begins with revision 1', () => given0().when(define(office)).then(defined(1, office)))
  it('adds a revision, and keeps the one before', () => {
    given0(defined(1, office))
      .when(define(longer))
      .then(defined(2, longer, NOW))
    const calendar = [defined(1, office), defined(2, longer)].reduce(calendarStream.evolve, calendarStream.initial)
    expect(rulesOf(new Map([['office', calendar]]), 'office', 1)).toEqual(office)
  })
  it('changes nothing when it is defined as it stands', () => given0(defined(1, office)).when(define(office)).thenNothing())
  it('applies from an instant that is told', () =>
    given0(defined(1, office))
      .when(define(longer, 'Office', LATER))
      .then(defined(2, longer, LATER)))
  it('changes nothing when what is defined would apply then anyway', () => {
    const planned = given0(defined(1, office), defined(2, longer, LATER))
    planned.when(define(longer, 'Office', LATER)).thenNothing()
    planned.when(define(longer, 'Office', '2026-03-01T00:00:00.000Z')).thenNothing()
    planned.when(define(office)).thenNothing()
  })
  it('refuses to apply from the past, or to begin later than it is defined at all', () => {
    given0(defined(1, office))
      .when(define(longer, 'Office', '2026-01-12T08:59:59.999Z'))
      .thenRefused('calendar-applies-from-past', 'appliesFrom')
    given0()
      .when(define(office, 'Office', LATER))
      .thenRefused('calendar-applies-from-first', 'appliesFrom')
  })
  it('refuses a half day without hours', () =>
    given0()
      .when(define(rules({ hours: '24x7', halfDays: [{ date: '2026-12-24', name: 'Christmas Eve', hours: [] }] })))
      .thenRefused('calendar-half-day-empty', 'halfDays[0].hours'))
  it('refuses rules that make no sense, and a calendar without a name', () => {
    given0()
      .when(define(rules({ zone: 'Nowhere' })))
      .thenRefused('calendar-zone-unknown', 'zone')
    given0().when(define(office, ' ')).thenRefused('calendar-name-missing', 'name')
  })
})
