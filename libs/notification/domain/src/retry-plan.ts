import { epochMs, instantOf, plusMs, type Instant } from '@spoc/platform-kernel'
import type { NotificationKind, Via } from '@spoc/notification-contracts'

/** When a failed attempt is tried again. Milliseconds. */
export interface RetryPlan {
  /** The wait after the first failure; each further one waits twice as long. */
  readonly firstMs: number
  readonly longestMs: number
  /** A message older than this is of no use any more. */
  readonly giveUpAfterMs: number
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** A page is tried often and is stale soon; a mail is tried for as long as mail servers do (RFC 5321 §4.5.4.1: four to five days). */
export function retryPlan(kind: NotificationKind, via: Via['kind']): RetryPlan {
  if (kind === 'page' || kind === 'escalation')
    return { firstMs: 5 * SECOND_MS, longestMs: MINUTE_MS, giveUpAfterMs: 4 * HOUR_MS }
  if (via === 'mail') return { firstMs: 30 * SECOND_MS, longestMs: HOUR_MS, giveUpAfterMs: 96 * HOUR_MS }
  return { firstMs: 10 * SECOND_MS, longestMs: HOUR_MS, giveUpAfterMs: 24 * HOUR_MS }
}

/**
 * The instant of the next attempt after `attempt` (counted from 1) failed at `at`; nothing once it would be too old. The last attempt
 * is made right at the end of its time, however long the wait would have been.
 */
export function retryAt(plan: RetryPlan, since: Instant, attempt: number, at: Instant): Instant | undefined {
  const last = epochMs(since) + plan.giveUpAfterMs
  if (epochMs(at) >= last) return undefined
  const waitMs = Math.min(plan.firstMs * 2 ** Math.min(attempt - 1, 30), plan.longestMs)
  return instantOf(Math.min(epochMs(plusMs(at, waitMs)), last))
}
