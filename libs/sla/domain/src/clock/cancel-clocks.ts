import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import type { Clock, ClockCourse, ClockEvent, SlaOfRequest } from '@spoc/sla-contracts'
import { breachOf } from './fire.js'
import { clocksOf, isOpen } from './sla.js'

export interface Cancellation {
  /** When it took effect, which may be before it became known. */
  readonly at: Instant
  /** e.g. `merged`, `cancelled`, `rejected`, `withdrawn`. */
  readonly because: string
}

/** The request is merged, cancelled or withdrawn: its clocks and what they would have told stop. A deadline before it stays missed, one after it does not. */
export function cancelClocks(state: SlaOfRequest, cancellation: Cancellation, { now }: Pick<Given, 'now'>): Decision<ClockEvent> {
  return cancelling(clocksOf(state).filter(isOpen), cancellation, now)
}

export function cancelling(open: readonly Clock[], { at, because }: Cancellation, now: Instant): readonly ClockEvent[] {
  if (open.length === 0) return []
  const cancelled: ClockEvent = { type: 'sla.clocks-cancelled.v1', data: { clocks: open.map(({ clock }) => clock), at, because } }
  return [...open.flatMap((clock) => outcomeAt(clock, at, now)), cancelled]
}

/** What its deadline came to by the time it stops mattering, beside what has been told of it. */
export function deadlineAt(
  { dueAt, breach }: Pick<ClockCourse, 'dueAt' | 'breach'>,
  at: Instant,
): 'missed' | 'not-missed' | 'as-told' {
  if (dueAt !== undefined && dueAt <= at) return breach === undefined ? 'missed' : 'as-told'
  return breach === undefined ? 'as-told' : 'not-missed'
}

function outcomeAt(clock: Clock, at: Instant, now: Instant): readonly ClockEvent[] {
  const outcome = deadlineAt(clock, at)
  if (outcome === 'missed') return [breachOf(clock, now)]
  if (outcome === 'as-told' || clock.breach === undefined) return []
  const { effectiveAt } = clock.breach
  return [{ type: 'sla.breach-withdrawn.v1', data: { clock: clock.clock, effectiveAt, at, because: 'cancelled-before' } }]
}
