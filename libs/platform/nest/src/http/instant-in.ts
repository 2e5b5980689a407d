import { parseInstant, refuse, Refused, type Instant } from '@spoc/platform-kernel'

/** The instant that a field of a call names. Refused: `invalid-instant`, with the field. */
export function instantIn(text: string, field: string): Instant {
  const instant = parseInstant(text)
  if (instant !== undefined) return instant
  const message = 'An instant has a date, a time and an offset. Example: 2026-01-12T08:00:00Z.'
  throw new Refused(refuse('invalid-instant', message, field))
}
