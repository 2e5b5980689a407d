import type { TimelineEntry } from '../../api/requests.js'

export interface Day {
  /** In the zone of the reader, e.g. `2026-03-02`. */
  readonly day: string
  readonly entries: readonly TimelineEntry[]
}

/** Entries in the order they came, parted where the day changes. */
export function byDay(entries: readonly TimelineEntry[], dayOf: (instant: string) => string): readonly Day[] {
  const days: { readonly day: string; readonly entries: TimelineEntry[] }[] = []
  for (const entry of entries) {
    const day = dayOf(entry.at)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}

const SAID = new Set(['intake.request-received.v1', 'intake.message-added.v1'])

/** Somebody said it, as against something that happened. */
export const isSaid = ({ type, text }: TimelineEntry): boolean => SAID.has(type) && text !== undefined && text !== ''
