import { refuse, unreachable, type Decision, type Id } from '@spoc/platform-kernel'
import type { EngagementEvent } from '@spoc/routing-contracts'
import type { Engagement } from './engagement.js'

/** Late acceptance still counts: the escalation it missed is already on the record, and help is help. */
export function acceptEngagement(engagement: Engagement, engineerId: Id<'person'>): Decision<EngagementEvent> {
  switch (engagement.is) {
    case 'offered':
      return [{ type: 'routing.engagement-accepted.v1', data: { engineerId } }]
    case 'accepted':
      return engagement.engineerId === engineerId ? [] : refuse('engagement-taken', 'A colleague has already accepted it.')
    case 'declined':
      return refuse('engagement-declined', 'The team has declined it; ask for a new engagement.')
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
