import { refuse, unreachable, type Decision, type Personal } from '@spoc/platform-kernel'
import type { EngagementEvent, WithdrawnBecause } from '@spoc/routing-contracts'
import type { Engagement } from './engagement.js'

export interface WithdrawEngagement {
  readonly because: WithdrawnBecause
  readonly reason?: Personal<string>
}

/** The team is not needed any more. What has come to an end already stays as it ended. */
export function withdrawEngagement(engagement: Engagement, { because, reason }: WithdrawEngagement): Decision<EngagementEvent> {
  switch (engagement.is) {
    case 'offered':
    case 'accepted':
      return [{ type: 'routing.engagement-withdrawn.v1', data: { because, ...(reason !== undefined && { reason }) } }]
    case 'declined':
    case 'withdrawn':
    case 'completed':
      return []
    case 'unknown':
      return refuse('engagement-unknown', 'There is no such engagement.')
    default:
      return unreachable(engagement)
  }
}
