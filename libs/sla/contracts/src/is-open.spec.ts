import type { CalendarRules } from './calendar.events.js'
import { isOpen } from './is-open.js'

const rules = (over: Partial<CalendarRules> = {}): CalendarRules => ({
  zone: 'Europe/Berlin',
  hours: { monday: [{ from: '08:00', to: '18:00' }] },
  holidays: [],
  halfDays: [],
  ...over,
})

describe('whether a calendar is open at an instant', () => {
  it.each([
    ['2026-01-12T06:59:59.999Z', false],
    ['2026-01-12T07:00:00.000Z', true],
    ['2026-01-12T16:59:59.999Z', true],
    ['2026-01-12T17:00:00.000Z', false],
    ['2026-01-13T10:00:00.000Z', false],
  ])('Mon 08-18 in Berlin is [from, to): %s', (at, open) => expect(isOpen(rules(), at)).toBe(open))

  it('reads the hours on the wall clock, in summer an hour earlier by UTC', () =>
    expect(isOpen(rules(), '2026-07-13T06:00:00.000Z')).toBe(true))

  it.each([
    ['2026-01-12T20:59:59.000Z', false],
    ['2026-01-12T21:00:00.000Z', true],
    ['2026-01-13T04:59:59.000Z', true],
    ['2026-01-13T05:00:00.000Z', false],
    ['2026-01-12T04:00:00.000Z', false],
  ])('Mon 22-06 runs over midnight and belongs to Monday: %s', (at, open) =>
    expect(isOpen(rules({ hours: { monday: [{ from: '22:00', to: '06:00' }] } }), at)).toBe(open),
  )

  it('closes the morning part of a night shift on a holiday', () => {
    const night = rules({ hours: { monday: [{ from: '22:00', to: '06:00' }] }, holidays: [{ date: '2026-01-13', name: 'x' }] })
    expect(isOpen(night, '2026-01-12T22:30:00.000Z')).toBe(true)
    expect(isOpen(night, '2026-01-12T23:30:00.000Z')).toBe(false)
  })

  it('keeps exactly the hours of a half day, around the clock or not', () => {
    const half = rules({ hours: '24x7', halfDays: [{ date: '2026-01-12', name: 'x', hours: [{ from: '09:00', to: '12:00' }] }] })
    expect(isOpen(half, '2026-01-12T09:00:00.000Z')).toBe(true)
    expect(isOpen(half, '2026-01-12T11:00:00.000Z')).toBe(false)
    expect(isOpen(half, '2026-01-13T11:00:00.000Z')).toBe(true)
  })

  it.each(['23:59', '24:00'])('Z#3180: an end of %s loses no minute of the day', (to) =>
    expect(isOpen(rules({ hours: { monday: [{ from: '00:00', to }] } }), '2026-01-12T22:59:59.000Z')).toBe(true),
  )

  it('is never open in hours that begin where they end', () =>
    expect(isOpen(rules({ hours: { monday: [{ from: '08:00', to: '08:00' }] } }), '2026-01-12T07:00:00.000Z')).toBe(false))
})
