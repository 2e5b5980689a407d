import { isRefusal } from '@spoc/platform-kernel'
import { compiled, daily, dueLocal, hours, local, monToFri, on, rules, shown, spans } from '../../test/calendars.js'
import { compileCalendar, due, elapsed, pausedTime, workingDaysMs } from './index.js'

const utc = (at: { readonly at: number } | { readonly never: string }) => ('at' in at ? new Date(at.at).toISOString() : at.never)
const around = compiled()

describe('SLA clock cases that other systems got wrong, the arithmetic', () => {
  it('1: a target runs over the night, and a warning an hour before its due time does too', () => {
    const office = compiled({ hours: on(monToFri, '08:00-18:00') })
    expect(dueLocal(office, '2026-01-12 17:00', hours(4))).toBe('2026-01-13 11:00')
    expect(dueLocal(office, '2026-01-12 17:00', hours(3))).toBe('2026-01-13 10:00')
    expect(dueLocal(office, '2026-01-12 14:30', hours(4))).toBe('2026-01-13 08:30')
    expect(dueLocal(office, '2026-01-12 14:30', hours(3))).toBe('2026-01-12 17:30')
  })

  it('2: the rest of a Friday hour is due on Monday', () =>
    expect(dueLocal(compiled({ hours: on(monToFri, '09:00-17:00') }), '2026-01-23 16:30', hours(1))).toBe('2026-01-26 09:30'))

  it('3: four hours from 16:00 are due at 12:00 of the next working day', () =>
    expect(dueLocal(compiled({ hours: on(monToFri, '09:00-17:00') }), '2026-01-12 16:00', hours(4))).toBe('2026-01-13 12:00'))

  it('4: round the clock written as 00:00–23:59 loses no minute, and the answer says how it was taken', () => {
    const asWritten = compileCalendar(rules({ hours: on(daily, '00:00-23:59') }))
    if (isRefusal(asWritten)) throw new Error(asWritten.message)
    expect(dueLocal(asWritten.calendar, '2026-01-12 12:00', hours(48))).toBe('2026-01-14 12:00')
    expect(asWritten.notes[0]).toMatchObject({ code: 'end-of-day-assumed', field: 'hours.monday[0].to' })
    expect(dueLocal(compiled({ hours: on(daily, '00:00-24:00') }), '2026-01-12 12:00', hours(48))).toBe('2026-01-14 12:00')
  })

  it('5: 48 hours of 09–21 end at the close of the fourth day, two holidays later with two holidays', () => {
    const open = on(daily, '09:00-21:00')
    expect(dueLocal(compiled({ hours: open }), '2016-11-09 23:00', hours(48))).toBe('2016-11-13 21:00')
    const holidays = [
      { date: '2016-11-11', name: 'Independence Day' },
      { date: '2016-11-13', name: 'Remembrance' },
    ]
    expect(dueLocal(compiled({ hours: open, holidays }), '2016-11-09 23:00', hours(48))).toBe('2016-11-15 21:00')
  })

  it('6: a pause over a weekend credits its business hours only', () => {
    const office = compiled({ hours: on(monToFri, '08:00-20:00') })
    const pause = [['2026-01-09 11:00', '2026-01-12 09:00']] as const
    expect(dueLocal(office, '2026-01-09 10:00', hours(12), pause)).toBe('2026-01-12 20:00')
    expect(pausedTime(local(office, '2026-01-09 10:00'), local(office, '2026-01-12 20:00'), office, spans(office, pause))).toBe(
      hours(10),
    )
  })

  const shortMonday = compiled({ hours: { ...on(monToFri, '08:30-19:00'), ...on(['monday'], '10:30-19:00') } })

  it('7: two pauses over nights, and a response clock that does not pause', () => {
    const pauses = [
      ['2034-06-05 11:00', '2034-06-07 09:30'],
      ['2034-06-07 10:00', '2034-06-08 09:00'],
    ] as const
    expect(dueLocal(shortMonday, '2034-06-05 10:00', hours(4), pauses)).toBe('2034-06-08 12:00')
    const end = local(shortMonday, '2034-06-08 12:00')
    expect(pausedTime(local(shortMonday, '2034-06-05 10:00'), end, shortMonday, spans(shortMonday, pauses))).toBe(104_400_000)
    expect(dueLocal(shortMonday, '2034-06-05 10:00', hours(4))).toBe('2034-06-05 14:30')
  })

  it('8: five working days are the open time of the five working days from the start’s day on', () => {
    const start = local(shortMonday, '2034-06-07 10:00')
    const target = workingDaysMs(start, 5, shortMonday)
    expect(target).toBe(hours(50.5))
    const pauses = [
      ['2034-06-07 11:00', '2034-06-13 11:00'],
      ['2034-06-14 07:00', '2034-06-14 18:00'],
    ] as const
    expect(dueLocal(shortMonday, '2034-06-07 10:00', target, pauses)).toBe('2034-06-21 09:00')
    expect(pausedTime(start, local(shortMonday, '2034-06-21 09:00'), shortMonday, spans(shortMonday, pauses))).toBe(178_200_000)
  })

  it('9: a shorter target counts from the start with the pause credited', () =>
    expect(dueLocal(around, '2026-01-12 13:00', hours(2), [['2026-01-12 13:30', '2026-01-12 14:00']])).toBe('2026-01-12 15:30'))

  it('10: so does one set three hours later, though its deadline be past', () => {
    const pause = [['2026-01-12 10:00', '2026-01-12 10:30']] as const
    expect(dueLocal(around, '2026-01-12 09:00', hours(4), pause)).toBe('2026-01-12 13:30')
    expect(dueLocal(around, '2026-01-12 09:00', hours(2), pause)).toBe('2026-01-12 11:30')
  })

  it('11: an agreement counts from creation, an operational one from its attachment', () => {
    expect([4, 12].map((n) => dueLocal(around, '2026-01-12 09:00', hours(n)))).toEqual(['2026-01-12 13:00', '2026-01-12 21:00'])
    expect([2, 8].map((n) => dueLocal(around, '2026-01-12 10:00', hours(n)))).toEqual(['2026-01-12 12:00', '2026-01-12 18:00'])
  })

  it('14: the time between resolution and reopening is no time elapsed', () => {
    const [created, again] = [local(around, '2026-01-12 09:00'), local(around, '2026-01-12 17:00')]
    expect(elapsed(created, again, around, spans(around, [['2026-01-12 11:00', '2026-01-12 15:00']]))).toBe(hours(4))
  })

  it('15: eight hours to the response end at 17:00 whatever the update clock does', () =>
    expect(dueLocal(around, '2026-01-12 09:00', hours(8))).toBe('2026-01-12 17:00'))

  it('20: an acknowledgement after hours took no business time', () => {
    const office = compiled({ hours: on(monToFri, '08:00-18:00') })
    expect(elapsed(local(office, '2026-01-12 20:00'), local(office, '2026-01-12 21:00'), office)).toBe(0)
  })

  it('21: a split day skips its break, and a calendar of Tuesdays waits for the next one', () => {
    expect(dueLocal(compiled({ hours: on(daily, '09:00-13:00', '14:00-18:00') }), '2026-01-12 10:00', hours(6))).toBe(
      '2026-01-12 17:00',
    )
    expect(dueLocal(compiled({ hours: on(['tuesday'], '08:00-17:00') }), '2026-01-14 10:00', hours(4))).toBe('2026-01-20 12:00')
  })

  it('22: the offset is that of the day itself', () => {
    const newYork = compiled({ zone: 'America/New_York', hours: on(monToFri, '09:00-17:00') })
    expect(utc(due(Date.parse('2021-03-12T16:30:00-05:00'), hours(1), newYork))).toBe('2021-03-15T13:30:00.000Z')
  })

  it('23: round the clock, real hours count through a clock change', () => {
    const amsterdam = compiled({ zone: 'Europe/Amsterdam' })
    expect(utc(due(Date.parse('2022-10-30T02:00:00+02:00'), hours(1), amsterdam))).toBe('2022-10-30T01:00:00.000Z')
    expect(utc(due(Date.parse('2025-03-29T12:00:00+01:00'), hours(24), amsterdam))).toBe('2025-03-30T11:00:00.000Z')
    expect(utc(due(Date.parse('2025-10-25T12:00:00+02:00'), hours(24), amsterdam))).toBe('2025-10-26T10:00:00.000Z')
  })

  it('24: a skipped hour counts nothing, a repeated one twice', () => {
    const night = compiled({ hours: on(daily, '00:00-06:00') })
    const dayOf = (date: string, next: string) => elapsed(local(night, `${date} 00:00`), local(night, `${next} 00:00`), night)
    expect(dayOf('2025-03-30', '2025-03-31')).toBe(hours(5))
    expect(dayOf('2025-10-26', '2025-10-27')).toBe(hours(7))
    expect(dueLocal(night, '2025-03-30 00:30', hours(4))).toBe('2025-03-30 05:30')
    expect(utc(due(local(night, '2025-10-26 00:30'), hours(4), night))).toBe(new Date('2025-10-26T03:30:00+01:00').toISOString())
  })

  it('25: after the first 01:59:30 of a repeated hour the next opening at 02:00 is an hour and half a minute away', () => {
    const newYork = compiled({ zone: 'America/New_York', hours: on(daily, '02:00-06:00') })
    const opening = newYork.nextOpening(Date.parse('2015-11-01T01:59:30-04:00'))
    expect(opening).toBe(Date.parse('2015-11-01T02:00:00-05:00'))
    expect(shown(newYork, Number(opening))).toBe('2015-11-01 02:00')
  })
})
