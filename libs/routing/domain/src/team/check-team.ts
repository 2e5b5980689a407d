import { refuse, type Id, type Refusal } from '@spoc/platform-kernel'
import type { TeamDefinition } from '@spoc/routing-contracts'

/** What of others a team names, as it stands. */
export interface TeamGrounds {
  readonly personExists: (personId: Id<'person'>) => boolean
  readonly rotaExists: (rotaId: Id<'rota'>) => boolean
  readonly policyExists: (policyId: Id<'escalation-policy'>) => boolean
  readonly calendarExists: (calendarId: Id<'calendar'>) => boolean
}

/** The first thing that is wrong with a team, or nothing. */
export function checkTeam(team: TeamDefinition, grounds: TeamGrounds): Refusal | undefined {
  if (team.name.trim() === '') return refuse('name-missing', 'A team has a name.', 'name')
  const stranger = team.members.findIndex((personId) => !grounds.personExists(personId))
  if (stranger >= 0) return refuse('person-unknown', 'There is no such person.', `members[${stranger}]`)
  const twice = team.members.findIndex((personId, index) => team.members.indexOf(personId) !== index)
  if (twice >= 0) return refuse('member-twice', 'A person is a member once.', `members[${twice}]`)
  if (!grounds.personExists(team.leadId)) return refuse('person-unknown', 'There is no such person.', 'leadId')
  if (team.rotaId !== undefined && !grounds.rotaExists(team.rotaId))
    return refuse('rota-unknown', 'There is no such rota.', 'rotaId')
  if (team.escalationPolicyId !== undefined && !grounds.policyExists(team.escalationPolicyId)) {
    return refuse('escalation-policy-unknown', 'There is no such escalation policy.', 'escalationPolicyId')
  }
  return checkOla(team, grounds)
}

function checkOla({ ola }: TeamDefinition, grounds: TeamGrounds): Refusal | undefined {
  if (ola === undefined) return undefined
  if (!(ola.acceptWithinMs > 0))
    return refuse('ola-not-positive', 'The time to accept is longer than nothing.', 'ola.acceptWithinMs')
  if (!(ola.solveWithinMs > 0))
    return refuse('ola-not-positive', 'The time to solve is longer than nothing.', 'ola.solveWithinMs')
  if (ola.calendarId !== undefined && !grounds.calendarExists(ola.calendarId))
    return refuse('calendar-unknown', 'There is no such calendar.', 'ola.calendarId')
  const wrong = (ola.warnShares ?? []).findIndex((share) => !(share > 0 && share < 100))
  if (wrong >= 0)
    return refuse(
      'share-out-of-range',
      'A warning comes when more than nothing and less than all is used.',
      `ola.warnShares[${wrong}]`,
    )
  return undefined
}
