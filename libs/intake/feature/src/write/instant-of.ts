import { parseInstant, refuse, Refused, type Instant } from '@spoc/platform-kernel'

/** The instant that a field of a body names. Refused: `invalid-instant`, with the field. */
export function instantOf(text: string, field: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined)
    throw new Refused(refuse('invalid-instant', 'An instant has a date, a time and an offset, e.g. 2026-01-12T08:00:00Z.', field))
  return instant
}
