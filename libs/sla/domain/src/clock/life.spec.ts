import fc from 'fast-check'
import { instantOf, isRefusal, type Decision, type Instant } from '@spoc/platform-kernel'
import {
  evolveOutcomes,
  outcomeOf,
  warningKey,
  warningsOf,
  type ClockEvent,
  type ClockOutcome,
  type SlaOfRequest,
  type Timing,
  type WarningRule,
} from '@spoc/sla-contracts'
import { monToFri, on, rules } from '../../test/calendars.js'
import { calendarsOf, policyOf, request } from '../../test/promises.js'
import { cancelClocks } from './cancel-clocks.js'
import { explain } from './explain.js'
import { fire } from './fire.js'
import { meetClock } from './meet-clock.js'
import { pauseClocks } from './pause-clocks.js'
import { calendarOf, timingOf, usedMs } from './reckon.js'
import { reopenClocks } from './reopen-clocks.js'
import { resolveClocks } from './resolve-clocks.js'
import { resumeClocks } from './resume-clocks.js'
import { retargetClocks } from './retarget-clocks.js'
import { clocksOf, isOpen, slaStream } from './sla.js'
import { startClocks } from './start-clocks.js'
import { noteMessage } from './update-clock.js'

const calendars = calendarsOf({
  always: [rules()],
  office: [rules({ hours: on(monToFri, '08:00-12:30', '13:00-18:00'), holidays: [{ date: '2026-04-03', name: 'Good Friday' }] })],
  daily: [rules({ zone: 'Pacific/Auckland', hours: on(monToFri, '22:00-06:00') })],
})
const office = (minutes: number) => ({ target: { minutes }, calendarId: 'office' })
const policy = policyOf(
  {
    response: office(60),
    update: { target: { minutes: 180 }, calendarId: 'always' },
    restore: office(600),
    resolve: office(1_200),
  },
  {
    P1: {
      response: { target: { minutes: 15 }, calendarId: 'always' },
      resolve: { target: { minutes: 240 }, calendarId: 'always' },
    },
    P2: { restore: 'none', resolve: { target: { workingDays: 2 }, calendarId: 'daily' } },
  },
  {
    warnings: [
      { share: 50 },
      { leadMinutes: 300, time: 'wall', audiences: ['manager'] },
      { leadMinutes: 30, audiences: ['lead'] },
      { share: 90, audiences: ['spoc', 'team'] },
    ],
  },
)

const steps = [
  'pause',
  'hold',
  'resume',
  'tick',
  'respond',
  'ours',
  'theirs',
  'P1',
  'P2',
  'P3',
  'resolve',
  'reopen',
  'merge',
] as const
const step = fc.record({
  does: fc.constantFrom(...steps),
  after: fc.nat(700),
  late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(300)),
})
/** From the Wednesday before the clocks of Berlin go forward to the Wednesday after. */
const scene = fc.record({
  start: fc.nat(10_000),
  priority: fc.constantFrom('P1', 'P2', 'P3'),
  steps: fc.array(step, { maxLength: 25 }),
})

function decide(state: SlaOfRequest, does: (typeof steps)[number], at: Instant, now: Instant): Decision<ClockEvent> {
  switch (does) {
    case 'pause':
      return pauseClocks(state, { at, reason: 'waiting-for-client', party: 'client' }, { calendars }, { now })
    case 'hold':
      return pauseClocks(state, { at, reason: 'agreed-window', party: 'agreed' }, { calendars }, { now })
    case 'resume':
      return resumeClocks(state, { at }, { calendars }, { now })
    case 'tick':
      return fire(state, { now })
    case 'respond':
      return meetClock(state, { clock: 'response', at, by: 'public-message' }, { calendars }, { now })
    case 'ours':
      return noteMessage(state, { at, by: 'provider-update' }, { calendars }, { now })
    case 'theirs':
      return noteMessage(state, { at, by: 'client-message' }, { calendars }, { now })
    case 'P1':
    case 'P2':
    case 'P3': {
      const terms = { serviceClass: 'gold', priority: does, kind: 'incident' }
      return retargetClocks(state, { at, terms, because: 'priority-changed' }, { policy, calendars }, { now })
    }
    case 'resolve':
      return resolveClocks(state, { at }, { calendars }, { now })
    case 'reopen':
      return reopenClocks(state, { at }, { calendars }, { now })
    case 'merge':
      return cancelClocks(state, { at, because: 'merged' }, { now })
  }
}

/** Every state on the way of a request through its steps, with the instant it was reached at and what the step brought. */
function* walk({
  start,
  priority,
  steps: all,
}: {
  start: number
  priority: string
  steps: readonly { does: (typeof steps)[number]; after: number; late: number }[]
}) {
  let now = Date.UTC(2026, 2, 25) + start * 60_000
  const receivedAt = instantOf(now)
  const begun = startClocks(slaStream.initial, request({ priority, receivedAt }), { policy, calendars }, { now: receivedAt })
  if (isRefusal(begun)) throw new Error(begun.message)
  let state = begun.reduce(slaStream.evolve, slaStream.initial)
  yield { state, now: receivedAt, at: receivedAt, events: begun }
  for (const { does, after, late } of all) {
    now += after * 60_000
    const at = instantOf(Math.max(now - late * 60_000, Date.parse(receivedAt)))
    const decided = decide(state, does, at, instantOf(now))
    if (isRefusal(decided)) throw new Error(decided.message)
    state = decided.reduce(slaStream.evolve, state)
    yield { state, now: instantOf(now), at, events: decided }
  }
}

