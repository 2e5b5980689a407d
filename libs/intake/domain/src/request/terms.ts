import type { ClosingTerms } from '@spoc/intake-contracts'
import { plusMs, type Instant } from '@spoc/platform-kernel'

/** What a contract says of waiting and closing. Days of 24 hours. */
export interface RequestTerms extends ClosingTerms {
  readonly waiting: { readonly remindAfterDays: number; readonly resolveAfterDays: number }
}

/** For requests whose account or contract is not known (yet). */
export const defaultTerms: RequestTerms = {
  closeAfterDays: 7,
  reopenWithinDays: 14,
  waiting: { remindAfterDays: 3, resolveAfterDays: 14 },
}

export function daysAfter(instant: Instant, days: number): Instant {
  return plusMs(instant, days * 86_400_000)
}
