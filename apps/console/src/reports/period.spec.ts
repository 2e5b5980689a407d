import { daysAsked, presetDays } from './period.js'

const now = new Date(2026, 2, 15, 9, 30).getTime()

describe('the days of a report', () => {
  it('are the last seven with today', () => expect(presetDays('7', now)).toEqual({ from: '2026-03-09', to: '2026-03-15' }))
  it('are this month until today', () => expect(presetDays('month', now)).toEqual({ from: '2026-03-01', to: '2026-03-15' }))
  it('are the whole of last month', () => expect(presetDays('last', now)).toEqual({ from: '2026-02-01', to: '2026-02-28' }))
  it('are thirty over the end of a month', () => expect(presetDays('30', now).from).toBe('2026-02-14'))
})

describe('what is asked of the platform', () => {
  it('includes the last day whole', () =>
    expect(daysAsked({ from: '2026-03-09', to: '2026-03-31' })).toEqual({ from: '2026-03-09', to: '2026-04-01' }))
  it('is nothing when the last day lies before the first', () =>
    expect(daysAsked({ from: '2026-03-15', to: '2026-03-09' })).toBeUndefined())
  it('is nothing while a day is not filled in', () => expect(daysAsked({ from: '', to: '2026-03-09' })).toBeUndefined())
})
