import { refuse, type Decision, type Instant, type Personal } from '@spoc/platform-kernel'
import type { NotificationEvent } from '@spoc/notification-contracts'
import type { Notification } from './notification.js'
import { retryAt, retryPlan, type RetryPlan } from './retry-plan.js'

export interface Failure {
  readonly at: Instant
  /** A code without personal data, e.g. `smtp-451`. */
  readonly error: string
  readonly answer?: Personal<string>
  /** The peer will never take it: trying again is useless. */
  readonly final: boolean
}

/** An attempt failed: it is tried again by the plan of its kind (or the one given), until it is too old. */
export function recordFailure(notification: Notification, failure: Failure, plan?: RetryPlan): Decision<NotificationEvent> {
  if (notification.is === 'unknown') return refuse('notification-unknown', 'There is no such notification.')
  if (notification.is !== 'waiting') return []
  const { at, error, answer, final } = failure
  const attempt = notification.attempts + 1
  const data = { attempt, at, error, ...(answer !== undefined && { answer }) }
  if (final) return [{ type: 'notification.given-up.v1', data: { ...data, because: 'refused' } }]
  const next = retryAt(plan ?? retryPlan(notification.kind, notification.via), notification.since, attempt, at)
  return next === undefined
    ? [{ type: 'notification.given-up.v1', data: { ...data, because: 'too-old' } }]
    : [{ type: 'notification.attempt-failed.v1', data: { ...data, retryAt: next } }]
}
