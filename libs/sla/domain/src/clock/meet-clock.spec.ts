import type { SlaOfRequest } from '@spoc/sla-contracts'
import { started } from '../../test/life.js'
import { at, calendars, hoursOf, policyOf } from '../../test/promises.js'
import { fire } from './fire.js'
import { meetClock, type MeetingAct } from './meet-clock.js'

const policy = policyOf({ response: hoursOf(2, { metBy: ['public-message', 'taken-up'] }), resolve: hoursOf(4) })
const respond =
  (when: string, known = when, by: MeetingAct = 'public-message') =>
  (state: SlaOfRequest) =>
    meetClock(state, { clock: 'response', at: at(when), by }, { calendars }, { now: at(known) })
const tick = (now: string) => (state: SlaOfRequest) => fire(state, { now: at(now) })

describe('meeting a clock', () => {
  it('stops it, with the open time it took', () => {
    const life = started(policy).then(respond('10:15'))
    expect(life.clock('response')).toMatchObject({ is: 'met', met: { at: at('10:15'), elapsedMs: 4_500_000, within: true } })
    expect(life.until(at('12:00')).all('sla.clock-breached.v1')).toEqual([])
  })
  it('is within at the deadline itself', () =>
    expect(started(policy).then(respond('11:00')).told).toEqual(['clock-met response within 11:00']))
  it('tells the breach first that nobody was told of yet', () =>
    expect(started(policy).then(respond('11:30')).told).toEqual([
      'clock-breached response 11:00 seen 11:30',
      'clock-met response late 11:30',
    ]))
  it('tells no second breach after the first', () =>
    expect(started(policy).then(tick('11:00')).then(respond('11:30')).told).toEqual(['clock-met response late 11:30']))
  it('withdraws the breach when it was done before the deadline and became known after it', () => {
    const life = started(policy).then(tick('11:00')).then(respond('10:50', '11:20'))
    expect(life.told).toEqual(['breach-withdrawn response met-before 10:50', 'clock-met response within 10:50'])
    expect(life.clock('response')).toMatchObject({ breach: undefined, withdrawn: [{ effectiveAt: at('11:00') }] })
  })
  it('case 19: keeps the first when there is a second', () => {
    const life = started(policy).then(respond('10:15')).then(respond('10:40'))
    expect(life.last).toEqual([])
    expect(life.clock('response').firstMet?.at).toBe(at('10:15'))
  })
  it('is corrected by an earlier act that comes to light later', () =>
    expect(started(policy).then(respond('11:30')).then(respond('10:40', '12:00')).told).toEqual([
      'breach-withdrawn response met-before 10:40',
      'clock-met response within 10:40',
    ]))
  it('case 17: a public note meets a response where the terms list it, and only there', () => {
    const noted = policyOf({ response: hoursOf(2, { metBy: ['public-note'] }) })
    expect(
      started(noted)
        .then(respond('10:00', '10:00', 'public-note'))
        .clock('response').is,
    ).toBe('met')
    expect(
      started(policy)
        .then(respond('10:00', '10:00', 'public-note'))
        .clock('response').is,
    ).toBe('running')
  })
  it('case 20: after hours it took no business time, and keeps its own instant', () => {
    const office = policyOf({ response: { target: { minutes: 240 }, calendarId: 'office' } })
    const life = started(office, { receivedAt: at('20:00') }).then(respond('21:00'))
    expect(life.clock('response').met).toEqual({ at: at('21:00'), elapsedMs: 0, within: true, by: 'public-message' })
  })
  it('has nothing to meet where no such clock was promised', () => {
    const life = started(policyOf({ resolve: hoursOf(4) })).then(respond('10:00'))
    expect(life.last).toEqual([])
  })
})
