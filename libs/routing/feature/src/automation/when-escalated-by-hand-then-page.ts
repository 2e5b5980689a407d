import { reaction } from '@spoc/platform-runtime'
import { routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { pageStream, startPage } from '@spoc/routing-domain'
import { pagingOfPerson, pagingOfTeam } from '../page/page-policy.js'
import { pageGrounds } from '../page/roster.js'
import { idIn } from './id-in.js'

/** An engagement's escalation is told by the page of its offer, and one that a page brought about is being told by that. */
export const whenEscalatedByHandThenPage = reaction<RequestRoutingEvent>()({
  name: 'when-escalated-by-hand-then-page',
  into: pageStream,
  on: {
    'routing.escalated.v1': ({ stream, data, metadata: { accountId } }) => {
      const { because, pageId, toTeamId, toPersonId, engagementId } = data
      if (pageId === undefined || engagementId !== undefined || (because !== 'by-hand' && because !== 'client')) return []
      const requestId = idIn(stream)
      return [
        {
          id: pageId,
          decide: async (page, { now }, facts) => {
            const { spoc } = await facts.of(routingOfRequest, requestId)
            const paging =
              toPersonId === undefined
                ? toTeamId && (await pagingOfTeam(toTeamId, facts))
                : await pagingOfPerson(toPersonId, toTeamId ?? spoc?.spoc.teamId, facts)
            if (page.is !== 'unknown' || !paging) return []
            const about = { requestId, ...(accountId !== undefined && { accountId }) }
            return startPage(page, { ...about, reason: 'escalation', ...paging }, await pageGrounds(paging.steps, now, facts))
          },
        },
      ]
    },
  },
})
