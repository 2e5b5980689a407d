import type { RequestEvent, RequestFacts, RequestPhase } from '@spoc/intake-contracts'
import { epochMs, plusMs, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import { daysAfter } from './terms.js'

/**
 * Does what has fallen due by `now`. A client who is not told in time (the platform was down) still gets the full days to answer:
 * what follows is counted from now, not from the moment that was missed.
 */
export function fireAlarms(request: RequestFacts, { now }: Pick<Given, 'now'>): Decision<RequestEvent> {
  if (request.is === 'unknown') return []
  const { phase } = request
  switch (phase.status) {
    case 'waiting-for-client':
      return whileWaiting(phase, now)
    case 'on-hold':
      return phase.until !== undefined && phase.until <= now
        ? [{ type: 'intake.work-resumed.v1', data: { because: 'window-ended' } }]
        : []
    case 'resolved':
      return phase.closeAt <= now
        ? [
            {
              type: 'intake.request-closed.v1',
              data: { because: 'elapsed', reopenUntil: daysAfter(now, phase.reopenWithinDays) },
            },
          ]
        : []
    default:
      return []
  }
}

type Waiting = Extract<RequestPhase, { readonly status: 'waiting-for-client' }>

function whileWaiting(phase: Waiting, now: Instant): Decision<RequestEvent> {
  const { closeAfterDays, reopenWithinDays, remindAt, resolveAt } = phase
  if (resolveAt <= now) {
    const closeAt = daysAfter(now, closeAfterDays)
    return [{ type: 'intake.request-resolved.v1', data: { code: 'no-answer', closeAfterDays, reopenWithinDays, closeAt } }]
  }
  if (remindAt === undefined || now < remindAt) return []
  const nextAt = nextReminder(remindAt, phase, now)
  return [
    {
      type: 'intake.reminder-due.v1',
      data: { count: phase.remindersSent + 1, ...(nextAt < resolveAt ? { nextAt } : {}) },
    },
  ]
}

/** Reminders that were missed are not made up for: one goes out now, the next at the first of its moments still to come. */
function nextReminder(remindAt: Instant, { remindEveryMs, resolveAt }: Waiting, now: Instant): Instant {
  if (remindEveryMs <= 0) return resolveAt
  const missed = Math.floor((epochMs(now) - epochMs(remindAt)) / remindEveryMs)
  return plusMs(remindAt, (missed + 1) * remindEveryMs)
}
