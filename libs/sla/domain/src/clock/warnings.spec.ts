import { evolveSla, slaOfRequest, type ClockEvent, type SlaOfRequest, type WarningDraft } from '@spoc/sla-contracts'
import { started, type Life } from '../../test/life.js'
import { at, calendars, hoursOf, policyOf } from '../../test/promises.js'
import type { Policy } from '../policy/policy.js'
import { fire } from './fire.js'
import { meetClock } from './meet-clock.js'
import { pauseClocks } from './pause-clocks.js'
import { reopenClocks } from './reopen-clocks.js'
import { resolveClocks } from './resolve-clocks.js'
import { resumeClocks } from './resume-clocks.js'
import { retargetClocks } from './retarget-clocks.js'

const tick = (now: string) => (state: SlaOfRequest) => fire(state, { now: at(now) })
const waits = (from: string) => (state: SlaOfRequest) =>
  pauseClocks(state, { at: at(from), reason: 'waiting-for-client', party: 'client' }, { calendars }, { now: at(from) })
const goesOn = (to: string) => (state: SlaOfRequest) => resumeClocks(state, { at: at(to) }, { calendars }, { now: at(to) })
const under = (policy: Policy, when: string, priority: string) => (state: SlaOfRequest) =>
  retargetClocks(
    state,
    { at: at(when), terms: { serviceClass: 'gold', priority, kind: 'incident' }, because: 'priority-changed' },
    { policy, calendars },
    { now: at(when) },
  )
const warnings = (life: Life) => life.events.flatMap((event) => (event.type === 'sla.clock-warned.v1' ? [event.data] : []))
const office = { target: { minutes: 240 }, calendarId: 'office' }

describe('a warning ahead of the deadline', () => {
  it('comes a lead of business time before it: closed hours are none of it', () => {
    const policy = policyOf({ resolve: office }, {}, { warnings: [{ leadMinutes: 150 }] })
    expect(started(policy, { receivedAt: at('16:00') }).clock('resolve')).toMatchObject({
      dueAt: at('13 10:00'),
      warnAt: [{ at: at('17:30'), leadMinutes: 150 }],
    })
  })
  it('comes a lead of wall time before it, whatever the calendar says, with the share that is used by then', () => {
    const policy = policyOf({ resolve: office }, {}, { warnings: [{ leadMinutes: 150, time: 'wall' }] })
    expect(started(policy, { receivedAt: at('16:00') }).clock('resolve')).toMatchObject({
      dueAt: at('13 10:00'),
      warnAt: [{ at: at('13 07:30'), leadMinutes: 150, time: 'wall', share: 50 }],
    })
  })
  it('says its threshold, its audiences, the deadline and what is left of the target', () => {
    const policy = policyOf({ resolve: hoursOf(8) }, {}, { warnings: [{ leadMinutes: 60, audiences: ['manager', 'spoc'] }] })
    expect(warnings(started(policy).until(at('16:30')))).toEqual([
      {
        clock: 'resolve',
        share: 87.5,
        at: at('16:00'),
        detectedAt: at('16:00'),
        dueAt: at('17:00'),
        remainingMs: 3_600_000,
        threshold: { leadMinutes: 60, time: 'business' },
        audiences: ['spoc', 'manager'],
      },
    ])
  })
  it('is for the SPOC where nothing is said, and for the record alone where nobody is named', () => {
    const policy = policyOf({ resolve: hoursOf(8) }, {}, { warnings: [{ share: 50 }, { share: 75, audiences: [] }] })
    expect(warnings(started(policy).until(at('16:30'))).map(({ audiences }) => audiences)).toEqual([['spoc'], []])
  })
  it('is a clock’s own, in place of the policy’s', () => {
    const policy = policyOf({ response: hoursOf(1), resolve: hoursOf(8, { warnings: [{ share: 80 }] }) })
    const life = started(policy)
    expect(life.clock('resolve').warnShares).toEqual([80])
    expect(life.clock('response').warnShares).toEqual([50, 75, 90])
  })
})

