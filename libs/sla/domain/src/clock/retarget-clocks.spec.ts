import type { SlaOfRequest, UpdateRestart } from '@spoc/sla-contracts'
import { rules } from '../../test/calendars.js'
import { started } from '../../test/life.js'
import { at, calendars, calendarsOf, hoursOf, policyOf } from '../../test/promises.js'
import type { Policy } from '../policy/policy.js'
import { fire } from './fire.js'
import { pauseClocks } from './pause-clocks.js'
import { resolveClocks } from './resolve-clocks.js'
import { resumeClocks } from './resume-clocks.js'
import { retargetClocks } from './retarget-clocks.js'
import { noteMessage } from './update-clock.js'

const raise =
  (policy: Policy, when: string, priority = 'P1', known = when) =>
  (state: SlaOfRequest) =>
    retargetClocks(
      state,
      { at: at(when), terms: { serviceClass: 'gold', priority, kind: 'incident' }, because: 'priority-changed' },
      { policy, calendars },
      { now: at(known) },
    )
const waiting = (from: string, to: string) =>
  [
    (state: SlaOfRequest) =>
      pauseClocks(state, { at: at(from), reason: 'waiting-for-client', party: 'client' }, { calendars }, { now: at(from) }),
    (state: SlaOfRequest) => resumeClocks(state, { at: at(to) }, { calendars }, { now: at(to) }),
  ] as const

