import { isRefusal, refuse, type Decision } from '@spoc/platform-kernel'
import type { TeamEvent, TeamFacts } from '@spoc/routing-contracts'
import { sameContent } from '../same-content.js'
import { checkTeam, teamOf, type TeamDraft, type TeamGrounds } from './check-team.js'

export function formTeam({ team }: TeamFacts, draft: TeamDraft, grounds: TeamGrounds): Decision<TeamEvent> {
  const definition = teamOf(draft)
  if (isRefusal(definition)) return definition
  if (team !== undefined) {
    return sameContent(team, definition) ? [] : refuse('team-exists', 'The team exists already; change it instead.')
  }
  return checkTeam(definition, grounds) ?? [{ type: 'routing.team-formed.v1', data: definition }]
}
