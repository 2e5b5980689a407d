import type { SlaOfRequest, UpdateRestart } from '@spoc/sla-contracts'
import { started } from '../../test/life.js'
import { at, calendars, hoursOf, policyOf } from '../../test/promises.js'
import { pauseClocks } from './pause-clocks.js'
import { resumeClocks } from './resume-clocks.js'
import { noteMessage } from './update-clock.js'

const message =
  (by: UpdateRestart, when: string, known = when) =>
  (state: SlaOfRequest) =>
    noteMessage(state, { at: at(when), by }, { calendars }, { now: at(known) })
const ours = (when: string, known = when) => message('provider-update', when, known)
const theirs = (when: string, known = when) => message('client-message', when, known)
const waits = (when: string) => (state: SlaOfRequest) =>
  pauseClocks(state, { at: at(when), reason: 'waiting-for-client', party: 'client' }, { calendars }, { now: at(when) })
const goesOn = (when: string) => (state: SlaOfRequest) => resumeClocks(state, { at: at(when) }, { calendars }, { now: at(when) })

const cadence = policyOf({ response: hoursOf(8), update: hoursOf(2) })
const answers = policyOf({ update: hoursOf(2, { restartsOn: ['client-message'] }) })
const answersAndEnd = policyOf({ update: hoursOf(2, { restartsOn: ['client-message'] }), resolve: hoursOf(8) })

describe('the update clock in a cadence', () => {
  it('begins a new round at each public update of ours', () => {
    const life = started(cadence).then(ours('10:30'))
    expect(life.told).toEqual(['clock-met update within 10:30', 'clock-restarted update 10:30'])
    expect(life.clock('update')).toMatchObject({ is: 'running', dueAt: at('12:30'), rounds: 2 })
  })
  it('case 15: does not shorten the response clock', () =>
    expect([started(cadence).clock('response').dueAt, started(cadence).clock('update').dueAt]).toEqual([
      at('17:00'),
      at('11:00'),
    ]))
  it('counts a round that was missed, and warns and breaches in the next again', () => {
    const life = started(cadence).until(at('11:30')).then(ours('11:30')).until(at('13:30'))
    expect(life.clock('update')).toMatchObject({ roundsBreached: 1, breach: { effectiveAt: at('13:30') } })
    expect(life.all('sla.clock-breached.v1')).toHaveLength(2)
  })
  it('withdraws the breach when the update had gone out in time', () => {
    const life = started(cadence).until(at('11:10')).then(ours('10:50', '11:20'))
    expect(life.told).toEqual([
      'breach-withdrawn update met-before 10:50',
      'clock-met update within 10:50',
      'clock-restarted update 10:50',
    ])
    expect(life.clock('update').roundsBreached).toBe(0)
  })
  it('is left alone by an update from before its round that becomes known in it', () =>
    expect(started(cadence).then(ours('10:30')).then(ours('10:10', '10:40')).last).toEqual([]))
  it('is left alone by the client’s message', () => expect(started(cadence).then(theirs('10:00')).last).toEqual([]))
  it('stays paused when an update goes out while the client is waited for', () => {
    const life = started(cadence).then(waits('10:00')).then(ours('10:30'))
    expect(life.clock('update')).toMatchObject({ is: 'paused', startedAt: at('10:30'), never: { code: 'paused' } })
  })
})

