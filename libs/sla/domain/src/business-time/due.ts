import type { BusinessCalendar, NeverOpen } from './business-calendar.js'

/** A stretch `[from, to)` in milliseconds since 1970-01-01 UTC that does not count; without `to` it has no end. Overlapping ones
 * count once; one that ends before it begins is none. */
export interface PausedSpan {
  readonly from: number
  readonly to?: number
}

export type NeverCode = NeverOpen | 'paused'

/** The deadline, or why there is none. */
export type Due = { readonly at: number } | { readonly never: NeverCode }

/**
 * The earliest instant t with exactly `targetMs` of unpaused open time in `[start, t)`: a target that fills a day to its end is due at the
 * close, not at the next opening. Costs the same however far ahead; with pauses, that for each of them.
 */
export function due(start: number, targetMs: number, calendar: BusinessCalendar, pauses: readonly PausedSpan[] = []): Due {
  if (targetMs <= 0) return { at: start }
  let open = calendar.openBefore(start)
  let rest = targetMs
  if (pauses.length > 0) {
    let cursor = start
    for (const { from, to } of pauses.length === 1 ? pauses : inOrder(pauses)) {
      if (to !== undefined && (to <= cursor || to <= from)) continue
      if (from > cursor) {
        const counted = calendar.openBefore(from) - open
        if (counted >= rest) break
        rest -= counted
      }
      if (to === undefined) return { never: 'paused' }
      cursor = to
      open = calendar.openBefore(to)
    }
  }
  const at = calendar.reach(open + rest)
  return typeof at === 'number' ? { at } : { never: at }
}

/** Unpaused open time in `[start, end)`, in milliseconds; 0 where the end comes first. */
export function elapsed(start: number, end: number, calendar: BusinessCalendar, pauses: readonly PausedSpan[] = []): number {
  if (end <= start) return 0
  return calendar.openBefore(end) - calendar.openBefore(start) - pausedTime(start, end, calendar, pauses)
}

/** Open time in `[start, end)` that the pauses take out, in milliseconds. */
export function pausedTime(start: number, end: number, calendar: BusinessCalendar, pauses: readonly PausedSpan[]): number {
  let paused = 0
  let cursor = start
  for (const pause of inOrder(pauses)) {
    const from = Math.max(pause.from, cursor)
    const to = Math.min(pause.to ?? end, end)
    if (from >= to) continue
    paused += calendar.openBefore(to) - calendar.openBefore(from)
    cursor = to
  }
  return paused
}

function inOrder(pauses: readonly PausedSpan[]): readonly PausedSpan[] {
  return pauses.length < 2 ? pauses : pauses.toSorted((a, b) => a.from - b.from)
}
