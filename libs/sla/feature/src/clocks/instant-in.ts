import { parseInstant, refuse, Refused, type Instant } from '@spoc/platform-kernel'

/** An instant out of a query. Refused: `invalid-instant` 422. */
export function instantIn(text: string, field: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined) throw new Refused(refuse('invalid-instant', 'An instant has a date, a time and an offset.', field))
  return instant
}
