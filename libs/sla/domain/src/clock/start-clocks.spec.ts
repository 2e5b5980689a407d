import { given } from '@spoc/platform-testing'
import { rules } from '../../test/calendars.js'
import { Life, started } from '../../test/life.js'
import { at, calendars, calendarsOf, hoursOf, policyOf, request } from '../../test/promises.js'
import { meetClock } from './meet-clock.js'
import { calendarsNeeded } from './calendars-needed.js'
import { slaStream } from './sla.js'
import { startClocks } from './start-clocks.js'

const policy = policyOf({ response: hoursOf(1), resolve: hoursOf(8) }, { P1: { resolve: hoursOf(4) } })
const given0 = given(slaStream)

describe('starting the clocks of a request', () => {
  it('starts all of them in one event that names every input of the computation', () => {
    const { events } = started(policy)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      type: 'sla.clocks-started.v1',
      data: {
        requestId: 'r-1',
        accountId: 'a-1',
        policyId: 'standard',
        policyRevision: 1,
        terms: { serviceClass: 'gold', priority: 'P3', kind: 'incident' },
        receivedAt: at('09:00'),
        clocks: [
          {
            clock: 'response',
            targetMs: 3_600_000,
            calendarId: 'always',
            calendarRevision: 1,
            startedAt: at('09:00'),
            dueAt: at('10:00'),
          },
          {
            clock: 'resolve',
            dueAt: at('17:00'),
            scope: { serviceClass: '*', priority: '*', kind: '*' },
            warnAt: [
              { share: 50, at: at('13:00') },
              { share: 75, at: at('15:00') },
              { share: 90, at: at('16:12') },
            ],
          },
        ],
      },
    })
  })
  it('case 1: warns a lead of open time ahead of the deadline', () => {
    const office = policyOf(
      { resolve: { target: { minutes: 240 }, calendarId: 'office' } },
      {},
      { warnings: [{ leadMinutes: 60 }] },
    )
    expect(started(office, { receivedAt: at('17:00') }).clock('resolve').warnAt).toMatchObject([
      { share: 75, at: at('13 10:00') },
    ])
    expect(started(office, { receivedAt: at('14:30') }).clock('resolve').warnAt).toMatchObject([{ share: 75, at: at('17:30') }])
  })
  it('has no place for a warning whose lead is longer than the target', () => {
    const short = policyOf({ response: hoursOf(1), resolve: hoursOf(2) }, {}, { warnings: [{ leadMinutes: 60 }, { share: 80 }] })
    expect(started(short).clock('response')).toMatchObject({ warnShares: [80], warnAt: [{ share: 80, at: at('09:48') }] })
  })
  it('counts from receipt when the account became known later', () =>
    expect(started(policy, {}, at('09:40')).clock('response').dueAt).toBe(at('10:00')))
  it('tells one breach and no warnings for a deadline that is past by then', () =>
    expect(started(policy, {}, at('10:30')).told).toEqual([
      'clocks-started response resolve',
      'clock-breached response 10:00 seen 10:30',
    ]))
  it('takes a first response from before for what it was', () => {
    const life = started(policy, { done: [{ clock: 'response', at: at('09:20'), by: 'public-message' }] }, at('10:30'))
    expect(life.told).toEqual(['clocks-started response resolve', 'clock-met response within 09:20'])
  })
  it('credits waiting from before', () => {
    const pauses = [{ from: at('09:10'), to: at('09:40'), reason: 'waiting-for-client', party: 'client' as const }]
    const life = started(policy, { pauses }, at('09:50'))
    expect([life.clock('response').dueAt, life.clock('resolve').dueAt]).toEqual([at('10:00'), at('17:30')])
  })
  it('is paused from the start while the request waits, and says so instead of a due instant', () => {
    const life = started(policy, { pauses: [{ from: at('09:10'), reason: 'waiting-for-client', party: 'client' }] }, at('09:50'))
    expect(life.clock('resolve')).toMatchObject({ is: 'paused', never: { code: 'paused' } })
    expect(life.clock('resolve').dueAt).toBeUndefined()
  })
  it('says why a clock can never fill', () => {
    const sparse = calendarsOf({
      always: [
        rules({ hours: {}, halfDays: [{ date: '2026-12-24', name: 'The only day', hours: [{ from: '09:00', to: '12:00' }] }] }),
      ],
    })
    const life = new Life().then((state) => startClocks(state, request(), { policy, calendars: sparse }, { now: at('09:00') }))
    expect(life.clock('resolve')).toMatchObject({ is: 'running', never: { code: 'no-open-time-left' } })
    expect(life.clock('resolve').dueAt).toBeUndefined()
  })
  it('changes nothing when they have started', () => {
    const life = started(policy)
    given0(...life.events)
      .when((state) => startClocks(state, request({ priority: 'P1' }), { policy, calendars }, { now: at('09:05') }))
      .thenNothing()
  })
  it('refuses a policy that is not defined', () =>
    given0()
      .when((state) => startClocks(state, request(), { policy: { is: 'unknown' }, calendars }, { now: at('09:00') }))
      .thenRefused('policy-unknown', 'policyId'))
  it('refuses a policy whose calendar is not defined', () =>
    given0()
      .when((state) => startClocks(state, request(), { policy, calendars: new Map() }, { now: at('09:00') }))
      .thenRefused('calendar-unknown', 'clocks.response.calendarId'))
})

describe('a stream of clocks', () => {
  it('is about the request and its account', () =>
    expect(slaStream.about(started(policy).state, 'r-1')).toEqual({ subject: 'r-1', accountId: 'a-1' }))
  it('wakes at the warnings and deadlines of clocks that count', () => {
    const life = started(policy).then((state) =>
      meetClock(state, { clock: 'response', at: at('09:10'), by: 'taken-up' }, { calendars }, { now: at('09:10') }),
    )
    expect(slaStream.alarms?.(life.state).map((alarm) => [alarm.what, alarm.at])).toEqual([
      ['warning:resolve:50', at('13:00')],
      ['warning:resolve:75', at('15:00')],
      ['warning:resolve:90', at('16:12')],
      ['breach:resolve', at('17:00')],
    ])
  })
  it('names the calendars that its decisions need, and those of a policy that may replace its own', () => {
    const other = policyOf({ resolve: { target: { minutes: 60 }, calendarId: 'office' }, restore: 'none' })
    expect([...calendarsNeeded(started(policy).state, other)]).toEqual(['always', 'office'])
  })
})
