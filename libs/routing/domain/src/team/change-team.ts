import { isRefusal, refuse, type Decision } from '@spoc/platform-kernel'
import type { TeamEvent, TeamFacts } from '@spoc/routing-contracts'
import { sameContent } from '../same-content.js'
import { checkTeam, teamOf, type TeamDraft, type TeamGrounds } from './check-team.js'

/** The team as it is from now on, whole. */
export function changeTeam({ team }: TeamFacts, draft: TeamDraft, grounds: TeamGrounds): Decision<TeamEvent> {
  if (team === undefined) return refuse('team-unknown', 'There is no such team.')
  const definition = teamOf(draft)
  if (isRefusal(definition)) return definition
  if (sameContent(team, definition)) return []
  return checkTeam(definition, grounds) ?? [{ type: 'routing.team-changed.v1', data: definition }]
}
