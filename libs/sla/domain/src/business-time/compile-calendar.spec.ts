import { isRefusal } from '@spoc/platform-kernel'
import type { CalendarRules } from '@spoc/sla-contracts'
import { compiled, daily, dueLocal, hours, local, on, rules, shown } from '../../test/calendars.js'
import { compileCalendar, due, elapsed, mostWorkingDays, workingDaysMs } from './index.js'

const refused = (over: Partial<CalendarRules>) => {
  const answer = compileCalendar(rules(over))
  return isRefusal(answer) ? [answer.refused, answer.field] : 'accepted'
}

describe('a calendar that makes no sense is refused, with the field', () => {
  it.each(['Europe/Atlantis', '', '+01:00', '12345'])('zone %p', (zone) =>
    expect(refused({ zone })).toEqual(['calendar-zone-unknown', 'zone']),
  )
  it.each(['8:00', '25:00', '12:60', '24:01', 'noon', ''])('time %p', (time) => {
    expect(refused({ hours: { monday: [{ from: time, to: '18:00' }] } })).toEqual([
      'calendar-time-malformed',
      'hours.monday[0].from',
    ])
    expect(
      refused({
        hours: {
          friday: [
            { from: '07:00', to: '08:00' },
            { from: '09:00', to: time },
          ],
        },
      }),
    ).toEqual(['calendar-time-malformed', 'hours.friday[1].to'])
  })
  it('hours that begin at 24:00', () =>
    expect(refused({ hours: on(['monday'], '24:00-06:00') })).toEqual(['calendar-time-malformed', 'hours.monday[0].from']))
  it('no open hours at all', () => {
    expect(refused({ hours: {} })).toEqual(['calendar-never-open', 'hours'])
    expect(refused({ hours: on(daily, '09:00-09:00') })).toEqual(['calendar-never-open', 'hours'])
  })
  it.each(['2026-02-30', '26-01-01', '2026-1-1', 'Easter'])('date %p', (date) => {
    expect(refused({ holidays: [{ date, name: 'x' }] })).toEqual(['calendar-date-malformed', 'holidays[0].date'])
    expect(refused({ halfDays: [{ date, name: 'x', hours: [] }] })).toEqual(['calendar-date-malformed', 'halfDays[0].date'])
  })
  it('one date twice', () =>
    expect(
      refused({
        holidays: [{ date: '2026-12-24', name: 'x' }],
        halfDays: [{ date: '2026-12-24', name: 'y', hours: on(['monday'], '08:00-12:00').monday ?? [] }],
      }),
    ).toEqual(['calendar-date-twice', 'halfDays[0].date']))
  it('a half day that runs over midnight', () =>
    expect(refused({ halfDays: [{ date: '2026-12-24', name: 'x', hours: [{ from: '22:00', to: '02:00' }] }] })).toEqual([
      'calendar-hours-over-midnight',
      'halfDays[0].hours[0].to',
    ]))
})

describe('the hours of a calendar', () => {
  it('may touch and overlap, and count once', () => {
    const calendar = compiled({ hours: on(daily, '08:00-12:00', '12:00-15:00', '14:00-16:00') })
    expect(dueLocal(calendar, '2026-01-12 00:00', hours(8))).toBe('2026-01-12 16:00')
  })
  it('over midnight belong to the day they start on', () => {
    const fridayNight = compiled({ hours: on(['friday'], '22:00-06:00') })
    expect(dueLocal(fridayNight, '2026-01-12 00:00', hours(8))).toBe('2026-01-17 06:00')
    expect(dueLocal(fridayNight, '2026-01-12 00:00', hours(9))).toBe('2026-01-23 23:00')
  })
  it('are closed on a holiday, the morning part of a night shift included, and open again in the night after it', () => {
    const nights = compiled({ hours: on(daily, '22:00-06:00'), holidays: [{ date: '2026-01-13', name: 'x' }] })
    const at = (text: string) => local(nights, text)
    expect(elapsed(at('2026-01-12 22:00'), at('2026-01-13 12:00'), nights)).toBe(hours(2))
    expect(elapsed(at('2026-01-13 12:00'), at('2026-01-14 12:00'), nights)).toBe(hours(6))
  })
  it('of a half day take the place of the week’s, on a day that is otherwise closed too', () => {
    const calendar = compiled({
      hours: on(['monday'], '08:00-18:00'),
      halfDays: [
        { date: '2026-01-12', name: 'Monday', hours: [{ from: '08:00', to: '12:00' }] },
        { date: '2026-01-17', name: 'Saturday', hours: [{ from: '10:00', to: '12:00' }] },
      ],
    })
    expect(dueLocal(calendar, '2026-01-12 06:00', hours(5))).toBe('2026-01-17 11:00')
  })
  it('say where a target of the half days alone is never reached', () => {
    const calendar = compiled({
      hours: {},
      halfDays: [{ date: '2026-01-17', name: 'x', hours: [{ from: '10:00', to: '12:00' }] }],
    })
    expect(dueLocal(calendar, '2026-01-12 06:00', hours(2))).toBe('2026-01-17 12:00')
    expect(dueLocal(calendar, '2026-01-12 06:00', hours(2) + 1)).toBe('no-open-time-left')
    expect(calendar.nextOpening(local(calendar, '2026-01-17 12:00'))).toBe('no-open-time-left')
  })
  it('reach as far as the year 2200 and say so where a target reaches farther', () =>
    expect(dueLocal(compiled(), '2026-01-12 06:00', hours(24 * 366 * 200))).toBe('beyond-horizon'))
  it('know whether a moment is open', () => {
    const calendar = compiled({ hours: on(daily, '09:00-17:00') })
    const openAt = (text: string) => calendar.isOpen(local(calendar, text))
    expect([
      openAt('2026-01-12 08:59'),
      openAt('2026-01-12 09:00'),
      openAt('2026-01-12 16:59'),
      openAt('2026-01-12 17:00'),
    ]).toEqual([false, true, true, false])
  })
})

