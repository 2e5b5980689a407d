import { reveal } from '@spoc/platform-kernel'
import { reaction } from '@spoc/platform-runtime'
import { engagementFacts, teamFacts, type EngagementEvent } from '@spoc/routing-contracts'
import { matterOf, toStaff, type PostOffice } from '../letters/post.js'
import { declined, engagement } from '../letters/staff-letters.js'
import { colleague, mailboxOf } from '../recipients/addresses.js'
import { carriersOf } from '../recipients/carrier.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

/** A team hears of an engagement in its mailbox, beside the page; that it declines is told to who carries the request. */
export const whenATeamIsAskedThenWriteToItsMailbox = (office: PostOffice) =>
  reaction<EngagementEvent>()({
    name: 'when-a-team-is-asked-then-write-to-its-mailbox',
    into: notifications,
    on: {
      'routing.engagement-offered.v1': ({ stream, data: { requestId, teamId, ask, acceptBy } }) => {
        const id = notificationId('engagement', idIn(stream))
        return [
          askFor(id, async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const to = await mailboxOf(teamId, facts)
            if (known.request.is === 'unknown' || to === undefined) return undefined
            const letter = engagement(matterOf(requestId, known.request, office), reveal(ask, ''), acceptBy)
            return toStaff(office, { requestId, notificationId: id, kind: 'engagement', to, letter, given }, known)
          }),
        ]
      },
      'routing.engagement-declined.v1': ({ stream, data: { reason }, metadata: { subject: requestId } }) => {
        const id = notificationId('engagement', idIn(stream), 'declined')
        return [
          askFor(id, async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const { teamId } = await facts.of(engagementFacts, idIn(stream))
            const { spoc } = await carriersOf(requestId, facts)
            const to = spoc === undefined ? undefined : await colleague(spoc, facts)
            if (known.request.is === 'unknown' || to === undefined || teamId === undefined) return undefined
            const team = (await facts.of(teamFacts, teamId)).team?.name ?? 'The team'
            const letter = declined(matterOf(requestId, known.request, office), team, reveal(reason, ''))
            return toStaff(office, { requestId, notificationId: id, kind: 'engagement', to, letter, given }, known)
          }),
        ]
      },
    },
  })
