import { idOf, plusMs, refuse, reveal, type Decision, type Id, type Instant, type Personal } from '@spoc/platform-kernel'
import type {
  EngagementReason,
  Handover,
  Ola,
  RequestRouting,
  RequestRoutingEvent,
  TeamDefinition,
} from '@spoc/routing-contracts'

/** How long a team that has promised nothing has to accept. */
export const ACCEPT_WITHIN_MS = 15 * 60_000

export interface EngageTeam {
  readonly engagementId: Id<'engagement'>
  readonly teamId: Id<'team'>
  /** The team as it stands; none where there is no such team. */
  readonly team: TeamDefinition | undefined
  readonly ask: Personal<string>
  readonly reason: EngagementReason
  readonly handover: Handover
  readonly now: Instant
  /** Whether the team is on offer or at work on this request already. */
  readonly alreadyEngaged: boolean
}

/** The page that tells a team of an engagement: one each, so that it can be found without a look-up. */
export function pageOfEngagement(engagementId: Id<'engagement'>): Id<'page'> {
  return idOf('page', engagementId)
}

/** Brings a team in. It is intended here; the offer and the page follow from it, with everything they need. */
export function engageTeam(routing: RequestRouting, command: EngageTeam): Decision<RequestRoutingEvent> {
  const { engagementId, teamId, team, ask, reason, handover, now, alreadyEngaged } = command
  if (routing.engagements.some((requested) => requested.engagementId === engagementId)) return []
  if (routing.spoc === undefined) return refuse('request-unknown', 'No such request has come to routing.')
  if (routing.ended) return refuse('request-ended', 'The request has ended; reopen it first.')
  if (team === undefined) return refuse('team-unknown', 'There is no such team.', 'teamId')
  if (reveal(ask, '-').trim() === '') return refuse('ask-missing', 'Say what the team is asked to do.', 'ask')
  if (alreadyEngaged) return refuse('team-already-engaged', 'The team is engaged on this request already.', 'teamId')
  return [
    {
      type: 'routing.engagement-requested.v1',
      data: {
        engagementId,
        teamId,
        kind: team.isVendor === true ? 'vendor' : 'functional',
        ask,
        reason,
        handover,
        acceptBy: plusMs(now, team.ola?.acceptWithinMs ?? ACCEPT_WITHIN_MS),
        ...(team.ola !== undefined && agreed(team.ola)),
        pageId: pageOfEngagement(engagementId),
      },
    },
  ]
}

/** What was agreed at that moment goes with the engagement: a team that agrees to another time later has it for what comes later. */
function agreed({ solveWithinMs, acceptWithinMs: _, ...olaTerms }: Ola) {
  return { olaMs: solveWithinMs, ...(Object.keys(olaTerms).length > 0 && { olaTerms }) }
}
