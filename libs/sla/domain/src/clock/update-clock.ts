import { isRefusal, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import {
  evolveSla,
  warningsOf,
  type Clock,
  type ClockEvent,
  type Pause,
  type Reckoning,
  type SlaOfRequest,
  type UpdateRestart,
} from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { deadlineAt } from './cancel-clocks.js'
import { breachOf, withBreaches } from './fire.js'
import { meetClock } from './meet-clock.js'
import { calendarOf, targetMsOf, timingOf } from './reckon.js'
import { isOpen } from './sla.js'

export interface PublicMessage {
  readonly at: Instant
  /** Ours, or the client's by whatever channel; an internal note is neither. */
  readonly by: UpdateRestart
  /** Of the client's: when we have written, as far as it was known before it. What met the clock is known by the clock. */
  readonly answers?: readonly Instant[]
}

/**
 * A public message and the update clock. Ours meets the round that runs; it begins a new one where updates are owed in a cadence. The
 * client's begins a new one where an answer to it is owed; an answer given since, which became known first, meets it. A message from before
 * the round began changes nothing.
 */
export function noteMessage(
  state: SlaOfRequest,
  { at, by, answers = [] }: PublicMessage,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const clock = state.clocks.update
  if (clock === undefined || clock.is === 'cancelled' || at < clock.startedAt) return []
  const restarts = clock.nextRound !== 'none' && (promiseOfNext(clock).restartsOn ?? []).includes(by)
  const ended =
    by === 'provider-update'
      ? meetClock(state, { clock: 'update', at, by }, { calendars }, { now })
      : [...missed(clock, at, now), ...(restarts ? notMissed(clock, at) : [])]
  if (isRefusal(ended) || !restarts) return ended
  const events = [...ended, newRound(clock, at, by, state.pauses, calendars)]
  const known = new Set(clock.met === undefined ? answers : [clock.met.at, ...answers])
  for (const answer of [...known].filter((each) => each > at).sort()) {
    const answered = noteMessage(events.reduce(evolveSla, state), { at: answer, by: 'provider-update' }, { calendars }, { now })
    if (isRefusal(answered)) return answered
    events.push(...answered)
  }
  return withBreaches(state, events, now)
}

/** What the next round goes by: another promise than this one's, where the terms have changed since it was met. */
function promiseOfNext({ nextRound, ...clock }: Clock): Reckoning {
  return nextRound === undefined || nextRound === 'none' ? clock : nextRound
}

/** The round that begins at `at`; what the request has waited for since, and waits for now, is taken off where it stops the clock. */
export function newRound(
  clock: Clock,
  at: Instant,
  by: UpdateRestart | 'reopening',
  waits: readonly Pause[],
  calendars: Calendars,
): ClockEvent {
  const promise = promiseOfNext(clock)
  const calendar = calendarOf(promise, calendars)
  const targetMs = targetMsOf(promise.target, at, calendar)
  const pauses = waits
    .filter(({ to, reason }) => (to === undefined || to > at) && promise.pausesOn.includes(reason))
    .map((pause) => ({ ...pause, from: at > pause.from ? at : pause.from }))
  const timing = timingOf({ startedAt: at, targetMs, warnings: warningsOf(promise), pauses }, calendar)
  return { type: 'sla.clock-restarted.v1', data: { clock: 'update', startedAt: at, by, targetMs, ...timing, pauses } }
}

/** The client's message ends a round without meeting it: what was missed by then stays missed. */
function missed(clock: Clock, at: Instant, now: Instant): readonly ClockEvent[] {
  const overdue = isOpen(clock) && clock.breach === undefined && clock.dueAt !== undefined && clock.dueAt <= at
  return overdue ? [breachOf(clock, now)] : []
}

/** A round that ended before its deadline has missed nothing, though its breach was told by the time that became known. */
function notMissed({ breach, dueAt }: Clock, at: Instant): readonly ClockEvent[] {
  if (breach === undefined || deadlineAt({ breach, dueAt }, at) !== 'not-missed') return []
  const { effectiveAt } = breach
  return [{ type: 'sla.breach-withdrawn.v1', data: { clock: 'update', effectiveAt, at, because: 'restarted-before' } }]
}
