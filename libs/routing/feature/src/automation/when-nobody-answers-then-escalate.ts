import { reaction } from '@spoc/platform-runtime'
import {
  engagementFacts,
  pageFacts,
  routingOfRequest,
  teamFacts,
  type EngagementEvent,
  type PageEvent,
} from '@spoc/routing-contracts'
import { escalate } from '@spoc/routing-domain'
import { idIn } from './id-in.js'
import { orNothing } from './or-nothing.js'

/** Every further step of a page, its last resort, and an engagement that nobody accepted in time is a level up; said on the request. */
export const whenNobodyAnswersThenEscalate = reaction<PageEvent | EngagementEvent>()({
  name: 'when-nobody-answers-then-escalate',
  into: routingOfRequest,
  on: {
    'routing.page-notified.v1': ({ stream, data: { step, personIds }, metadata }) =>
      step === 0 || personIds.length === 0
        ? []
        : [
            {
              id: metadata.subject,
              decide: async (routing, _, facts) => {
                const { told, engagementId } = await facts.of(pageFacts, idIn(stream))
                const before = told.filter((personId) => !personIds.includes(personId))
                return orNothing(
                  escalate(routing, {
                    kind: 'hierarchical',
                    because: before.length === 0 ? 'nobody-reached' : 'page-not-acknowledged',
                    ...(personIds[0] !== undefined && { toPersonId: personIds[0] }),
                    pageId: idIn(stream),
                    ...(engagementId !== undefined && { engagementId }),
                  }),
                )
              },
            },
          ],
    'routing.page-exhausted.v1': ({ stream, data: { lastResort, because }, metadata }) => [
      {
        id: metadata.subject,
        decide: (routing) =>
          orNothing(
            escalate(routing, {
              kind: 'hierarchical',
              because: because === 'nobody-reached' ? 'nobody-reached' : 'page-not-acknowledged',
              toPersonId: lastResort,
              pageId: idIn(stream),
            }),
          ),
      },
    ],
    'routing.engagement-overdue.v1': ({ stream, metadata }) => [
      {
        id: metadata.subject,
        decide: async (routing, _, facts) => {
          const { teamId, pageId } = await facts.of(engagementFacts, idIn(stream))
          if (teamId === undefined) return []
          const { team } = await facts.of(teamFacts, teamId)
          return orNothing(
            escalate(routing, {
              kind: 'hierarchical',
              because: 'engagement-not-accepted',
              toTeamId: teamId,
              ...(team !== undefined && { toPersonId: team.leadId }),
              engagementId: idIn(stream),
              ...(pageId !== undefined && { pageId }),
            }),
          )
        },
      },
    ],
  },
})
