import { reaction } from '@spoc/platform-runtime'
import type { EngagementEvent } from '@spoc/routing-contracts'
import { pageStream, startPage } from '@spoc/routing-domain'
import { pagingOfTeam } from '../page/page-policy.js'
import { pageGrounds } from '../page/roster.js'
import { idIn } from './id-in.js'

export const whenEngagementOfferedThenPageTheTeam = reaction<EngagementEvent>()({
  name: 'when-engagement-offered-then-page-the-team',
  into: pageStream,
  on: {
    'routing.engagement-offered.v1': ({ stream, data: { requestId, accountId, teamId, pageId } }) =>
      pageId === undefined
        ? []
        : [
            {
              id: pageId,
              decide: async (page, { now }, facts) => {
                const paging = await pagingOfTeam(teamId, facts)
                if (page.is !== 'unknown' || paging === undefined) return []
                const about = { requestId, ...(accountId !== undefined && { accountId }), engagementId: idIn(stream) }
                const grounds = await pageGrounds(paging.steps, now, facts)
                return startPage(page, { ...about, reason: 'engagement', ...paging }, grounds)
              },
            },
          ],
  },
})
