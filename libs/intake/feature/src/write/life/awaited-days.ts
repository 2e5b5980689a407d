import type { RequestTerms } from '@spoc/intake-domain'
import { epochMs, refuse, type Instant, type Refusal } from '@spoc/platform-kernel'

const DAY_MS = 86_400_000

/** The contract's days of waiting, or the instants that were named instead. Refused: `already-over`, `dates-reversed`, with the field. */
export function awaitedDays(
  terms: RequestTerms,
  { remindAt, resolveAt }: { readonly remindAt?: Instant | undefined; readonly resolveAt?: Instant | undefined },
  now: Instant,
): RequestTerms | Refusal {
  const days = (at: Instant) => (epochMs(at) - epochMs(now)) / DAY_MS
  if (remindAt !== undefined && remindAt <= now) return refuse('already-over', 'The reminder would be due already.', 'remindAt')
  if (resolveAt !== undefined && resolveAt <= now) return refuse('already-over', 'The wait would be over already.', 'resolveAt')
  if (remindAt !== undefined && resolveAt !== undefined && resolveAt < remindAt)
    return refuse('dates-reversed', 'The wait would be over before the reminder.', 'resolveAt')
  const { remindAfterDays, resolveAfterDays } = terms.waiting
  return {
    ...terms,
    waiting: {
      remindAfterDays: remindAt === undefined ? remindAfterDays : days(remindAt),
      resolveAfterDays: resolveAt === undefined ? resolveAfterDays : days(resolveAt),
    },
  }
}
