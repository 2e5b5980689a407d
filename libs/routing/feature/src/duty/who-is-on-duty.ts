import { isPresent, personFacts } from '@spoc/identity-contracts'
import type { Id, Instant } from '@spoc/platform-kernel'
import { rotaFacts, teamFacts } from '@spoc/routing-contracts'
import { onDuty } from '@spoc/routing-domain'
import { absencesOf, type Facts } from './absences.js'
import { plannedDuty } from './planned-duty.js'

/**
 * Who is on duty of a rota; nobody where there is none. Whoever the plan names first is the one if present, whatever others' absences are;
 * only where they are away does it take the whole reckoning.
 */
export async function whoIsOnDuty(rotaId: Id<'rota'>, at: Instant, facts: Facts): Promise<Id<'person'> | undefined> {
  const { rota } = await facts.of(rotaFacts, rotaId)
  if (rota === undefined) return undefined
  const planned = plannedDuty(rota, at)
  if (planned === undefined || isPresent(await facts.of(personFacts, planned), at)) return planned
  return onDuty(rota, at, await absencesOf(rota, facts))
}

/** Who of a team is on duty; nobody where it has no rota. */
export async function dutyOfTeam(teamId: Id<'team'>, at: Instant, facts: Facts): Promise<Id<'person'> | undefined> {
  const { team } = await facts.of(teamFacts, teamId)
  return team?.rotaId === undefined ? undefined : whoIsOnDuty(team.rotaId, at, facts)
}