describe('a change of terms', () => {
  it('case 9: takes the new target from the start, with the pause credited', () => {
    const policy = policyOf({ resolve: hoursOf(4) }, { P1: { resolve: hoursOf(2) } })
    const [pause, resume] = waiting('13:30', '14:00')
    const life = started(policy, { receivedAt: at('13:00') })
      .then(pause)
      .then(resume)
      .then(raise(policy, '14:10'))
    expect(life.clock('resolve').dueAt).toBe(at('15:30'))
  })

  const [pause, resume] = waiting('10:00', '10:30')

  it('case 10: raised to 4 hours, the deadline is that of the start', () => {
    const policy = policyOf({ resolve: hoursOf(24) }, { P1: { resolve: hoursOf(4) } })
    const life = started(policy).then(pause).then(resume).then(raise(policy, '12:00'))
    expect(life.clock('resolve').dueAt).toBe(at('13:30'))
    expect(life.told).toEqual(['clock-retargeted resolve'])
  })
  it('case 10: raised to 2 hours, the deadline is past: one breach, effective then and seen now, and no burst of warnings', () => {
    const policy = policyOf({ resolve: hoursOf(24) }, { P1: { resolve: hoursOf(2) } })
    const life = started(policy).then(pause).then(resume).then(raise(policy, '12:00'))
    expect(life.told).toEqual(['clock-retargeted resolve', 'clock-breached resolve 11:30 seen 12:00'])
    expect(life.until(at('23:00')).all('sla.clock-warned.v1')).toEqual([])
    expect(life.until(at('23:00')).all('sla.clock-breached.v1')).toHaveLength(1)
  })
  it('case 27: a priority or class set after creation re-targets the clocks', () => {
    const policy = policyOf({ response: hoursOf(8), resolve: hoursOf(24) }, { P1: { response: hoursOf(1) } })
    const life = started(policy, { priority: 'unset' }).then(raise(policy, '09:10'))
    expect([life.clock('response').dueAt, life.clock('resolve').dueAt]).toEqual([at('10:00'), at('13 09:00')])
    expect(life.told).toEqual(['clock-retargeted response'])
  })
  it('keeps both outcomes: a breach of the old promise stays with it', () => {
    const policy = policyOf({ resolve: hoursOf(8) }, { P1: { resolve: hoursOf(2) } })
    const life = started(policy, { priority: 'P1' })
      .then((state) => fire(state, { now: at('11:00') }))
      .then(raise(policy, '11:30', 'P3'))
    expect(life.clock('resolve')).toMatchObject({
      dueAt: at('17:00'),
      replaced: [{ targetMs: 7_200_000, dueAt: at('11:00'), breach: { effectiveAt: at('11:00') }, until: at('11:30') }],
    })
    expect(life.clock('resolve').breach).toBeUndefined()
  })
  it('does not tell a breach again when the new promise is broken too', () => {
    const policy = policyOf({ resolve: hoursOf(2) }, { P1: { resolve: hoursOf(1) } })
    const life = started(policy).until(at('11:30')).then(raise(policy, '11:40'))
    expect(life.told).toEqual(['clock-retargeted resolve'])
    expect(life.clock('resolve').breach?.effectiveAt).toBe(at('11:00'))
  })
  it('warns anew of shares that are ahead again', () => {
    const policy = policyOf({ resolve: hoursOf(4) }, { P1: { resolve: hoursOf(8) } })
    const life = started(policy).until(at('12:10')).then(raise(policy, '12:10')).until(at('15:00'))
    expect(life.all('sla.clock-warned.v1')).toEqual([
      'clock-warned resolve 50 11:00',
      'clock-warned resolve 75 12:00',
      'clock-warned resolve 50 13:00',
      'clock-warned resolve 75 15:00',
    ])
  })
  it('starts from receipt what the new terms add, and cancels what they no longer promise', () => {
    const policy = policyOf({ update: hoursOf(2) }, { P1: { update: 'none', restore: hoursOf(4) } })
    const life = started(policy).then(pause).then(resume).then(raise(policy, '11:00'))
    expect(life.told).toEqual(['clock-retargeted', 'clocks-started restore', 'clocks-cancelled update no-longer-promised'])
    expect(life.clock('restore').dueAt).toBe(at('13:30'))
  })
  it('keeps a paused clock paused, with no due instant until it is resumed', () => {
    const policy = policyOf({ resolve: hoursOf(8) }, { P1: { resolve: hoursOf(4) } })
    const life = started(policy).then(pause).then(raise(policy, '10:10'))
    expect(life.clock('resolve')).toMatchObject({ is: 'paused', never: { code: 'paused' } })
    expect(life.then(resume).clock('resolve').dueAt).toBe(at('13:30'))
  })
  it('sets going a clock that stood still for what the new terms do not list, with the pause credited until then', () => {
    const policy = policyOf({ resolve: hoursOf(8) }, { P1: { resolve: hoursOf(4, { pausesOn: [] }) } })
    const life = started(policy).then(pause).then(raise(policy, '10:10'))
    expect(life.clock('resolve')).toMatchObject({
      is: 'running',
      dueAt: at('13:10'),
      pauses: [{ from: at('10:00'), to: at('10:10') }],
    })
    expect(life.then(resume).clock('resolve')).toMatchObject({ is: 'running', dueAt: at('13:10') })
  })
  it('stops a clock from then on for what the request waits for, where the new terms list it', () => {
    const policy = policyOf(
      { response: hoursOf(8, { pausesOn: ['waiting-for-client'] }), resolve: hoursOf(8, { pausesOn: [] }) },
      { P1: { resolve: hoursOf(4) } },
    )
    const life = started(policy).then(pause).then(raise(policy, '10:10'))
    expect(life.clock('resolve')).toMatchObject({ is: 'paused', pauses: [{ from: at('10:10') }] })
    expect(life.then(resume).clock('resolve')).toMatchObject({ is: 'running', dueAt: at('13:20') })
  })
  it('changes nothing where the terms are the same', () => {
    const policy = policyOf({ resolve: hoursOf(8) })
    expect(started(policy).then(raise(policy, '10:00', 'P3')).last).toEqual([])
  })
  it('changes nothing of clocks that are met', () => {
    const policy = policyOf({ resolve: hoursOf(8) }, { P1: { resolve: hoursOf(1) } })
    const life = started(policy).then((state) => resolveClocks(state, { at: at('12:00') }, { calendars }, { now: at('12:00') }))
    expect(life.then(raise(policy, '12:30')).last).toEqual([])
  })
  it('stays with the calendar revision it was reckoned with, until the calendar is what changed', () => {
    const policy = policyOf({ resolve: hoursOf(4) }, { P1: { resolve: hoursOf(2) } })
    const closedToday = rules({ zone: 'Etc/UTC', holidays: [{ date: '2026-01-12', name: 'New holiday' }] })
    const revised = calendarsOf({ always: [rules({ zone: 'Etc/UTC' }), closedToday] })
    const change = (because: 'priority-changed' | 'calendar-changed') => (state: SlaOfRequest) =>
      retargetClocks(
        state,
        { at: at('09:30'), terms: { serviceClass: 'gold', priority: 'P1', kind: 'incident' }, because },
        { policy, calendars: revised },
        { now: at('09:30') },
      )
    const raised = started(policy).then(change('priority-changed'))
    expect(raised.clock('resolve')).toMatchObject({ dueAt: at('11:00'), calendarRevision: 1 })
    expect(raised.then(change('calendar-changed')).clock('resolve')).toMatchObject({ dueAt: at('13 02:00'), calendarRevision: 2 })
  })
})

