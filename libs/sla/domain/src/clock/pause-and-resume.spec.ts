import type { SlaOfRequest } from '@spoc/sla-contracts'
import { started } from '../../test/life.js'
import { at, calendars, hoursOf, policyOf } from '../../test/promises.js'
import { fire } from './fire.js'
import { pauseClocks } from './pause-clocks.js'
import { resumeClocks } from './resume-clocks.js'

const policy = policyOf({ response: hoursOf(4), resolve: hoursOf(4) })
const pause =
  (when: string, known = when, reason = 'waiting-for-client') =>
  (state: SlaOfRequest) =>
    pauseClocks(state, { at: at(when), reason, party: 'client' }, { calendars }, { now: at(known) })
const resume =
  (when: string, known = when) =>
  (state: SlaOfRequest) =>
    resumeClocks(state, { at: at(when) }, { calendars }, { now: at(known) })
const tick = (now: string) => (state: SlaOfRequest) => fire(state, { now: at(now) })

describe('pausing', () => {
  it('stops the clocks that list the reason, and no other', () => {
    const life = started(policy).then(pause('10:00'))
    expect(life.clock('resolve')).toMatchObject({ is: 'paused', dueAt: undefined, never: { code: 'paused' } })
    expect(life.clock('response')).toMatchObject({ is: 'running', dueAt: at('13:00') })
  })
  it('keeps a paused clock silent however long it lasts', () =>
    expect(started(policy).then(pause('10:00')).until(at('23:00')).all('sla.clock-breached.v1')).toEqual([
      'clock-breached response 13:00 seen 13:00',
    ]))
  it('changes nothing for the same reason again', () =>
    expect(started(policy).then(pause('10:00')).then(pause('10:05')).last).toEqual([]))
  it('stops no clock for a reason none lists, and case 12: an operational clock does not pause because the client is waited for', () => {
    const own = policyOf({ resolve: hoursOf(4, { pausesOn: ['agreed-window'] }) })
    expect(started(own).then(pause('10:00')).clock('resolve').is).toBe('running')
    expect(
      started(own)
        .then(pause('10:00', '10:00', 'agreed-window'))
        .until(at('23:00'))
        .all('sla.clock-breached.v1'),
    ).toEqual([])
  })
  it('takes another reason for the end of the one before', () => {
    const life = started(policy)
      .then(pause('10:00'))
      .then(pause('11:00', '11:00', 'agreed-window'))
    expect(life.told).toEqual(['clock-resumed resolve', 'clock-paused resolve'])
    expect(life.then(resume('12:00')).clock('resolve').dueAt).toBe(at('15:00'))
    expect(life.clock('resolve').pauses).toMatchObject([
      { from: at('10:00'), to: at('11:00'), reason: 'waiting-for-client' },
      { from: at('11:00'), reason: 'agreed-window' },
    ])
  })
  it('withdraws a breach when it took effect before the deadline and became known after it', () => {
    const life = started(policy).then(tick('13:00')).then(pause('12:59', '13:10'))
    expect(life.told).toEqual(['clock-paused resolve', 'breach-withdrawn resolve paused-before 12:59'])
    expect(life.clock('resolve')).toMatchObject({ breach: undefined, withdrawn: [{ effectiveAt: at('13:00') }] })
  })
  it('leaves a breach that came before it', () => {
    const life = started(policy).then(tick('13:00')).then(pause('13:00', '13:10'))
    expect(life.told).toEqual(['clock-paused resolve'])
    expect(life.clock('resolve').breach?.effectiveAt).toBe(at('13:00'))
  })
})

describe('resuming', () => {
  it('credits the pause', () => {
    const life = started(policy).then(pause('10:00')).then(resume('10:30'))
    expect(life.clock('resolve')).toMatchObject({ is: 'running', dueAt: at('13:30'), warnAt: [{ at: at('11:30') }, {}, {}] })
  })
  it('case 13: does so whichever state the request goes on in', () =>
    expect(started(policy).then(pause('10:00')).then(resume('10:30')).clock('resolve').pauses).toEqual([
      { from: at('10:00'), to: at('10:30'), reason: 'waiting-for-client', party: 'client' },
    ]))
  it('takes a pause that ended before it began for none', () => {
    const life = started(policy).then(pause('10:00')).then(resume('09:50', '10:05'))
    expect(life.clock('resolve')).toMatchObject({ dueAt: at('13:00'), pauses: [{ from: at('10:00'), to: at('10:00') }] })
  })
  it('does nothing where nothing is paused', () => expect(started(policy).then(resume('10:00')).last).toEqual([]))
  it('tells at once a breach that its late knowledge brings to light', () =>
    expect(started(policy).then(pause('10:00')).then(resume('10:30', '15:00')).told).toEqual([
      'clock-resumed resolve',
      'clock-breached response 13:00 seen 15:00',
      'clock-breached resolve 13:30 seen 15:00',
    ]))
  it('may breach again after a withdrawal, at the later deadline', () => {
    const life = started(policy)
      .then(tick('13:00'))
      .then(pause('12:00', '13:10'))
      .then(resume('12:30', '13:10'))
      .until(at('14:00'))
    expect(life.all('sla.clock-breached.v1').filter((told) => told.includes('resolve'))).toEqual([
      'clock-breached resolve 13:00 seen 13:00',
      'clock-breached resolve 13:30 seen 13:30',
    ])
  })
})
