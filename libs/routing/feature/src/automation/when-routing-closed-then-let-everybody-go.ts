import { reaction, type Streams } from '@spoc/platform-runtime'
import { routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { engagementStream, pageStream, stopPage, withdrawEngagement } from '@spoc/routing-domain'
import { idIn } from './id-in.js'
import { orNothing } from './or-nothing.js'

export const whenRoutingClosedThenWithdrawEngagements = (streams: Streams) =>
  reaction<RequestRoutingEvent>()({
    name: 'when-routing-closed-then-withdraw-engagements',
    into: engagementStream,
    on: {
      'routing.closed.v1': async ({ stream }) =>
        (await streams.load(routingOfRequest, idIn(stream))).state.engagements.map(({ engagementId }) => ({
          id: engagementId,
          decide: (engagement) => orNothing(withdrawEngagement(engagement, { because: 'request-ended' })),
        })),
    },
  })

export const whenRoutingClosedThenStopPages = (streams: Streams) =>
  reaction<RequestRoutingEvent>()({
    name: 'when-routing-closed-then-stop-pages',
    into: pageStream,
    on: {
      'routing.closed.v1': async ({ stream }) =>
        (await streams.load(routingOfRequest, idIn(stream))).state.pageIds.map((id) => ({
          id,
          decide: (page, { now }) => stopPage(page, { because: 'request-ended', now }),
        })),
    },
  })