describe('due and elapsed at their edges', () => {
  const calendar = compiled({ hours: on(daily, '09:00-17:00') })
  const start = local(calendar, '2026-01-12 08:00')
  it('a target of nothing is due at once', () => expect(due(start, 0, calendar)).toEqual({ at: start }))
  it('an end before the start has no time elapsed', () => expect(elapsed(start, start - 1, calendar)).toBe(0))
  it('a pause that is over before the start, lies within another or ends before it begins changes nothing', () => {
    const at = (text: string) => local(calendar, `2026-01-12 ${text}`)
    const without = due(start, hours(3), calendar, [{ from: at('10:00'), to: at('12:00') }])
    const more = [
      { from: at('07:00'), to: start - 1 },
      { from: at('10:00'), to: at('12:00') },
      { from: at('10:30'), to: at('12:00') - 1 },
      { from: at('13:00'), to: at('12:30') },
    ]
    expect(due(start, hours(3), calendar, more)).toEqual(without)
    expect(elapsed(start, at('16:00'), calendar, more)).toBe(hours(5))
  })
  it('a pause without an end has no due instant, unless the target was full before it', () => {
    const pause = { from: local(calendar, '2026-01-12 11:00') }
    expect(due(start, hours(2) + 1, calendar, [pause])).toEqual({ never: 'paused' })
    expect(due(start, hours(2), calendar, [pause])).toEqual({ at: pause.from })
  })
})

describe('a target in working days', () => {
  const week = compiled({ hours: on(['monday', 'wednesday'], '09:00-17:00'), holidays: [{ date: '2026-01-14', name: 'x' }] })
  it('takes the start’s day whole, however late in it the start is', () =>
    expect(dueLocal(week, '2026-01-12 16:00', workingDaysMs(local(week, '2026-01-12 16:00'), 1, week))).toBe('2026-01-19 16:00'))
  it('begins with the next working day where the start’s day is none', () =>
    expect(
      shown(
        week,
        Number(
          Object.values(due(local(week, '2026-01-13 16:00'), workingDaysMs(local(week, '2026-01-13 16:00'), 1, week), week))[0],
        ),
      ),
    ).toBe('2026-01-19 17:00'))
  it('is never reached by a calendar that has not so many left', () => {
    const one = compiled({ hours: {}, halfDays: [{ date: '2026-01-17', name: 'x', hours: [{ from: '10:00', to: '12:00' }] }] })
    const start = local(one, '2026-01-12 06:00')
    expect(workingDaysMs(start, 1, one)).toBe(hours(2))
    expect(due(start, workingDaysMs(start, mostWorkingDays, one), one)).toEqual({ never: 'no-open-time-left' })
  })
  it('does not count a date that a zone left out', () => {
    const apia = compiled({ zone: 'Pacific/Apia', hours: on(daily, '09:00-17:00') })
    expect(workingDaysMs(Date.parse('2011-12-29T12:00:00-10:00'), 2, apia)).toBe(hours(16))
    expect(apia.openOnDates(Date.UTC(2011, 11, 30) / 86_400_000, Date.UTC(2011, 11, 31) / 86_400_000)).toBe(0)
  })
})
