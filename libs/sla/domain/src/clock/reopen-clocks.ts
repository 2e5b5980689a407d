import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import { warningsOf, type Clock, type ClockEvent, type IdleTime, type Pause, type SlaOfRequest } from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { withBreaches } from './fire.js'
import { calendarOf, targetMsOf, timingOf } from './reckon.js'
import { clocksOf } from './sla.js'
import { newRound } from './update-clock.js'

/**
 * The request goes on after it was resolved, or is taken back from a merge or a cancellation. By the policy in force the time between is not
 * counted (nor is it waiting for the client), counted, or the clock begins anew. A first response stays given; an update is owed from now.
 */
export function reopenClocks(
  state: SlaOfRequest,
  { at }: { readonly at: Instant },
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  const idle = state.started?.idleWhileResolved ?? 'excluded'
  const clocks = clocksOf(state).flatMap((clock) => {
    const idleFrom = stoodStillSince(clock)
    return idleFrom === undefined ? [] : [{ clock: clock.clock, idleFrom, ...again(clock, idleFrom, at, idle, calendars) }]
  })
  const update = state.clocks.update
  const owed = update !== undefined && update.is === 'cancelled' && update.cancelled?.because !== 'no-longer-promised'
  if (clocks.length === 0 && !owed) return []
  const reopened: ClockEvent = { type: 'sla.clocks-reopened.v1', data: { at, idle, clocks } }
  return withBreaches(state, owed ? [reopened, newRound(update, at, 'reopening', [], calendars)] : [reopened], now)
}

/** Since when a clock that a reopening sets going again stood still. */
function stoodStillSince({ clock, is, met, cancelled }: Clock): Instant | undefined {
  if (clock === 'update') return undefined
  if (is === 'cancelled')
    return cancelled?.because === 'resolved' || cancelled?.because === 'no-longer-promised' ? undefined : cancelled?.at
  if (is !== 'met' || met === undefined || clock === 'response') return undefined
  return clock === 'resolve' || met.by === 'resolution' ? met.at : undefined
}

function again(clock: Clock, idleFrom: Instant, at: Instant, idle: IdleTime, calendars: Calendars) {
  const calendar = calendarOf(clock, calendars)
  const startedAt = idle === 'restarted' ? at : clock.startedAt
  const targetMs = idle === 'restarted' ? targetMsOf(clock.target, at, calendar) : clock.targetMs
  const before = clock.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: idleFrom } : pause))
  const pauses: Readonly<Record<IdleTime, readonly Pause[]>> = {
    excluded: [...before, { from: idleFrom, to: at, reason: 'resolved' }],
    counted: before,
    restarted: [],
  }
  return {
    startedAt,
    targetMs,
    ...timingOf({ ...clock, warnings: warningsOf(clock), startedAt, targetMs, pauses: pauses[idle] }, calendar),
  }
}
