import type { AuditEvent } from '../api/audit.js'

/** The instants at which something became known, each once, in order. */
export function momentsOf(events: readonly Pick<AuditEvent, 'recordedAt'>[]): readonly string[] {
  const told = events.flatMap(({ recordedAt }) => (recordedAt === undefined ? [] : [recordedAt]))
  return [...new Set(told)].sort((one, other) => Date.parse(one) - Date.parse(other))
}

/** The index of the last moment not after the instant; 0 where all lie after it. */
export function momentAt(moments: readonly string[], instant: string): number {
  const at = Date.parse(instant)
  return Math.max(0, moments.filter((moment) => Date.parse(moment) <= at).length - 1)
}