const runs = { numRuns: 100, seed: 20_260_325 }

/** Of the warnings given, those that a promise leaves past, or by wall time without a deadline to count them back from. */
function stillGiven(
  given: ReadonlySet<string>,
  { warnAt, dueAt, warnings = [] }: Timing & { readonly warnings?: readonly WarningRule[] },
  at: Instant,
): Set<string> {
  const past = warnAt.filter((warn) => warn.at <= at)
  const unknown = dueAt === undefined ? warnings.filter((rule) => 'leadMinutes' in rule && rule.time === 'wall') : []
  return new Set([...past, ...unknown].map(warningKey).filter((key) => given.has(key)))
}

describe('whatever a request goes through', () => {
  it('every open clock stands as an independent computation from its start, target and pauses says', () =>
    fc.assert(
      fc.property(scene, (story) => {
        for (const { state } of walk(story))
          for (const clock of clocksOf(state).filter(isOpen)) {
            const { dueAt, never, warnAt } = clock
            expect({ dueAt, never, warnAt }).toEqual({
              dueAt: undefined,
              never: undefined,
              ...timingOf({ ...clock, warnings: warningsOf(clock) }, calendarOf(clock, calendars)),
            })
          }
      }),
      runs,
    ))
  it('a breach is told once for a promise, unless it was withdrawn between', () =>
    fc.assert(
      fc.property(scene, (story) => {
        let before = slaStream.initial
        for (const { events, state } of walk(story)) {
          for (const event of events) {
            if (event.type === 'sla.clock-breached.v1') expect(before.clocks[event.data.clock]?.breach).toBeUndefined()
            before = slaStream.evolve(before, event)
          }
          for (const clock of clocksOf(state).filter(isOpen)) if (clock.breach !== undefined) expect(clock.dueAt).toBeDefined()
        }
      }),
      runs,
    ))
  it('a warning is given once, until another promise has it ahead again, and before its deadline', () =>
    fc.assert(
      fc.property(scene, (story) => {
        const given = new Map<string, Set<string>>()
        const of = (clock: string) => given.get(clock) ?? new Set()
        for (const { events, at: changedAt } of walk(story))
          for (const event of events)
            switch (event.type) {
              case 'sla.clocks-started.v1':
              case 'sla.clock-retargeted.v1':
                for (const next of event.data.clocks) given.set(next.clock, stillGiven(of(next.clock), next, changedAt))
                break
              case 'sla.clock-restarted.v1':
                given.delete(event.data.clock)
                break
              case 'sla.clock-warned.v1': {
                const { clock, share, threshold = { share }, at, dueAt } = event.data
                expect(of(clock)).not.toContain(warningKey(threshold))
                given.set(clock, of(clock).add(warningKey(threshold)))
                if (dueAt !== undefined) expect(at < dueAt).toBe(true)
              }
            }
      }),
      runs,
    ))
  it('nothing is left to tell after it was told, and nothing that has passed wakes the stream again', () =>
    fc.assert(
      fc.property(scene, (story) => {
        for (const { state, now } of walk(story)) {
          const fired = fire(state, { now })
          if (isRefusal(fired)) throw new Error(fired.message)
          const after = fired.reduce(slaStream.evolve, state)
          expect(fire(after, { now })).toEqual([])
          expect((slaStream.alarms?.(after) ?? []).filter(({ at }) => at <= now)).toEqual([])
        }
      }),
      runs,
    ))
  it('a clock that was met within its time is not breached, and one met late is', () =>
    fc.assert(
      fc.property(scene, (story) => {
        for (const { state } of walk(story))
          for (const { met, breach } of clocksOf(state)) if (met !== undefined) expect(breach === undefined).toBe(met.within)
      }),
      runs,
    ))
  it('the outcomes of its clocks, folded without all else, are those of the clocks', () =>
    fc.assert(
      fc.property(scene, (story) => {
        let outcomes: readonly ClockOutcome[] = []
        for (const { state, events } of walk(story)) {
          outcomes = events.reduce(evolveOutcomes, outcomes)
          expect(outcomes).toEqual(clocksOf(state).map(outcomeOf))
        }
      }),
      runs,
    ))
  it('the explanation of a clock counts what the arithmetic counts, and its lines fill the time', () =>
    fc.assert(
      fc.property(scene, (story) => {
        for (const { state, now } of walk(story))
          for (const clock of clocksOf(state)) {
            const until = now > clock.startedAt ? now : clock.startedAt
            const explained = explain(clock, until, calendars)
            expect(explained.countedMs).toBe(usedMs(clock, until, calendarOf(clock, calendars)))
            const whole = Date.parse(until) - Date.parse(clock.startedAt)
            expect(explained.countedMs + explained.pausedMs + explained.closedMs).toBe(whole)
          }
      }),
      runs,
    ))
})
