import { instantsOf, presetDays } from './period.js'

const now = new Date(2026, 2, 15, 9, 30).getTime()

describe('the days of a report', () => {
  it('are the last seven with today', () => expect(presetDays('7', now)).toEqual({ from: '2026-03-09', to: '2026-03-15' }))
  it('are this month until today', () => expect(presetDays('month', now)).toEqual({ from: '2026-03-01', to: '2026-03-15' }))
  it('are the whole of last month', () => expect(presetDays('last', now)).toEqual({ from: '2026-02-01', to: '2026-02-28' }))
  it('are thirty over the end of a month', () => expect(presetDays('30', now).from).toBe('2026-02-14'))
})

describe('the instants of a report', () => {
  it('include the last day whole', () =>
    expect(instantsOf({ from: '2026-03-09', to: '2026-03-15' })).toEqual({
      from: new Date(2026, 2, 9).toISOString(),
      to: new Date(2026, 2, 16).toISOString(),
    }))
  it('are none when the last day lies before the first', () =>
    expect(instantsOf({ from: '2026-03-15', to: '2026-03-09' })).toBeUndefined())
  it('are none while a day is not filled in', () => expect(instantsOf({ from: '', to: '2026-03-09' })).toBeUndefined())
})