describe('several warnings', () => {
  const policy = policyOf(
    { resolve: hoursOf(8) },
    {},
    {
      warnings: [
        { share: 50, audiences: ['spoc'] },
        { share: 75, audiences: ['manager'] },
        { leadMinutes: 60, audiences: ['client'] },
      ],
    },
  )
  it('that were reached since the last are one, the latest, for the audiences of all', () => {
    const life = started(policy).then(tick('15:30'))
    expect(warnings(life)).toMatchObject([{ threshold: { share: 75 }, audiences: ['spoc', 'manager'] }])
    expect(life.then(tick('15:31')).last).toEqual([])
    expect(warnings(life.until(at('16:30')))).toMatchObject([{}, { threshold: { leadMinutes: 60 }, audiences: ['client'] }])
  })
  it('at one instant are one', () => {
    const both = policyOf(
      { resolve: hoursOf(4) },
      {},
      {
        warnings: [
          { share: 75 },
          { leadMinutes: 60, audiences: ['lead'] },
          { leadMinutes: 60, time: 'wall', audiences: ['team'] },
        ],
      },
    )
    expect(warnings(started(both).until(at('12:30')))).toMatchObject([{ at: at('12:00'), audiences: ['spoc', 'lead', 'team'] }])
  })
})

describe('warnings of a clock that stands still', () => {
  const policy = policyOf(
    { resolve: hoursOf(4) },
    {},
    { warnings: [{ share: 50 }, { leadMinutes: 60, time: 'wall', audiences: ['manager'] }] },
  )
  it('wait with it: what is left after it comes as much later, and what was given does not come again', () => {
    const life = started(policy).until(at('11:30')).then(waits('11:30')).until(at('14:00')).then(goesOn('14:30'))
    expect(life.clock('resolve').warnAt).toMatchObject([{ at: at('11:00') }, { at: at('15:00') }])
    expect(life.until(at('15:30')).all('sla.clock-warned.v1')).toEqual([
      'clock-warned resolve 50 11:00',
      'clock-warned resolve 75 15:00',
    ])
  })
  it('by wall time have no instant while there is no deadline', () =>
    expect(started(policy).then(waits('12:30')).clock('resolve').warnAt).toMatchObject([{ share: 50 }]))
  it('that were given before it are not given again, though the deadline moves', () => {
    const life = started(policy).until(at('12:30')).then(waits('12:30')).then(goesOn('14:00')).until(at('15:29'))
    expect(life.clock('resolve').dueAt).toBe(at('14:30'))
    expect(life.all('sla.clock-warned.v1')).toHaveLength(2)
  })
})

