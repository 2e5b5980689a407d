import type { MailAddress } from '@spoc/notification-contracts'
import { reveal, type Personal } from '@spoc/platform-kernel'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import { teamFacts, type EngagementEvent, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { matterOf, toStaff, type PostOffice } from '../letters/post.js'
import { engagement, escalation } from '../letters/staff-letters.js'
import { colleague, type Recipient } from '../recipients/addresses.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

/** A team hears of an engagement in its mailbox; whoever a request is escalated to hears of that. */
export const whenATeamIsAskedOrARequestEscalatedThenTellThem = (office: PostOffice) =>
  reaction<EngagementEvent | RequestRoutingEvent>()({
    name: 'when-a-team-is-asked-or-a-request-escalated-then-tell-them',
    into: notifications,
    on: {
      'routing.engagement-offered.v1': ({ stream, data }) => {
        const id = notificationId('engagement', idIn(stream))
        return [
          askFor(id, async (given, facts) => {
            const known = await facts.of(correspondence, data.requestId)
            const to = await mailboxOf(data.teamId, facts)
            if (known.request.is === 'unknown' || to === undefined) return undefined
            const letter = engagement(matterOf(data.requestId, known.request, office), reveal(data.ask, ''), data.acceptBy)
            return toStaff(
              office,
              { requestId: data.requestId, notificationId: id, kind: 'engagement', to, letter, given },
              known,
            )
          }),
        ]
      },
      'routing.escalated.v1': ({ stream, revision, data }) => {
        const requestId = idIn(stream)
        const id = notificationId(requestId, 'escalation', String(revision))
        return [
          askFor(id, async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const to = await escalatedTo(data, facts)
            if (known.request.is === 'unknown' || to === undefined) return undefined
            const reason = data.reason === undefined ? undefined : reveal(data.reason, undefined)
            const letter = escalation(matterOf(requestId, known.request, office), data.kind, data.level, reason)
            return toStaff(office, { requestId, notificationId: id, kind: 'escalation', to, letter, given }, known)
          }),
        ]
      },
    },
  })

async function escalatedTo(
  { toPersonId, toTeamId }: { readonly toPersonId?: string; readonly toTeamId?: string },
  facts: FactsReader,
): Promise<Recipient | undefined> {
  if (toPersonId !== undefined) return colleague(toPersonId, facts)
  if (toTeamId === undefined) return undefined
  const leadId = (await facts.of(teamFacts, toTeamId)).team?.leadId
  return (await mailboxOf(toTeamId, facts)) ?? (leadId === undefined ? undefined : colleague(leadId, facts))
}

async function mailboxOf(teamId: string, facts: FactsReader): Promise<Personal<MailAddress> | undefined> {
  const team = (await facts.of(teamFacts, teamId)).team
  if (team?.email === undefined || !('personal' in team.email)) return undefined
  return { under: team.email.under, personal: { name: team.name, address: team.email.personal } }
}
