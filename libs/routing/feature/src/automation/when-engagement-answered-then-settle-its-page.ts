import type { Id } from '@spoc/platform-kernel'
import { reaction, type Streams } from '@spoc/platform-runtime'
import { engagementFacts, type EngagementEvent } from '@spoc/routing-contracts'
import { acknowledgePage, pageStream, stopPage } from '@spoc/routing-domain'
import { idIn } from './id-in.js'
import { orNothing } from './or-nothing.js'

/** Whoever accepts has answered the page; of an engagement that is over there is nothing to answer. */
export const whenEngagementAnsweredThenSettleItsPage = (streams: Streams) => {
  const pageOf = async (stream: string): Promise<readonly Id<'page'>[]> => {
    const { pageId } = (await streams.load(engagementFacts, idIn(stream))).state
    return pageId === undefined ? [] : [pageId]
  }
  const stop = async ({ stream }: { readonly stream: string }) =>
    (await pageOf(stream)).map((id) => ({
      id,
      decide: (page: typeof pageStream.initial, { now }: { readonly now: string }) =>
        stopPage(page, { because: 'engagement-ended', now }),
    }))
  return reaction<EngagementEvent>()({
    name: 'when-engagement-answered-then-settle-its-page',
    into: pageStream,
    on: {
      'routing.engagement-accepted.v1': async ({ stream, data: { engineerId } }) =>
        (await pageOf(stream)).map((id) => ({
          id,
          decide: (page, { now }) => orNothing(acknowledgePage(page, { by: engineerId, now })),
        })),
      'routing.engagement-declined.v1': stop,
      'routing.engagement-withdrawn.v1': stop,
      'routing.engagement-completed.v1': stop,
    },
  })
}