describe('warnings under another promise', () => {
  const policy = policyOf(
    { resolve: hoursOf(8) },
    { P1: { resolve: hoursOf(4) }, P2: { resolve: hoursOf(2) }, P4: { resolve: hoursOf(3.75) } },
    { warnings: [{ share: 50 }, { leadMinutes: 60, time: 'wall', audiences: ['manager'] }] },
  )
  it('that are past under it too and were given are not given again', () => {
    const life = started(policy, { priority: 'P1' })
      .until(at('12:10'))
      .then(under(policy, '12:20', 'P4'))
      .until(at('12:44'))
    expect(life.clock('resolve')).toMatchObject({ dueAt: at('12:45'), warned: 73.33333333333333 })
    expect(life.all('sla.clock-warned.v1')).toHaveLength(2)
  })
  it('that it brings past come at once, as one', () => {
    const life = started(policy)
      .until(at('12:10'))
      .then(under(policy, '12:20', 'P1'))
      .then(tick('12:20'))
    expect(warnings(life)).toMatchObject([
      { threshold: { leadMinutes: 60, time: 'wall' }, audiences: ['spoc', 'manager'], at: at('12:00') },
    ])
  })
  it('that are ahead again come anew', () => {
    const life = started(policy, { priority: 'P1' })
      .until(at('12:10'))
      .then(under(policy, '12:20', 'P3'))
      .until(at('16:10'))
    expect(life.all('sla.clock-warned.v1')).toEqual([
      'clock-warned resolve 50 11:00',
      'clock-warned resolve 75 12:00',
      'clock-warned resolve 50 13:00',
      'clock-warned resolve 87.5 16:00',
    ])
  })
  it('are not told at all where it puts the deadline in the past: there is one breach', () => {
    const life = started(policy).then(under(policy, '12:20', 'P2'))
    expect(life.told).toEqual(['clock-retargeted resolve', 'clock-breached resolve 11:00 seen 12:20'])
    expect(life.until(at('23:00')).all('sla.clock-warned.v1')).toEqual([])
  })
  it('say what stays given, for those who read the fact alone', () => {
    const life = started(policy, { priority: 'P1' }).until(at('12:10'))
    const retargeted = (priority: string, when: string) =>
      life.then(under(policy, when, priority)).last.find(({ type }) => type === 'sla.clock-retargeted.v1')?.data
    expect(retargeted('P3', '12:20')).toMatchObject({ clocks: [{ inJeopardy: false }] })
    expect(retargeted('P3', '12:20')).not.toHaveProperty('clocks.0.warned')
    expect(retargeted('P4', '12:20')).toMatchObject({ clocks: [{ warned: 73.33333333333333, inJeopardy: true }] })
    expect(retargeted('P2', '12:20')).toMatchObject({ clocks: [{ warned: 50, inJeopardy: false }] })
  })
  it('stay given where it changes while the clock stands still, and the instant of a wall lead is not known', () => {
    const life = started(policy, { priority: 'P1' })
      .until(at('12:10'))
      .then(waits('12:15'))
      .then(under(policy, '12:20', 'P4'))
    expect(life.clock('resolve')).toMatchObject({ dueAt: undefined, told: ['50', 'wall-60'] })
    expect(life.then(goesOn('12:25')).until(at('12:54')).all('sla.clock-warned.v1')).toHaveLength(2)
  })
  it('are not taken for given because one came before any of the target was used', () => {
    const early = policyOf(
      { resolve: office },
      { P1: { resolve: { ...office, target: { minutes: 120 } } } },
      { warnings: [{ leadMinutes: 900, time: 'wall' }] },
    )
    const life = started(early, { receivedAt: at('18:30') }).then(under(early, '20:30', 'P1'))
    expect(life.clock('resolve')).toMatchObject({ dueAt: at('13 10:00'), warnAt: [{ at: at('19:00'), share: 0 }], told: [] })
    expect(warnings(life.then(tick('20:31')))).toMatchObject([{ at: at('19:00'), share: 0 }])
  })
  it('stay given where the clock was not promised for a while', () => {
    const off = policyOf(
      { response: hoursOf(20), resolve: hoursOf(4) },
      { P2: { resolve: 'none' } },
      { warnings: [{ share: 50 }] },
    )
    const life = started(off)
      .until(at('11:10'))
      .then(under(off, '11:20', 'P2'))
      .then(under(off, '11:30', 'P1'))
    expect(life.clock('resolve')).toMatchObject({ is: 'running', warned: 50, told: ['50'] })
    expect(life.until(at('12:50')).all('sla.clock-warned.v1')).toEqual(['clock-warned resolve 50 11:00'])
  })
  it('are no other promise for the same instants and people', () => {
    const said = policyOf({ resolve: hoursOf(4) }, {}, { warnings: [{ leadMinutes: 60, time: 'business', audiences: ['spoc'] }] })
    const before = policyOf({ resolve: hoursOf(4) }, {}, { warnings: [{ share: 75 }] })
    expect(started(before).then(under(said, '10:00', 'P3')).last).toEqual([])
    const forOthers = policyOf({ resolve: hoursOf(4) }, {}, { warnings: [{ share: 75, audiences: ['lead'] }] })
    expect(started(before).then(under(forOthers, '10:00', 'P3')).told).toEqual(['clock-retargeted resolve'])
  })
  it('are no other promise where they are listed in another order, or one says in two what another says in one', () => {
    const promised = (...warnings: readonly WarningDraft[]) => policyOf({ resolve: hoursOf(4) }, {}, { warnings })
    const before = promised({ share: 75, audiences: ['spoc', 'lead'] }, { leadMinutes: 30, time: 'wall' })
    const apart = promised({ leadMinutes: 30, time: 'wall' }, { share: 75 }, { leadMinutes: 60, audiences: ['lead'] })
    expect(started(before).then(under(apart, '10:00', 'P3')).last).toEqual([])
  })
})

