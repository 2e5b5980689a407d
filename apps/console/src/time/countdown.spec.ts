import type { Clock } from '../api/requests.js'
import { countdown, nextClock } from './countdown.js'

const letters = { d: 'd', h: 'h', m: 'm', s: 's' }
const at = (time: string) => `2026-03-02T${time}:00Z`
const clock = (over: Partial<Clock> = {}): Clock => ({
  clock: 'response',
  state: 'running',
  startedAt: at('08:00'),
  dueAt: at('10:00'),
  ...over,
})
const seen = (time: string, over: Partial<Clock> = {}) => countdown(clock(over), Date.parse(at(time)), letters)

describe('a countdown', () => {
  it('is calm while less than half of the time is used', () =>
    expect(seen('08:30')).toEqual({ tone: 'calm', text: '1 h 30 m', over: false, share: 0.25 }))
  it('is due soon from half on', () => expect(seen('09:00').tone).toBe('soon'))
  it('is urgent from nine tenths on', () => expect(seen('09:48')).toMatchObject({ tone: 'urgent', text: '12 m 00 s' }))
  it('counts up from the due instant when it is missed', () =>
    expect(seen('10:05')).toEqual({ tone: 'breached', text: '5 m 00 s', over: true, share: 1 }))
  it('shows a breach that the platform told, whatever the time here', () =>
    expect(seen('09:59', { state: 'breached' }).tone).toBe('breached'))
  it('counts nothing while it is paused', () => {
    expect(seen('09:00', { state: 'paused' })).toEqual({ tone: 'paused', over: false })
  })
  it('stays breached when it is paused after the breach', () =>
    expect(seen('11:00', { state: 'paused', breachedAt: at('10:00') }).tone).toBe('breached'))
  it('tells met in time from met late', () => {
    expect(seen('09:00', { state: 'met' }).tone).toBe('met')
    expect(seen('11:00', { state: 'met', breachedAt: at('10:00') }).tone).toBe('late')
  })
  it('has no text where there is no due instant', () =>
    expect(countdown({ clock: 'update', state: 'running', startedAt: at('08:00') }, 0, letters).text).toBeUndefined())
})

describe('the next clock', () => {
  it('is the running one that falls due first', () =>
    expect(
      nextClock([clock({ clock: 'resolve', dueAt: at('12:00') }), clock({ clock: 'update', dueAt: at('09:30') })])?.clock,
    ).toBe('update'))
  it('is a paused one when none runs', () =>
    expect(nextClock([clock({ state: 'met' }), clock({ clock: 'restore', state: 'paused' })])?.clock).toBe('restore'))
  it('is none when all are met', () => expect(nextClock([clock({ state: 'met' })])).toBeUndefined())
})
