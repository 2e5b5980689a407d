import { refuse, reveal, unreachable, type Decision, type Id, type Personal } from '@spoc/platform-kernel'
import type { EngagementEvent, EngagementOutcome } from '@spoc/routing-contracts'
import type { Engagement } from './engagement.js'

export interface CompleteEngagement {
  readonly engineerId: Id<'person'>
  readonly outcome: EngagementOutcome
  readonly report: Personal<string>
}

/** The team is done. Whoever completes what nobody had accepted has accepted it by that. */
export function completeEngagement(engagement: Engagement, command: CompleteEngagement): Decision<EngagementEvent> {
  const { engineerId, outcome, report } = command
  const completed: EngagementEvent = { type: 'routing.engagement-completed.v1', data: { engineerId, outcome, report } }
  switch (engagement.is) {
    case 'offered':
    case 'accepted':
      if (reveal(report, '-').trim() === '') return refuse('report-missing', 'Say what was found and done.', 'report')
      return engagement.is === 'accepted'
        ? [completed]
        : [{ type: 'routing.engagement-accepted.v1', data: { engineerId } }, completed]
    case 'completed':
      return engagement.engineerId === engineerId ? [] : refuse('engagement-completed', 'A colleague has already completed it.')
    case 'declined':
      return refuse('engagement-declined', 'The team has declined it; ask for a new engagement.')
    case 'withdrawn':
      return refuse('engagement-withdrawn', 'It was withdrawn.')
    case 'unknown':
      return refuse('engagement-unknown', 'There is no such engagement.')
    default:
      return unreachable(engagement)
  }
}
