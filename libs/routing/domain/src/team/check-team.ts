import { isRefusal, refuse, type Id, type Refusal } from '@spoc/platform-kernel'
import type { Ola, TeamDefinition } from '@spoc/routing-contracts'
import { warningRules, type WarningDraft } from '@spoc/sla-contracts'

/** A team as it is asked for. */
export interface TeamDraft extends Omit<TeamDefinition, 'ola'> {
  readonly ola?: OlaDraft
}

export interface OlaDraft extends Omit<Ola, 'warnings'> {
  /** In place of `warnShares`. */
  readonly warnings?: readonly WarningDraft[]
}

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

/** The team that a draft stands for. Refused, with the field: `ola-warnings-or-shares`, and what `warningRules` refuses. */
export function teamOf({ ola: draft, ...team }: TeamDraft): TeamDefinition | Refusal {
  const ola = draft && olaOf(draft)
  if (isRefusal(ola)) return ola
  return ola === undefined ? team : { ...team, ola }
}

function olaOf({ warnings: drafts, ...ola }: OlaDraft): Ola | Refusal {
  if (drafts === undefined) return ola
  if (ola.warnShares !== undefined)
    return refuse('ola-warnings-or-shares', 'Say when to warn by shares, or by warnings, not by both.', 'ola.warnings')
  const warnings = warningRules(drafts, { whose: 'ola', field: 'ola.warnings', targetMs: ola.solveWithinMs })
  if (isRefusal(warnings)) return warnings
  return {
    ...ola,
    warnings: warnings.map(({ audiences = [], ...threshold }) => ({
      ...threshold,
      audiences: audiences.filter((audience) => audience !== 'client'),
    })),
  }
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
