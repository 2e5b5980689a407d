import { given } from '@spoc/platform-testing'
import type { CalendarEvent, CalendarRules } from '@spoc/sla-contracts'
import { monToFri, on, rules } from '../../test/calendars.js'
import { calendarStream, rulesOf } from './calendar.js'
import { defineCalendar } from './define-calendar.js'

const office = rules({ hours: on(monToFri, '08:00-18:00') })
const longer = rules({ hours: on(monToFri, '07:00-19:00') })
const defined = (revision: number, by: CalendarRules): CalendarEvent => ({
  type: 'sla.calendar-defined.v1',
  data: { calendarId: 'office', revision, name: 'Office', rules: by },
})
const define =
  (by: CalendarRules, name = 'Office') =>
  (calendar: typeof calendarStream.initial) =>
    defineCalendar(calendar, { calendarId: 'office', name, rules: by })
const given0 = given(calendarStream)

describe('defining a calendar', () => {
  it('begins with revision 1', () => given0().when(define(office)).then(defined(1, office)))
  it('adds a revision, and keeps the one before', () => {
    given0(defined(1, office)).when(define(longer)).then(defined(2, longer))
    const calendar = [defined(1, office), defined(2, longer)].reduce(calendarStream.evolve, calendarStream.initial)
    expect(rulesOf(new Map([['office', calendar]]), 'office', 1)).toEqual(office)
  })
  it('changes nothing when it is defined as it stands', () => given0(defined(1, office)).when(define(office)).thenNothing())
  it('refuses rules that make no sense, and a calendar without a name', () => {
    given0()
      .when(define(rules({ zone: 'Nowhere' })))
      .thenRefused('calendar-zone-unknown', 'zone')
    given0().when(define(office, ' ')).thenRefused('calendar-name-missing', 'name')
  })
})
