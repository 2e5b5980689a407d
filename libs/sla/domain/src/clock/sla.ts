import { streamKind, type Alarm } from '@spoc/platform-kernel'
import {
  evolveSla,
  noSla,
  warningKey,
  type Clock,
  type ClockCourse,
  type ClockEvent,
  type SlaOfRequest,
} from '@spoc/sla-contracts'

/** The clocks of one request. Stream `sla-<requestId>`; wakes at the next warning and at the deadline of every clock that counts. */
export const slaStream = streamKind<SlaOfRequest, ClockEvent>({
  category: 'sla',
  initial: noSla,
  evolve: evolveSla,
  about: (state, id) =>
    state.started === undefined ? { subject: id } : { subject: state.started.requestId, accountId: state.started.accountId },
  alarms: (state) => clocksOf(state).flatMap(alarmsOf),
})

export function clocksOf(state: SlaOfRequest): readonly Clock[] {
  return Object.values(state.clocks)
}

/** Neither met nor cancelled: it still has a deadline to keep, or has missed it. */
export function isOpen(clock: Pick<ClockCourse, 'is'>): boolean {
  return clock.is === 'running' || clock.is === 'paused'
}

/** Warnings that are still to come, before the deadline, in order of time. */
export function warningsAhead({ warnAt, told, dueAt }: ClockCourse): ClockCourse['warnAt'] {
  return warnAt.filter((warn) => !told.includes(warningKey(warn)) && (dueAt === undefined || warn.at < dueAt))
}

/** The next warning and the deadline of a clock that counts and is not breached yet. */
export function alarmsOf(clock: ClockCourse & { readonly clock: string }): readonly Alarm[] {
  if (!isOpen(clock) || clock.breach !== undefined) return []
  const warnings = warningsAhead(clock).map((warn) => ({ at: warn.at, what: `warning:${clock.clock}:${warningKey(warn)}` }))
  return clock.dueAt === undefined ? warnings : [...warnings, { at: clock.dueAt, what: `breach:${clock.clock}` }]
}
