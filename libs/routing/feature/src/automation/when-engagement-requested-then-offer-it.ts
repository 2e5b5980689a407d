import { reaction } from '@spoc/platform-runtime'
import type { RequestRoutingEvent } from '@spoc/routing-contracts'
import { engagementStream, offerEngagement } from '@spoc/routing-domain'
import { idIn } from './id-in.js'

export const whenEngagementRequestedThenOfferIt = reaction<RequestRoutingEvent>()({
  name: 'when-engagement-requested-then-offer-it',
  into: engagementStream,
  on: {
    'routing.engagement-requested.v1': ({ stream, data: { engagementId, ...offer }, metadata: { accountId, occurredAt } }) => [
      {
        id: engagementId,
        decide: (engagement) =>
          offerEngagement(engagement, {
            requestId: idIn(stream),
            ...(accountId !== undefined && { accountId }),
            engagedAt: occurredAt,
            ...offer,
          }),
      },
    ],
  },
})
