import { canonicalJson, refuse, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import {
  ended,
  stillTold,
  warningsOf,
  type Clock,
  type ClockEvent,
  type Pause,
  type Reckoning,
  type RequestTerms,
  type RetargetedClock,
  type SlaOfRequest,
  type StartedClock,
} from '@spoc/sla-contracts'
import { latestRevision, type Calendars } from '../calendar/calendar.js'
import { termsFor, type AppliedTerms } from '../policy/terms-for.js'
import type { Policy } from '../policy/policy.js'
import { cancelling } from './cancel-clocks.js'
import { withBreaches } from './fire.js'
import { calendarOf, reckoningOf, timingOf, warningsAlike } from './reckon.js'
import { openPause } from './resume-clocks.js'
import { clocksOf, isOpen } from './sla.js'
import { startedClock, type PromisedBy } from './start-clocks.js'

export interface ChangeOfTerms {
  readonly at: Instant
  readonly terms: RequestTerms
  /** A clock goes over to the revision in force of the calendar it has only by `calendar-changed`. */
  readonly because:
    'priority-changed' | 'class-changed' | 'kind-changed' | 'contract-changed' | 'policy-changed' | 'calendar-changed'
}

type DefinedPolicy = Extract<Policy, { is: 'defined' }>

/**
 * Priority, class, contract or calendar changed: clocks that are still open take their new targets from their original start, with pauses
 * credited; both outcomes are kept. A deadline already past is one breach and no burst of warnings. Clocks that the new terms add start, from
 * receipt; those they no longer promise are cancelled. An update clock that is met stays so, and goes by the new terms from its next round on.
 * Refused: `policy-unknown`, `calendar-unknown`.
 */
export function retargetClocks(
  state: SlaOfRequest,
  change: ChangeOfTerms,
  { policy, calendars }: PromisedBy,
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const { started } = state
  if (started === undefined) return []
  if (policy.is === 'unknown') return refuse('policy-unknown', 'The contract names a policy that is not defined.', 'policyId')
  const open = clocksOf(state).filter(isOpen)
  if (open.length === 0) return []
  const applied = termsFor(policy.rules, change.terms)
  const missing = applied.find((each) => latestRevision(calendars, each.terms.calendarId) === undefined)
  if (missing !== undefined)
    return refuse('calendar-unknown', `There is no calendar “${missing.terms.calendarId}”.`, `clocks.${missing.clock}.calendarId`)

  const events: ClockEvent[] = []
  const clocks = open.flatMap((clock) => {
    const own = applied.find((each) => each.clock === clock.clock)
    return own === undefined ? [] : retargeted(clock, own, state.pauses, change, policy, calendars)
  })
  const nextRound = nextRoundOf(state.clocks.update, applied, change, policy, calendars)
  if (clocks.length > 0 || nextRound !== undefined || canonicalJson(started.terms) !== canonicalJson(change.terms))
    events.push({
      type: 'sla.clock-retargeted.v1',
      data: {
        at: change.at,
        because: change.because,
        policyId: policy.policyId,
        policyRevision: policy.revision,
        terms: change.terms,
        idleWhileResolved: policy.rules.idleWhileResolved,
        clocks,
        ...(nextRound !== undefined && { nextRound }),
      },
    })

  const added = applied.filter(({ clock }) => isAbsent(state.clocks[clock]))
  if (added.length > 0)
    events.push({
      type: 'sla.clocks-started.v1',
      data: {
        ...started,
        policyId: policy.policyId,
        policyRevision: policy.revision,
        terms: change.terms,
        idleWhileResolved: policy.rules.idleWhileResolved,
        pauses: state.pauses,
        clocks: added.map((each) =>
          asBefore(state.clocks[each.clock], startedClock(policy, each, started.receivedAt, state.pauses, calendars), change.at),
        ),
      },
    })

  const dropped = open.filter((clock) => !applied.some((each) => each.clock === clock.clock))
  events.push(...cancelling(dropped, { at: change.at, because: 'no-longer-promised' }, now))
  return withBreaches(state, events, now)
}

/** A clock that is promised again does not give a warning again that is past. */
function asBefore(before: Clock | undefined, clock: StartedClock, at: Instant): StartedClock {
  const { told } = before === undefined ? { told: [] } : stillTold(before, clock, at)
  return told.length === 0 ? clock : { ...clock, told }
}

function isAbsent(clock: Clock | undefined): boolean {
  return clock === undefined || clock.cancelled?.because === 'no-longer-promised'
}

/** The clock under its new terms; nothing where they are the ones it has. */
function retargeted(
  clock: Clock,
  applied: AppliedTerms,
  waits: readonly Pause[],
  { at, because }: ChangeOfTerms,
  policy: DefinedPolicy,
  calendars: Calendars,
): readonly RetargetedClock[] {
  const reckoning = reckonedAnew(clock, clock.startedAt, applied, because, policy, calendars)
  if (promiseOf(reckoning) === promiseOf(clock)) return []
  const changed = pausesFrom(at, clock, waits, reckoning.pausesOn)
  const pauses = changed ?? clock.pauses
  const timing = timingOf(
    { ...reckoning, warnings: warningsOf(reckoning), startedAt: clock.startedAt, pauses },
    calendarOf(reckoning, calendars),
  )
  const { targetMs, dueAt, calendarId, calendarRevision } = clock
  const { told, warned } = stillTold(clock, { ...reckoning, ...timing }, at)
  const given = told.length === 0 ? {} : { warned }
  const replaced = { targetMs, dueAt, calendarId, calendarRevision }
  const paused = changed === undefined ? {} : { pauses: changed }
  return [{ clock: clock.clock, ...reckoning, ...timing, ...given, ...paused, replaced }]
}

/** By the calendar revision it was reckoned with, unless another calendar is named or the calendar is what changed. */
function reckonedAnew(
  before: Reckoning,
  startedAt: Instant,
  applied: AppliedTerms,
  because: ChangeOfTerms['because'],
  policy: DefinedPolicy,
  calendars: Calendars,
): Reckoning {
  const stays = before.calendarId === applied.terms.calendarId && because !== 'calendar-changed'
  return reckoningOf(policy, applied, startedAt, calendars, stays ? before.calendarRevision : undefined)
}

/** What an update clock that is met goes by from its next round on, where that is another promise than it would go by without the change. */
function nextRoundOf(
  clock: Clock | undefined,
  applied: readonly AppliedTerms[],
  { because }: ChangeOfTerms,
  policy: DefinedPolicy,
  calendars: Calendars,
): Clock['nextRound'] {
  if (clock?.is !== 'met') return undefined
  const { nextRound: before = clock } = clock
  const own = applied.find((each) => each.clock === 'update')
  if (own === undefined) return before === 'none' ? undefined : 'none'
  const next = reckonedAnew(before === 'none' ? clock : before, clock.startedAt, own, because, policy, calendars)
  return before !== 'none' && promiseOf(next) === promiseOf(before) ? undefined : next
}

/** What the request waits for stops the clock from the change on where its terms list it now, and no longer where they do not. Nothing: as before. */
function pausesFrom(
  at: Instant,
  clock: Clock,
  waits: readonly Pause[],
  pausesOn: readonly string[],
): readonly Pause[] | undefined {
  const own = openPause(clock.pauses)
  if (own !== undefined) return pausesOn.includes(own.reason) ? undefined : ended(clock.pauses, at)
  const waiting = openPause(waits)
  if (waiting === undefined || !pausesOn.includes(waiting.reason)) return undefined
  return [...clock.pauses, { ...waiting, from: at > waiting.from ? at : waiting.from }]
}

/** What of a reckoning makes a difference to its clock. */
function promiseOf({
  targetMs,
  calendarId,
  calendarRevision,
  pausesOn,
  metBy = [],
  restartsOn = [],
  ...warnings
}: Reckoning): string {
  const alike = warningsAlike(warningsOf(warnings), targetMs)
  return canonicalJson({ targetMs, calendarId, calendarRevision, warnings: alike, pausesOn, metBy, restartsOn })
}
