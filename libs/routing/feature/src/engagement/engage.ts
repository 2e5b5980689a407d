import { keyOfAuthor, personal, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
import {
  engagementFacts,
  teamFacts,
  type EngagementReason,
  type RequestRouting,
  type RequestRoutingEvent,
} from '@spoc/routing-contracts'
import { engageTeam } from '@spoc/routing-domain'
import type { HandoverPackage } from './handover-package.js'

export interface Engage {
  readonly requestId: Id<'request'>
  readonly engagementId: Id<'engagement'>
  readonly teamId: Id<'team'>
  readonly ask: string
  readonly tried: readonly string[]
  readonly reason: EngagementReason
}

/** Brings a team in with its package, everything the decision rests on read first. */
export async function engage(
  routing: RequestRouting,
  { requestId, engagementId, teamId, ask, tried, reason }: Engage,
  packages: HandoverPackage,
  given: Given,
  facts: FactsReader,
): Promise<Decision<RequestRoutingEvent>> {
  return engageTeam(routing, {
    engagementId,
    teamId,
    team: (await facts.of(teamFacts, teamId)).team,
    ask: personal(ask, keyOfAuthor(requestId, given.actor.id)),
    reason,
    handover: await packages.of(requestId, routing.engagements, tried, facts),
    now: given.now,
    alreadyEngaged: await isEngaged(routing, teamId, facts),
  })
}

export async function isEngaged(routing: RequestRouting, teamId: Id<'team'>, facts: FactsReader): Promise<boolean> {
  for (const { engagementId, teamId: engaged } of routing.engagements) {
    if (engaged !== teamId) continue
    // Asked for a moment ago, and not offered yet, is engaged too.
    if (['unknown', 'offered', 'accepted'].includes((await facts.of(engagementFacts, engagementId)).is)) return true
  }
  return false
}
