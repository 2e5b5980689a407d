import type { Decision, Fact } from '@spoc/platform-kernel'
import type { EngagementEvent } from '@spoc/routing-contracts'
import type { Engagement } from './engagement.js'

export type Offer = Extract<EngagementEvent, Fact<'routing.engagement-offered.v1'>>['data']

/** Puts the engagement before the team. Offered once: a repeat changes nothing, whatever became of it. */
export function offerEngagement(engagement: Engagement, offer: Offer): Decision<EngagementEvent> {
  return engagement.is === 'unknown' ? [{ type: 'routing.engagement-offered.v1', data: offer }] : []
}
