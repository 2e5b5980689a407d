import { refuse, type Decision } from '@spoc/platform-kernel'
import type { TeamDefinition, TeamEvent, TeamFacts } from '@spoc/routing-contracts'
import { sameContent } from '../same-content.js'
import { checkTeam, type TeamGrounds } from './check-team.js'

/** The team as it is from now on, whole. */
export function changeTeam({ team }: TeamFacts, definition: TeamDefinition, grounds: TeamGrounds): Decision<TeamEvent> {
  if (team === undefined) return refuse('team-unknown', 'There is no such team.')
  if (sameContent(team, definition)) return []
  return checkTeam(definition, grounds) ?? [{ type: 'routing.team-changed.v1', data: definition }]
}
