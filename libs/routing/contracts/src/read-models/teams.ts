import type { Ola } from '../team/team.events.js'

/** Published read model `routing_teams`: one document a team; its mail address stands in `routing_teams_personal`. */
export interface TeamDocument {
  readonly _id: string
  readonly name: string
  /** The name in lower case, which lists are sorted by. */
  readonly nameKey: string
  readonly members: readonly string[]
  readonly leadId: string
  readonly rotaId?: string
  readonly escalationPolicyId?: string
  readonly ola?: Ola
  readonly skills: readonly string[]
  readonly isTriageDesk: boolean
  readonly isVendor: boolean
  readonly revision: number
}

/** Restricted read model `routing_teams_personal`. */
export interface PersonalTeamDocument {
  readonly _id: string
  readonly email?: string
}

export const TEAMS = {
  name: 'routing_teams',
  indexes: [{ fields: ['nameKey'] }, { fields: ['isTriageDesk', 'nameKey'] }, { fields: ['members'] }],
  holds: 'view',
} as const
export const TEAMS_PERSONAL = { name: 'routing_teams_personal', indexes: [], holds: 'view' } as const
