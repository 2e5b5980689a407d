import { isRefusal, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import { warningsOf, type Clock, type ClockEvent, type Pause, type SlaOfRequest, type UpdateRestart } from '@spoc/sla-contracts'
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
}

/**
 * A public message and the update clock. Ours meets the round that runs; it begins a new one where updates are owed in a cadence. The
 * client's begins a new one where an answer to it is owed. A message from before the round began changes nothing.
 */
export function noteMessage(
  state: SlaOfRequest,
  { at, by }: PublicMessage,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const clock = state.clocks.update
  if (clock === undefined || clock.is === 'cancelled' || at < clock.startedAt) return []
  const restarts = (clock.restartsOn ?? []).includes(by) && (by === 'client-message' || isOpen(clock))
  const ended =
    by === 'provider-update'
      ? meetClock(state, { clock: 'update', at, by }, { calendars }, { now })
      : [...missed(clock, at, now), ...(restarts ? notMissed(clock, at) : [])]
  if (isRefusal(ended) || !restarts) return ended
  const waits = state.pauses.filter(({ to, reason }) => to === undefined && clock.pausesOn.includes(reason))
  return withBreaches(state, [...ended, newRound(clock, at, by, waits, calendars)], now)
}

/** The round that begins at `at`; what the request waits for then it goes on waiting for. */
export function newRound(
  clock: Clock,
  at: Instant,
  by: UpdateRestart | 'reopening',
  open: readonly Pause[],
  calendars: Calendars,
): ClockEvent {
  const calendar = calendarOf(clock, calendars)
  const targetMs = targetMsOf(clock.target, at, calendar)
  const pauses = open.map((pause) => ({ ...pause, from: at }))
  const timing = timingOf({ startedAt: at, targetMs, warnings: warningsOf(clock), pauses }, calendar)
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
