import { refuse, type Decision } from '@spoc/platform-kernel'
import type { TeamDefinition, TeamEvent, TeamFacts } from '@spoc/routing-contracts'
import { sameContent } from '../same-content.js'
import { checkTeam, type TeamGrounds } from './check-team.js'

export function formTeam({ team }: TeamFacts, definition: TeamDefinition, grounds: TeamGrounds): Decision<TeamEvent> {
  if (team !== undefined) {
    return sameContent(team, definition) ? [] : refuse('team-exists', 'The team exists already; change it instead.')
  }
  return checkTeam(definition, grounds) ?? [{ type: 'routing.team-formed.v1', data: definition }]
}
