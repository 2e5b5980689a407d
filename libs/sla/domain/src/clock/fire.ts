import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import { evolveSla, type Clock, type ClockCourse, type ClockEvent, type SlaOfRequest, type WarnAt } from '@spoc/sla-contracts'
import { clocksOf, isOpen, warningsAhead } from './sla.js'

/**
 * What has fallen due: a breach once, effective at the deadline and detected now; else of the shares that were reached since the last
 * warning the highest. The caller has caught up on every fact that could move a deadline.
 */
export function fire(state: SlaOfRequest, { now }: Pick<Given, 'now'>): Decision<ClockEvent> {
  return clocksOf(state).flatMap((clock) => {
    if (isOverdue(clock, now)) return [breachOf(clock, now)]
    const reached = shareReached(clock, now)
    if (reached === undefined) return []
    const { share, at } = reached
    return [{ type: 'sla.clock-warned.v1', data: { clock: clock.clock, share, at, detectedAt: now, dueAt: clock.dueAt } }]
  })
}

/** Adds the breaches that the events bring with them, so that a deadline found past is told at once, without its warnings. */
export function withBreaches(state: SlaOfRequest, events: readonly ClockEvent[], now: Instant): readonly ClockEvent[] {
  const after = events.reduce(evolveSla, state)
  const overdue = clocksOf(after).filter((clock) => isOverdue(clock, now))
  return [...events, ...overdue.map((clock) => breachOf(clock, now))]
}

/** Its deadline has come, and nobody has been told yet. */
export function isOverdue(clock: ClockCourse, now: Instant): boolean {
  return isOpen(clock) && clock.breach === undefined && clock.dueAt !== undefined && clock.dueAt <= now
}

/** The highest share that was reached since the last warning. */
export function shareReached(clock: ClockCourse, now: Instant): WarnAt | undefined {
  if (!isOpen(clock) || clock.breach !== undefined) return undefined
  return warningsAhead(clock)
    .filter(({ at }) => at <= now)
    .at(-1)
}

export function breachOf({ clock, dueAt }: Clock, now: Instant): ClockEvent {
  return { type: 'sla.clock-breached.v1', data: { clock, effectiveAt: dueAt ?? now, detectedAt: now } }
}
