import type { AuditEvent } from '../api/audit.js'

/** The index of the last event that was recorded by the instant; -1 where all were recorded later. Events are in log order. */
export function lastBy(events: readonly Pick<AuditEvent, 'recordedAt'>[], instant: string): number {
  const at = Date.parse(instant)
  return events.findLastIndex(({ recordedAt }) => Date.parse(recordedAt) <= at)
}