describe('a change of terms while the update clock is met', () => {
  const answers = { restartsOn: ['client-message'] } as const
  const cadence = { restartsOn: ['provider-update'] } as const
  const resolve = hoursOf(24)
  const usual = { update: hoursOf(2, answers), resolve }
  const message =
    (by: UpdateRestart, when: string, known = when) =>
    (state: SlaOfRequest) =>
      noteMessage(state, { at: at(when), by }, { calendars }, { now: at(known) })
  const answered = (policy: Policy) => started(policy).then(message('provider-update', '09:10'))

  it('leaves what was met, and takes the new target from the next round on', () => {
    const policy = policyOf(usual, { P1: { update: hoursOf(1, answers) } })
    const raised = answered(policy).then(raise(policy, '09:20'))
    expect(raised.told).toEqual(['clock-retargeted'])
    expect(raised.clock('update')).toMatchObject({ is: 'met', targetMs: 2 * 3_600_000, met: { at: at('09:10') }, replaced: [] })
    const next = raised.then(message('client-message', '09:30')).clock('update')
    expect(next).toMatchObject({ is: 'running', targetMs: 3_600_000, dueAt: at('10:30'), scope: { priority: 'P1' } })
    expect(next.nextRound).toBeUndefined()
  })
  it('is no change where the terms are those of the next round, and takes them back', () => {
    const policy = policyOf(usual, { P1: { update: hoursOf(1, answers) } })
    const raised = answered(policy).then(raise(policy, '09:20'))
    expect(raised.then(raise(policy, '09:22')).last).toEqual([])
    const lowered = raised.then(raise(policy, '09:25', 'P3')).then(message('client-message', '09:30'))
    expect(lowered.clock('update').dueAt).toBe(at('11:30'))
  })
  it('waits in the next round for what the new terms list', () => {
    const policy = policyOf(usual, { P1: { update: hoursOf(1, { ...answers, pausesOn: [] }) } })
    const [waits] = waiting('09:15', '09:45')
    const life = answered(policy).then(waits).then(raise(policy, '09:20')).then(message('client-message', '09:30'))
    expect(life.clock('update')).toMatchObject({ is: 'running', dueAt: at('10:30'), pauses: [] })
  })
  it('begins a cadence with our next update', () => {
    const policy = policyOf(usual, { P1: { update: hoursOf(1, cadence) } })
    const life = answered(policy).then(raise(policy, '09:20'))
    expect(life.then(message('client-message', '09:30')).last).toEqual([])
    expect(life.then(message('provider-update', '09:40')).clock('update')).toMatchObject({ is: 'running', dueAt: at('10:40') })
  })
  it('begins no other round where none is promised any more, until one is again', () => {
    const policy = policyOf(usual, { P1: { update: 'none' } })
    const dropped = answered(policy).then(raise(policy, '09:20'))
    expect(dropped.then(message('client-message', '09:30')).last).toEqual([])
    const promised = dropped.then(raise(policy, '09:40', 'P3')).then(message('client-message', '10:00'))
    expect(promised.clock('update')).toMatchObject({ is: 'running', dueAt: at('12:00') })
  })
})
