import { streamKind, passOver, type Id, type Instant } from '@spoc/platform-kernel'
import type { EngagementEvent, EngagementKind } from '@spoc/routing-contracts'

/** What does not change from the offer on. */
export interface EngagementTerms {
  readonly requestId: Id<'request'>
  readonly accountId?: Id<'account'>
  readonly teamId: Id<'team'>
  readonly kind: EngagementKind
  readonly pageId?: Id<'page'>
}

export type Engagement =
  | { readonly is: 'unknown' }
  | { readonly is: 'offered'; readonly terms: EngagementTerms; readonly acceptBy: Instant; readonly overdue: boolean }
  | { readonly is: 'accepted'; readonly terms: EngagementTerms; readonly engineerId: Id<'person'> }
  | { readonly is: 'declined'; readonly terms: EngagementTerms; readonly engineerId: Id<'person'> }
  | { readonly is: 'withdrawn'; readonly terms: EngagementTerms }
  | { readonly is: 'completed'; readonly terms: EngagementTerms; readonly engineerId: Id<'person'> }

export const engagementStream = streamKind<Engagement, EngagementEvent>({
  category: 'engagement',
  initial: { is: 'unknown' },
  evolve: (engagement, event) => {
    if (event.type === 'routing.engagement-offered.v1') {
      const { requestId, accountId, teamId, kind, pageId, acceptBy } = event.data
      const about = { requestId, ...(accountId !== undefined && { accountId }) }
      return {
        is: 'offered',
        terms: { ...about, teamId, kind, ...(pageId !== undefined && { pageId }) },
        acceptBy,
        overdue: false,
      }
    }
    if (engagement.is === 'unknown') return engagement
    const { terms } = engagement
    switch (event.type) {
      case 'routing.engagement-accepted.v1':
        return { is: 'accepted', terms, engineerId: event.data.engineerId }
      case 'routing.engagement-declined.v1':
        return { is: 'declined', terms, engineerId: event.data.engineerId }
      case 'routing.engagement-overdue.v1':
        return engagement.is === 'offered' ? { ...engagement, overdue: true } : engagement
      case 'routing.engagement-withdrawn.v1':
        return { is: 'withdrawn', terms }
      case 'routing.engagement-completed.v1':
        return { is: 'completed', terms, engineerId: event.data.engineerId }
      default:
        return passOver(engagement, event)
    }
  },
  about: (engagement, id) =>
    engagement.is === 'unknown'
      ? { subject: id }
      : {
          subject: engagement.terms.requestId,
          ...(engagement.terms.accountId !== undefined && { accountId: engagement.terms.accountId }),
        },
  alarms: (engagement) =>
    engagement.is === 'offered' && !engagement.overdue ? [{ at: engagement.acceptBy, what: 'acceptance' }] : [],
})
