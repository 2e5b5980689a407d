import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import type { Ola, OlaEvent } from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { keptAt } from '../clock/meet-clock.js'
import { isOpen } from '../clock/sla.js'
import { breachOfOla, withdrawnBreach } from './fire-ola.js'
import { calendarOfOla } from './ola.js'

export interface HandedBack {
  /** When it was done, which may be before it became known. */
  readonly at: Instant
  /** What came of it, e.g. `solved`, `passed-on`. */
  readonly by: string
}

/**
 * The team hands back what it was asked for; whatever came of it, that is its part. Before the deadline it withdraws a breach; after it, a
 * breach nobody was told of yet is told. A clock that ended is left alone.
 */
export function meetOla(
  ola: Ola,
  { at, by }: HandedBack,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<OlaEvent> {
  if (ola.is === 'unknown' || !isOpen(ola)) return []
  const kept = keptAt(ola, at, calendarOfOla(ola, calendars))
  const met: OlaEvent = { type: 'sla.ola-met.v1', data: { clock: ola.clock, at, ...kept, by } }
  if (kept.within) return [...withdrawnBreach(ola, at, 'met-before'), met]
  return ola.breach === undefined ? [breachOfOla(ola, now), met] : [met]
}