describe('a clock that is set going says whether it is in jeopardy', () => {
  const policy = policyOf({ resolve: hoursOf(4) }, {}, { warnings: [{ share: 50 }] })
  const standing = ({ last }: Life) =>
    last.flatMap((event) =>
      event.type === 'sla.clock-resumed.v1' || event.type === 'sla.clocks-reopened.v1'
        ? event.data.clocks.map(({ inJeopardy }) => inJeopardy)
        : [],
    )
  it('by what was told, not by what is past', () => {
    expect(standing(started(policy).until(at('11:10')).then(waits('11:20')).then(goesOn('11:30')))).toEqual([true])
    expect(standing(started(policy).then(waits('11:20')).then(goesOn('11:30')))).toEqual([false])
  })
  it('not where its deadline has gone by in the meantime', () => {
    const late = started(policy).until(at('11:10')).then(waits('11:20'))
    const resumed = late.then((state) => resumeClocks(state, { at: at('11:30') }, { calendars }, { now: at('14:00') }))
    expect(resumed.told).toEqual(['clock-resumed resolve', 'clock-breached resolve 13:10 seen 14:00'])
    expect(standing(resumed)).toEqual([false])
  })
  it('after a reopening too', () => {
    const resolved = started(policy)
      .until(at('11:10'))
      .then((state) => resolveClocks(state, { at: at('11:20') }, { calendars }, { now: at('11:20') }))
    const reopened = resolved.then((state) => reopenClocks(state, { at: at('11:40') }, { calendars }, { now: at('11:40') }))
    expect(standing(reopened)).toEqual([true])
  })
})

describe('warnings on record from before there were others than shares', () => {
  const asOfOld = ({ type, data }: ClockEvent): ClockEvent =>
    type === 'sla.clocks-started.v1'
      ? { type, data: { ...data, clocks: data.clocks.map(({ warnings: _, ...clock }) => clock) } }
      : ({ type, data } as ClockEvent)
  const old = slaOfRequest(started(policyOf({ resolve: hoursOf(8) })).events.map(asOfOld))

  it('go on being given, to the SPOC', () => {
    const fired = fire(old, { now: at('13:00') })
    expect(fired).toMatchObject([{ data: { share: 50, threshold: { share: 50 }, audiences: ['spoc'] } }])
  })
  it('are not given again after one that names its share alone', () => {
    const given = { clock: 'resolve', share: 75, at: at('15:00'), detectedAt: at('15:00'), dueAt: at('17:00') } as const
    const after = evolveSla(old, { type: 'sla.clock-warned.v1', data: given })
    expect(after.clocks.resolve).toMatchObject({ warned: 75, told: ['50', '75'] })
    expect(fire(after, { now: at('16:00') })).toEqual([])
  })
  it('are reckoned anew after a pause', () => {
    const paused = [waits('10:00'), goesOn('11:00')].reduce((state, step) => {
      const decided = step(state)
      if ('refused' in decided) throw new Error(decided.message)
      return decided.reduce(evolveSla, state)
    }, old)
    expect(paused.clocks.resolve?.warnAt).toMatchObject([{ at: at('14:00') }, { at: at('16:00') }, { at: at('17:12') }])
  })
  it('and a met clock warns of nothing', () => {
    const met = meetClock(old, { clock: 'resolve', at: at('10:00'), by: 'resolution' }, { calendars }, { now: at('10:00') })
    if ('refused' in met) throw new Error(met.message)
    expect(fire(met.reduce(evolveSla, old), { now: at('16:00') })).toEqual([])
  })
})
