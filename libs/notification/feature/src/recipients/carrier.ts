import type { FactsReader } from '@spoc/platform-runtime'
import { escalationPolicyFacts, routingOfRequest, teamFacts, type TeamDefinition } from '@spoc/routing-contracts'

/** Who answers for a request in the house. */
export interface Carriers {
  /** The SPOC; of a team whoever was on duty when it got the request, else its lead. */
  readonly spoc?: string
  /** Whoever leads the SPOC's team, where that is somebody else. */
  readonly lead?: string
}

export async function carriersOf(requestId: string, facts: FactsReader): Promise<Carriers> {
  const { spoc, team } = await spocOf(requestId, facts)
  return {
    ...(spoc !== undefined && { spoc }),
    ...(team !== undefined && team.leadId !== spoc && { lead: team.leadId }),
  }
}

export type StaffAudience = 'spoc' | 'lead' | 'manager'

/** Whom an audience comes to now: of a request, or, where a team is named, of that team's part in it. */
export async function personFor(
  audience: StaffAudience,
  requestId: string,
  teamId: string | undefined,
  facts: FactsReader,
): Promise<string | undefined> {
  const { spoc, team } = await spocOf(requestId, facts)
  switch (audience) {
    case 'spoc':
      return spoc
    case 'lead':
      return teamId === undefined ? team?.leadId : (await facts.of(teamFacts, teamId)).team?.leadId
    case 'manager':
      return team && lastResortOf(team, facts)
  }
}

/** The manager whom a page of the team comes to when nobody answers; its lead where it has no escalation policy. */
async function lastResortOf({ escalationPolicyId, leadId }: TeamDefinition, facts: FactsReader): Promise<string> {
  if (escalationPolicyId === undefined) return leadId
  return (await facts.of(escalationPolicyFacts, escalationPolicyId)).policy?.lastResort ?? leadId
}

async function spocOf(
  requestId: string,
  facts: FactsReader,
): Promise<{ readonly spoc?: string; readonly team?: TeamDefinition }> {
  const { spoc } = await facts.of(routingOfRequest, requestId)
  if (spoc === undefined) return {}
  const teamId = spoc.spoc.teamId
  const team = teamId === undefined ? undefined : (await facts.of(teamFacts, teamId)).team
  const carrier = spoc.spoc.kind === 'person' ? spoc.spoc.personId : (spoc.dutyPersonId ?? team?.leadId)
  return { ...(carrier !== undefined && { spoc: carrier }), ...(team !== undefined && { team }) }
}
