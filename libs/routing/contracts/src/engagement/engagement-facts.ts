import { streamKind, type Id, type Instant } from '@spoc/platform-kernel'
import type { EngagementKind } from '../request/routing.events.js'
import type { EngagementEvent, EngagementOutcome } from './engagement.events.js'

/** How one engagement stands, as others may know it. */
export interface EngagementFacts {
  readonly is: 'unknown' | 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'completed'
  readonly requestId?: Id<'request'>
  readonly accountId?: Id<'account'>
  readonly teamId?: Id<'team'>
  readonly kind?: EngagementKind
  readonly acceptBy?: Instant
  readonly olaMs?: number
  readonly pageId?: Id<'page'>
  readonly overdue: boolean
  /** Who accepted, declined or completed it. */
  readonly engineerId?: Id<'person'>
  readonly outcome?: EngagementOutcome
}

/** Folds `engagement-<id>`; leaves alone what it does not know. */
export const engagementFacts = streamKind<EngagementFacts, EngagementEvent>({
  category: 'engagement',
  initial: { is: 'unknown', overdue: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'routing.engagement-offered.v1': {
        const { requestId, accountId, teamId, kind, acceptBy, olaMs, pageId } = event.data
        return {
          is: 'offered',
          overdue: false,
          requestId,
          ...(accountId !== undefined && { accountId }),
          teamId,
          kind,
          acceptBy,
          ...(olaMs !== undefined && { olaMs }),
          ...(pageId !== undefined && { pageId }),
        }
      }
      case 'routing.engagement-accepted.v1':
        return { ...state, is: 'accepted', engineerId: event.data.engineerId }
      case 'routing.engagement-declined.v1':
        return { ...state, is: 'declined', engineerId: event.data.engineerId }
      case 'routing.engagement-overdue.v1':
        return { ...state, overdue: true }
      case 'routing.engagement-withdrawn.v1':
        return { ...state, is: 'withdrawn' }
      case 'routing.engagement-completed.v1':
        return { ...state, is: 'completed', engineerId: event.data.engineerId, outcome: event.data.outcome }
      default:
        return state
    }
  },
  about: ({ requestId, accountId }, id) => ({ subject: requestId ?? id, ...(accountId !== undefined && { accountId }) }),
})
