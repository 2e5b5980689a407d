import { reaction, type Streams } from '@spoc/platform-runtime'
import { pageFacts, type PageEvent } from '@spoc/routing-contracts'
import { acceptEngagement, engagementStream } from '@spoc/routing-domain'
import { idIn } from './id-in.js'
import { orNothing } from './or-nothing.js'

/** Who answers the page of an engagement has it. */
export const whenPageAcknowledgedThenAcceptItsEngagement = (streams: Streams) =>
  reaction<PageEvent>()({
    name: 'when-page-acknowledged-then-accept-its-engagement',
    into: engagementStream,
    on: {
      'routing.page-acknowledged.v1': async ({ stream, data: { by } }) => {
        const { engagementId } = (await streams.load(pageFacts, idIn(stream))).state
        return engagementId === undefined
          ? []
          : [{ id: engagementId, decide: (engagement) => orNothing(acceptEngagement(engagement, by)) }]
      },
    },
  })
