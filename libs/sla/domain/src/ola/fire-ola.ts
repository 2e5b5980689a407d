import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import { olaFacts, type Ola, type OlaClock, type OlaEvent } from '@spoc/sla-contracts'
import { isOverdue, warningReached } from '../clock/fire.js'

/** What has fallen due: the breach, once; else the latest warning that was reached since the last one given. */
export function fireOla(ola: Ola, { now }: Pick<Given, 'now'>): Decision<OlaEvent> {
  if (ola.is === 'unknown') return []
  if (isOverdue(ola, now)) return breachedOla(ola, now)
  const warned = warningReached(ola, now, [])
  const { clock, teamId } = ola
  return warned === undefined ? [] : [{ type: 'sla.ola-warned.v1', data: { clock, teamId, ...warned } }]
}

/** The breach that a clock has come to by now and nobody was told of. */
export function breachedOla(ola: Ola, now: Instant): readonly OlaEvent[] {
  if (ola.is === 'unknown' || !isOverdue(ola, now)) return []
  return [breachOfOla(ola, now)]
}

export function breachOfOla({ clock, teamId, dueAt }: OlaClock, now: Instant): OlaEvent {
  return { type: 'sla.ola-breached.v1', data: { clock, teamId, effectiveAt: dueAt ?? now, detectedAt: now } }
}

/** Adds the breach that the events bring with them, so that a deadline found past is told at once. */
export function withOlaBreach(ola: Ola, events: readonly OlaEvent[], now: Instant): readonly OlaEvent[] {
  return [...events, ...breachedOla(events.reduce(olaFacts.evolve, ola), now)]
}

/** The breach was none, seen from what took effect before it and became known later. */
export function withdrawnBreach(
  { clock, teamId, breach }: OlaClock,
  at: Instant,
  because: 'paused-before' | 'met-before' | 'cancelled-before',
): readonly OlaEvent[] {
  if (breach === undefined) return []
  return [{ type: 'sla.ola-breach-withdrawn.v1', data: { clock, teamId, effectiveAt: breach.effectiveAt, at, because } }]
}
