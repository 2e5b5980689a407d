import { personFacts } from '@spoc/identity-contracts'
import { streamName, type Id } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
import { escalationPolicyFacts, teamFacts } from '@spoc/routing-contracts'
import { policyOfTeam, type StartPage } from '@spoc/routing-domain'

type HowToPage = Pick<StartPage, 'policy' | 'steps' | 'lastResort' | 'lastResortAfterMs'>

/** How a team is paged now: by its escalation policy, else by the one every team has. Nothing where there is no such team. */
export async function pagingOfTeam(teamId: Id<'team'>, facts: FactsReader): Promise<HowToPage | undefined> {
  const { team } = await facts.of(teamFacts, teamId)
  if (team === undefined) return undefined
  const policyId = team.escalationPolicyId
  const { policy } = policyId === undefined ? escalationPolicyFacts.initial : await facts.of(escalationPolicyFacts, policyId)
  const { steps, lastResort, lastResortAfterMs } = policy ?? policyOfTeam(teamId, team)
  return {
    steps,
    lastResort,
    ...(lastResortAfterMs !== undefined && { lastResortAfterMs }),
    ...(policy !== undefined && policyId !== undefined && { policy: { policyId, revision: revisionOf(policyId, facts) } }),
  }
}

const ANSWER_WITHIN_MS = 15 * 60_000

/** How one person is paged: at once, and after a quarter of an hour whoever leads the team they stand in for. */
export async function pagingOfPerson(
  personId: Id<'person'>,
  teamId: Id<'team'> | undefined,
  facts: FactsReader,
): Promise<HowToPage | undefined> {
  if ((await facts.of(personFacts, personId)).is === 'unknown') return undefined
  const team = teamId === undefined ? undefined : (await facts.of(teamFacts, teamId)).team
  return {
    steps: [{ afterMs: 0, targets: [{ kind: 'person', id: personId }] }],
    lastResort: team?.leadId ?? personId,
    lastResortAfterMs: ANSWER_WITHIN_MS,
  }
}

function revisionOf(policyId: Id<'escalation-policy'>, facts: FactsReader): number {
  const name = streamName(escalationPolicyFacts.category, policyId)
  return facts.used.find(({ stream }) => stream === name)?.revision ?? 0
}
