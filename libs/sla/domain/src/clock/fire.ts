import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import {
  evolveSla,
  isInJeopardy,
  warningAudiences,
  type Clock,
  type ClockCourse,
  type ClockEvent,
  type ClockName,
  type SlaOfRequest,
  type WarnAt,
  type Warned,
  type WarningAudience,
  type WarningThreshold,
} from '@spoc/sla-contracts'
import { remainingMs } from './reckon.js'
import { clocksOf, isOpen, warningsAhead } from './sla.js'

/**
 * What has fallen due: a breach once, effective at the deadline and detected now; else of the warnings that were reached since the last one
 * that was given the latest, for the audiences of all. The caller has caught up on every fact that could move a deadline.
 */
export function fire(state: SlaOfRequest, { now }: Pick<Given, 'now'>): Decision<ClockEvent> {
  return clocksOf(state).flatMap((clock) => {
    if (isOverdue(clock, now)) return [breachOf(clock, now)]
    const warned = warningReached(clock, now, ['spoc'])
    return warned === undefined ? [] : [{ type: 'sla.clock-warned.v1', data: { clock: clock.clock, ...warned } }]
  })
}

/**
 * Adds the breaches that the events bring with them, so that a deadline found past is told at once, without its warnings; and to those that
 * set clocks going, how these stand after all of it.
 */
export function withBreaches(state: SlaOfRequest, events: readonly ClockEvent[], now: Instant): readonly ClockEvent[] {
  const overdue = clocksOf(events.reduce(evolveSla, state)).filter((clock) => isOverdue(clock, now))
  const all = [...events, ...overdue.map((clock) => breachOf(clock, now))]
  const after = all.reduce(evolveSla, state)
  return all.map((event) => withStanding(event, after))
}

function withStanding(event: ClockEvent, after: SlaOfRequest): ClockEvent {
  const stand = <Told extends { readonly clock: ClockName }>(told: Told) => {
    const clock = after.clocks[told.clock]
    return clock === undefined ? told : { ...told, inJeopardy: isInJeopardy(clock) }
  }
  switch (event.type) {
    case 'sla.clock-resumed.v1':
      return { ...event, data: { ...event.data, clocks: event.data.clocks.map(stand) } }
    case 'sla.clock-retargeted.v1':
      return { ...event, data: { ...event.data, clocks: event.data.clocks.map(stand) } }
    case 'sla.clocks-reopened.v1':
      return { ...event, data: { ...event.data, clocks: event.data.clocks.map(stand) } }
    default:
      return event
  }
}

/** Its deadline has come, and nobody has been told yet. */
export function isOverdue(clock: ClockCourse, now: Instant): boolean {
  return isOpen(clock) && clock.breach === undefined && clock.dueAt !== undefined && clock.dueAt <= now
}

/** The latest warning that was reached since the last one given, for the audiences of all of them; `unless`: for whom one is that does not say. */
export function warningReached(clock: ClockCourse, now: Instant, unless: readonly WarningAudience[]): Warned | undefined {
  if (!isOpen(clock) || clock.breach !== undefined) return undefined
  const reached = warningsAhead(clock).filter(({ at }) => at <= now)
  const latest = reached.at(-1)
  if (latest === undefined) return undefined
  const called = new Set(reached.flatMap(({ audiences = unless }) => audiences))
  return {
    share: latest.share,
    at: latest.at,
    detectedAt: now,
    ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt }),
    remainingMs: remainingMs(clock, latest),
    threshold: thresholdOf(latest),
    audiences: warningAudiences.filter((audience) => called.has(audience)),
  }
}

function thresholdOf({ share, leadMinutes, time }: WarnAt): WarningThreshold {
  return leadMinutes === undefined ? { share } : { leadMinutes, time: time ?? 'business' }
}

export function breachOf({ clock, dueAt }: Clock, now: Instant): ClockEvent {
  return { type: 'sla.clock-breached.v1', data: { clock, effectiveAt: dueAt ?? now, detectedAt: now } }
}
