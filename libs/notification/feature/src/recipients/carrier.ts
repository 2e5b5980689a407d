import type { FactsReader } from '@spoc/platform-runtime'
import { routingOfRequest, teamFacts } from '@spoc/routing-contracts'

/** Who answers for a request in the house. */
export interface Carriers {
  /** The SPOC; of a team whoever was on duty when it got the request, else its lead. */
  readonly spoc?: string
  /** Whoever leads the SPOC's team, where that is somebody else. */
  readonly lead?: string
}

export async function carriersOf(requestId: string, facts: FactsReader): Promise<Carriers> {
  const { spoc } = await facts.of(routingOfRequest, requestId)
  if (spoc === undefined) return {}
  const teamId = spoc.spoc.teamId
  const team = teamId === undefined ? undefined : (await facts.of(teamFacts, teamId)).team
  const carrier = spoc.spoc.kind === 'person' ? spoc.spoc.personId : (spoc.dutyPersonId ?? team?.leadId)
  return {
    ...(carrier !== undefined && { spoc: carrier }),
    ...(team !== undefined && team.leadId !== carrier && { lead: team.leadId }),
  }
}
