import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import { evolveSla, type ClockCourse, type ClockEvent, type Party, type SlaOfRequest, type Timing } from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { withBreaches } from './fire.js'
import { neverDue } from './reckon.js'
import { openPause, resumption } from './resume-clocks.js'
import { clocksOf, isOpen } from './sla.js'

export interface PauseFacts {
  /** When it took effect, which may be before it became known. */
  readonly at: Instant
  readonly reason: string
  readonly party: Party
}

/**
 * Stops the clocks that list the reason; the others run on. A pause that took effect before a deadline which has been told as breached
 * withdraws the breach. The same reason again is no event; another reason takes the place of the one before.
 */
export function pauseClocks(
  state: SlaOfRequest,
  { at, reason, party }: PauseFacts,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const already = openPause(state.pauses)
  if (already?.reason === reason || !clocksOf(state).some(isOpen)) return []
  const ended = already === undefined ? undefined : resumption(state, at, calendars)
  const before = ended === undefined ? state : evolveSla(state, ended)
  const pausing = clocksOf(before).filter((clock) => isOpen(clock) && clock.pausesOn.includes(reason))
  const clocks = pausing.map((clock) => ({ clock: clock.clock, ...stoppedAt(clock, at) }))
  const paused: ClockEvent = { type: 'sla.clock-paused.v1', data: { from: at, reason, party, clocks } }
  const withdrawn = pausing.flatMap((clock): readonly ClockEvent[] => {
    if (clock.breach === undefined || stoppedAt(clock, at).dueAt !== undefined) return []
    const { effectiveAt } = clock.breach
    return [{ type: 'sla.breach-withdrawn.v1', data: { clock: clock.clock, effectiveAt, at, because: 'paused-before' } }]
  })
  return withBreaches(state, ended === undefined ? [paused, ...withdrawn] : [ended, paused, ...withdrawn], now)
}

/** What is left of a timing when the clock stops: only what was reached by then. What is counted back from a deadline stays with the deadline. */
export function stoppedAt({ dueAt, warnAt }: Pick<ClockCourse, 'dueAt' | 'warnAt'>, at: Instant): Timing {
  const reached = warnAt.filter((warning) => warning.at <= at)
  if (dueAt !== undefined && dueAt <= at) return { dueAt, warnAt: reached }
  return { never: neverDue('paused'), warnAt: reached.filter(({ time }) => time !== 'wall') }
}
