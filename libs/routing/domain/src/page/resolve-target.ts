import type { Id } from '@spoc/platform-kernel'
import type { EscalationTarget, TeamDefinition } from '@spoc/routing-contracts'
import type { TargetPeople } from './take-steps.js'

/** What the targets of a policy stand for at one moment, read before the decision. */
export interface Roster {
  readonly team: (teamId: Id<'team'>) => TeamDefinition | undefined
  readonly onDuty: (rotaId: Id<'rota'>) => Id<'person'> | undefined
  readonly nextOnDuty: (rotaId: Id<'rota'>) => Id<'person'> | undefined
  /** Whether the person is with us and has some way to be reached. */
  readonly reachable: (personId: Id<'person'>) => boolean
}

/** Whom a target means now, those who cannot be reached set apart. A team, rota or person that is not there means nobody. */
export function resolveTarget(target: EscalationTarget, roster: Roster): TargetPeople {
  const meant = peopleOf(target, roster)
  const unreachable = meant.filter((personId) => !roster.reachable(personId))
  return { personIds: meant.filter(roster.reachable), ...(unreachable.length > 0 && { unreachable }) }
}

function peopleOf({ kind, id }: EscalationTarget, roster: Roster): readonly Id<'person'>[] {
  switch (kind) {
    case 'person':
      return [id]
    case 'on-duty':
      return one(roster.onDuty(id))
    case 'next-on-duty':
      return one(roster.nextOnDuty(id))
    case 'team':
      return roster.team(id)?.members ?? []
    case 'team-lead':
      return one(roster.team(id)?.leadId)
  }
}

function one(personId: Id<'person'> | undefined): readonly Id<'person'>[] {
  return personId === undefined ? [] : [personId]
}
