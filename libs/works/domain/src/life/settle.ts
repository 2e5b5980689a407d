import type { Instant } from '@spoc/platform-kernel'
import { affectedAccounts, foldWork, type WorkEvent, type WorkFacts } from '@spoc/works-contracts'

/**
 * What follows from a decision by itself: with the last approval that was needed the work is confirmed, and of every change each affected
 * account is told, once, with what holds at the end.
 */
export function settle(before: WorkFacts, events: readonly WorkEvent[], now: Instant): readonly WorkEvent[] {
  const confirmed = confirmation(events.reduce<WorkFacts>(foldWork, before))
  const after = [...events, ...confirmed].reduce<WorkFacts>(foldWork, before)
  return [...events, ...confirmed, ...notices(before, after, now)]
}

function confirmation(work: WorkFacts): readonly WorkEvent[] {
  if (work.is !== 'tentative' || !work.approvals.every(({ answer }) => answer === 'approved')) return []
  const because = work.approvals.length === 0 ? 'no-approval-needed' : 'all-approved'
  return [{ type: 'works.work-confirmed.v1', data: { because } }]
}

function notices(before: WorkFacts, after: WorkFacts, stamp: Instant): readonly WorkEvent[] {
  if (after.is === 'unknown' || (before.is !== 'unknown' && before.sequence === after.sequence)) return []
  const { sequence } = after
  return affectedAccounts(after).map((accountId) => ({ type: 'works.work-announced.v1', data: { accountId, sequence, stamp } }))
}
