import { reveal } from '@spoc/platform-kernel'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import { teamFacts, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { matterOf, toStaff, type PostOffice } from '../letters/post.js'
import { escalatedPast, escalation } from '../letters/staff-letters.js'
import { colleague, mailboxOf, type Recipient } from '../recipients/addresses.js'
import { carriersOf } from '../recipients/carrier.js'
import { correspondence } from '../recipients/correspondence.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

type Escalated = Extract<RequestRoutingEvent, { readonly type: 'routing.escalated.v1' }>['data']

/** Whoever it goes to hears of it by a page where there is one, else by mail; who carries the request hears of it always. */
export const whenARequestIsEscalatedThenTellItsSpoc = (office: PostOffice) =>
  reaction<RequestRoutingEvent>()({
    name: 'when-a-request-is-escalated-then-tell-its-spoc',
    into: notifications,
    on: {
      'routing.escalated.v1': ({ stream, revision, data, metadata: { actor } }) => {
        const requestId = idIn(stream)
        const idFor = (whom: string) => notificationId(requestId, 'escalation', String(revision), whom)
        const reason = data.reason === undefined ? undefined : reveal(data.reason, undefined)
        return [
          askFor(idFor('target'), async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const to = isPaged(data) ? undefined : await targetOf(data, facts)
            if (known.request.is === 'unknown' || to === undefined) return undefined
            const letter = escalation(matterOf(requestId, known.request, office), data.kind, data.level, reason)
            const posting = { requestId, notificationId: idFor('target'), kind: 'escalation' as const, to, letter, given }
            return toStaff(office, posting, known)
          }),
          askFor(idFor('spoc'), async (given, facts) => {
            const known = await facts.of(correspondence, requestId)
            const { spoc } = await carriersOf(requestId, facts)
            const knowsAlready = spoc === data.toPersonId || spoc === actor.id
            const to = spoc === undefined || knowsAlready ? undefined : await colleague(spoc, facts)
            if (known.request.is === 'unknown' || to === undefined) return undefined
            const letter = escalatedPast(matterOf(requestId, known.request, office), data.because, data.level, reason)
            const posting = { requestId, notificationId: idFor('spoc'), kind: 'escalation' as const, to, letter, given }
            return toStaff(office, posting, known)
          }),
        ]
      },
    },
  })

/** By hand it starts a page of its own; where a page brought it about, that page has told them. */
function isPaged({ because, pageId }: Escalated): boolean {
  return pageId !== undefined && because !== 'engagement-not-accepted'
}

async function targetOf({ toPersonId, toTeamId }: Escalated, facts: FactsReader): Promise<Recipient | undefined> {
  if (toPersonId !== undefined) return colleague(toPersonId, facts)
  if (toTeamId === undefined) return undefined
  const leadId = (await facts.of(teamFacts, toTeamId)).team?.leadId
  return (await mailboxOf(toTeamId, facts)) ?? (leadId === undefined ? undefined : colleague(leadId, facts))
}
