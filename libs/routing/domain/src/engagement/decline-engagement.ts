import { refuse, reveal, unreachable, type Decision, type Id, type Personal } from '@spoc/platform-kernel'
import type { EngagementEvent } from '@spoc/routing-contracts'
import type { Engagement } from './engagement.js'

export interface DeclineEngagement {
  readonly engineerId: Id<'person'>
  readonly reason: Personal<string>
}

/** The team says no, and why; whoever asked for it decides what comes next. */
export function declineEngagement(engagement: Engagement, { engineerId, reason }: DeclineEngagement): Decision<EngagementEvent> {
  switch (engagement.is) {
    case 'offered':
      return reveal(reason, '-').trim() === ''
        ? refuse('reason-missing', 'Say why, so that another can be asked.', 'reason')
        : [{ type: 'routing.engagement-declined.v1', data: { engineerId, reason } }]
    case 'declined':
      return []
    case 'accepted':
      return refuse('engagement-accepted', 'It is accepted; complete it, or have it withdrawn.')
    case 'withdrawn':
      return refuse('engagement-withdrawn', 'It was withdrawn.')
    case 'completed':
      return refuse('engagement-completed', 'It is completed.')
    case 'unknown':
      return refuse('engagement-unknown', 'There is no such engagement.')
    default:
      return unreachable(engagement)
  }
}
