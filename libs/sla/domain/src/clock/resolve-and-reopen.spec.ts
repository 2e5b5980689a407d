import type { IdleTime, SlaOfRequest } from '@spoc/sla-contracts'
import { started } from '../../test/life.js'
import { at, calendars, hoursOf, policyOf } from '../../test/promises.js'
import { cancelClocks } from './cancel-clocks.js'
import { fire } from './fire.js'
import { reopenClocks } from './reopen-clocks.js'
import { resolveClocks } from './resolve-clocks.js'
import { slaStream } from './sla.js'

const resolve =
  (when: string, known = when) =>
  (state: SlaOfRequest) =>
    resolveClocks(state, { at: at(when) }, { calendars }, { now: at(known) })
const reopen = (when: string) => (state: SlaOfRequest) => reopenClocks(state, { at: at(when) }, { calendars }, { now: at(when) })
const cancel =
  (when: string, because = 'merged', known = when) =>
  (state: SlaOfRequest) =>
    cancelClocks(state, { at: at(when), because }, { now: at(known) })
const tick = (now: string) => (state: SlaOfRequest) => fire(state, { now: at(now) })

const all = { response: hoursOf(4), update: hoursOf(4), restore: hoursOf(6), resolve: hoursOf(8) }
const policy = policyOf(all)
const withIdle = (idleWhileResolved: IdleTime) => policyOf(all, {}, { idleWhileResolved })

describe('resolving', () => {
  it('case 18: meets what it settles and stops the update clock, whoever wrote last', () => {
    const life = started(policy).then(resolve('11:00'))
    expect(life.told).toEqual([
      'clock-met response within 11:00',
      'clock-met restore within 11:00',
      'clock-met resolve within 11:00',
      'clocks-cancelled update resolved',
    ])
    expect(slaStream.alarms?.(life.state)).toEqual([])
  })
  it('withdraws a breach when the resolution was before the deadline and became known after it', () => {
    const life = started(policy).until(at('17:00')).then(resolve('16:50', '17:05'))
    expect(life.all('sla.breach-withdrawn.v1')).toEqual(['breach-withdrawn resolve met-before 16:50'])
  })
})

describe('reopening', () => {
  it('case 14: the time while resolved is neither elapsed nor waiting for the client', () => {
    const life = started(policy).then(resolve('11:00')).then(reopen('15:00')).then(resolve('17:00'))
    expect(life.clock('resolve').met).toMatchObject({ elapsedMs: 4 * 3_600_000, within: true })
    expect(life.clock('resolve').pauses.filter(({ party }) => party === 'client')).toEqual([])
  })
  it('case 19: keeps the first resolution when there is a second', () => {
    const life = started(policy).then(resolve('11:00')).then(reopen('15:00')).then(resolve('17:00'))
    expect(life.clock('resolve').firstMet?.at).toBe(at('11:00'))
    expect(life.clock('resolve').met?.at).toBe(at('17:00'))
  })
  it('counts the time while resolved where the policy says so, and tells at once a deadline that passed in it', () =>
    expect(started(withIdle('counted')).then(resolve('11:00')).then(reopen('18:00')).told).toEqual([
      'clocks-reopened restore resolve',
      'clock-restarted update 18:00',
      'clock-breached restore 15:00 seen 18:00',
      'clock-breached resolve 17:00 seen 18:00',
    ]))
  it('begins anew where the policy says so', () => {
    const life = started(withIdle('restarted')).then(resolve('11:00')).then(reopen('15:00'))
    expect(life.clock('resolve')).toMatchObject({ startedAt: at('15:00'), dueAt: at('23:00'), is: 'running' })
  })
  it('leaves the first response given, and owes an update from then on', () => {
    const life = started(policy).then(resolve('11:00')).then(reopen('15:00'))
    expect(life.clock('response').is).toBe('met')
    expect(life.clock('update')).toMatchObject({ is: 'running', dueAt: at('19:00') })
  })
  it('tells no second breach of a clock that was broken before', () => {
    const life = started(policy).then(tick('17:00')).then(resolve('17:30')).then(reopen('18:00')).until(at('23:00'))
    expect(life.all('sla.clock-breached.v1').filter((told) => told.includes('resolve'))).toHaveLength(1)
  })
  it('sets going again what a merge that is taken back had stopped, without the time between', () => {
    const life = started(policy).then(cancel('10:00')).then(reopen('12:00'))
    expect(life.clock('resolve').dueAt).toBe(at('19:00'))
    expect(life.clock('response').dueAt).toBe(at('15:00'))
  })
  it('does nothing where nothing stands still', () => expect(started(policy).then(reopen('12:00')).last).toEqual([]))
})

describe('cancelling', () => {
  it('case 26: stops timers and what they would have told', () => {
    const life = started(policy).then(cancel('10:00'))
    expect(slaStream.alarms?.(life.state)).toEqual([])
    expect(life.until(at('23:00')).all('sla.clock-breached.v1')).toEqual([])
    expect(life.clock('resolve')).toMatchObject({ is: 'cancelled', cancelled: { because: 'merged' } })
  })
  it('withdraws a breach of a deadline that it came before', () =>
    expect(
      started(policy)
        .then(tick('13:00'))
        .then(cancel('12:00', 'withdrawn', '13:05')).told,
    ).toEqual([
      'breach-withdrawn response cancelled-before 12:00',
      'breach-withdrawn update cancelled-before 12:00',
      'clocks-cancelled response update restore resolve withdrawn',
    ]))
  it('tells a deadline missed before it that nobody was told of yet', () =>
    expect(started(policyOf({ resolve: hoursOf(1) })).then(cancel('10:30')).told).toEqual([
      'clock-breached resolve 10:00 seen 10:30',
      'clocks-cancelled resolve merged',
    ]))
  it('happens once', () => expect(started(policy).then(cancel('10:00')).then(cancel('10:01')).last).toEqual([]))
})
