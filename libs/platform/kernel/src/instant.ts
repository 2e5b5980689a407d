declare const utc: unique symbol

/**
 * A moment as UTC ISO-8601 text with milliseconds, e.g. `2026-01-12T16:00:00.000Z`; such texts sort as the moments do.
 * @format date-time
 */
export type Instant = string & { readonly [utc]?: true }

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString()
}

export function epochMs(instant: Instant): number {
  return Date.parse(instant)
}

export function plusMs(instant: Instant, milliseconds: number): Instant {
  return instantOf(epochMs(instant) + milliseconds)
}

/** The instant a text names, in the one form kept in events; nothing where the text names no instant with an offset. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : instantOf(ms)
}
