import type { Decision, Instant } from '@spoc/platform-kernel'
import type { EngagementEvent } from '@spoc/routing-contracts'
import type { Engagement } from './engagement.js'

/** When `acceptBy` has come and nobody accepted: said once, so that it is escalated once. */
export function missAcceptance(engagement: Engagement, now: Instant): Decision<EngagementEvent> {
  if (engagement.is !== 'offered' || engagement.overdue || now < engagement.acceptBy) return []
  return [{ type: 'routing.engagement-overdue.v1', data: { acceptBy: engagement.acceptBy } }]
}
