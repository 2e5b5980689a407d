import { streamKind } from '@spoc/platform-kernel'
import type { TeamDefinition, TeamEvent } from './team.events.js'

/** A team as it stands; `team` is absent where none was formed. */
export interface TeamFacts {
  readonly team?: TeamDefinition
}

/** Folds `team-<id>`; leaves alone what it does not know. */
export const teamFacts = streamKind<TeamFacts, TeamEvent>({
  category: 'team',
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'routing.team-formed.v1':
      case 'routing.team-changed.v1':
        return { team: event.data }
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})