describe('the update clock where an answer is owed', () => {
  it('case 17: begins a new round at the client’s message, by whatever channel', () =>
    expect(started(answers).then(theirs('10:00')).clock('update').dueAt).toBe(at('12:00')))
  it('case 16: stands still from our answer to the client’s next message', () => {
    const life = started(answers).then(theirs('10:00')).then(ours('11:00'))
    expect(life.clock('update').is).toBe('met')
    expect(life.until(at('23:00')).all('sla.clock-breached.v1')).toEqual([])
    expect(life.then(theirs('15:00')).clock('update')).toMatchObject({ is: 'running', dueAt: at('17:00') })
  })
  it('keeps an answer that came too late before the client wrote again', () =>
    expect(started(answers).then(theirs('11:30')).told).toEqual([
      'clock-breached update 11:00 seen 11:30',
      'clock-restarted update 11:30',
    ]))
  it('withdraws the breach of a round that had ended before its deadline, when the client’s message becomes known', () => {
    const life = started(answers).until(at('11:00')).then(theirs('10:50', '11:20'))
    expect(life.told).toEqual(['breach-withdrawn update restarted-before 10:50', 'clock-restarted update 10:50'])
    expect(life.clock('update')).toMatchObject({ dueAt: at('12:50'), roundsBreached: 0 })
  })
  it('waits no more for what was over before the client wrote, though it was met while it waited', () => {
    const life = started(answers).then(waits('10:00')).then(ours('10:05')).then(goesOn('10:30')).then(theirs('11:00'))
    expect(life.clock('update')).toMatchObject({ is: 'running', dueAt: at('13:00') })
  })
  it('waits from its start where the client writes while it is waited for, also after it was met', () => {
    const life = started(answersAndEnd).then(ours('10:00')).then(waits('10:30')).then(theirs('11:00'))
    expect(life.clock('update')).toMatchObject({ is: 'paused', startedAt: at('11:00'), never: { code: 'paused' } })
    expect(life.then(goesOn('11:10')).clock('update')).toMatchObject({ is: 'running', dueAt: at('13:10') })
  })
})

describe('a message of the client that becomes known after what happened later', () => {
  it('begins a round that the answer given since has met', () => {
    const life = started(answers).then(ours('10:00')).then(theirs('09:30', '10:30'))
    expect(life.told).toEqual(['clock-restarted update 09:30', 'clock-met update within 10:00'])
    expect(life.clock('update')).toMatchObject({ is: 'met', startedAt: at('09:30'), met: { elapsedMs: 30 * 60_000 } })
    expect(life.until(at('23:00')).all('sla.clock-breached.v1')).toEqual([])
  })
  it('begins a round that is met by the answer which met no other', () => {
    const late = { at: at('09:30'), by: 'client-message', answers: [at('09:10'), at('10:00'), at('10:20')] } as const
    const life = started(answers)
      .then(ours('09:10'))
      .then(ours('10:00'))
      .then((state) => noteMessage(state, late, { calendars }, { now: at('10:30') }))
    expect(life.told).toEqual(['clock-restarted update 09:30', 'clock-met update within 10:00'])
  })
  it('tells the breach of a round whose answer came too late, once', () => {
    const life = started(answers).then(theirs('10:30')).then(ours('13:00')).then(theirs('10:40', '13:30'))
    expect(life.told).toEqual([
      'breach-withdrawn update restarted-before 10:40',
      'clock-restarted update 10:40',
      'clock-breached update 12:40 seen 13:30',
      'clock-met update late 13:00',
    ])
    expect(life.clock('update').roundsBreached).toBe(0)
  })
  it('is owed an answer where ours was there before it', () =>
    expect(started(answers).then(ours('10:00')).then(theirs('10:00', '10:30')).clock('update')).toMatchObject({
      is: 'running',
      dueAt: at('12:00'),
    }))
  it('takes off the waiting that has ended since', () => {
    const life = started(answersAndEnd).then(waits('10:10')).then(goesOn('11:40')).then(theirs('10:00', '12:05'))
    expect(life.told).toEqual(['clock-restarted update 10:00'])
    expect(life.clock('update')).toMatchObject({ is: 'running', dueAt: at('13:30') })
  })
  it('takes off of waiting what lies in its round', () => {
    const life = started(answersAndEnd).then(waits('09:30')).then(goesOn('10:30')).then(theirs('10:00', '11:00'))
    expect(life.clock('update')).toMatchObject({ dueAt: at('12:30'), pauses: [{ from: at('10:00'), to: at('10:30') }] })
  })
  it('waits from when the waiting began, which still goes on', () => {
    const life = started(answersAndEnd).then(waits('10:30')).then(theirs('10:00', '10:40'))
    expect(life.clock('update')).toMatchObject({ is: 'paused', startedAt: at('10:00'), pauses: [{ from: at('10:30') }] })
    expect(life.then(goesOn('11:00')).clock('update').dueAt).toBe(at('12:30'))
  })
})
