import { personFacts } from '@spoc/identity-contracts'
import type { Instant } from '@spoc/platform-kernel'
import { rotaFacts, teamFacts, type EscalationPolicyDefinition, type EscalationTarget } from '@spoc/routing-contracts'
import type { PolicyGrounds, Reach } from '@spoc/routing-domain'
import { canBeReached, type Facts } from '../duty/absences.js'
import { isColleague } from '../spoc/colleague.js'

/** Whom the targets of a policy could reach, whenever it is; being away for a while does not make a step useless. */
export async function reachOf(policy: EscalationPolicyDefinition, now: Instant, facts: Facts): Promise<PolicyGrounds> {
  const reaches = new Map<string, Reach>()
  for (const target of policy.steps.flatMap(({ targets }) => targets)) {
    const people = await peopleOf(target, facts)
    const reachable = people === undefined ? [] : await Promise.all(people.map((personId) => isReachable(personId, facts)))
    reaches.set(
      keyOf(target),
      people === undefined ? { is: 'unknown' } : reachable.includes(true) ? { is: 'people', afterMs: 0 } : { is: 'nobody' },
    )
  }
  const lastResortIsReachable = canBeReached(await facts.of(personFacts, policy.lastResort), now)
  return {
    reach: (target) => reaches.get(keyOf(target)) ?? { is: 'unknown' },
    personReachable: (personId) => personId === policy.lastResort && lastResortIsReachable,
  }
}

function keyOf({ kind, id }: EscalationTarget): string {
  return `${kind} ${id}`
}

/** Everybody a target may ever stand for; nothing where it is not there. */
async function peopleOf({ kind, id }: EscalationTarget, facts: Facts): Promise<readonly string[] | undefined> {
  switch (kind) {
    case 'person':
      return (await facts.of(personFacts, id)).is === 'unknown' ? undefined : [id]
    case 'on-duty':
    case 'next-on-duty': {
      const { rota } = await facts.of(rotaFacts, id)
      return (
        rota && [...rota.layers.flatMap(({ participants }) => participants), ...rota.overrides.map(({ personId }) => personId)]
      )
    }
    case 'team':
      return (await facts.of(teamFacts, id)).team?.members
    case 'team-lead': {
      const { team } = await facts.of(teamFacts, id)
      return team && [team.leadId]
    }
  }
}

async function isReachable(personId: string, facts: Facts): Promise<boolean> {
  const person = await facts.of(personFacts, personId)
  return isColleague(person) && person.is !== 'unknown' && 'personal' in person.email
}
