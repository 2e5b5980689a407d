import type { Id } from '@spoc/platform-kernel'
import type { Views } from '@spoc/platform-runtime'
import { TEAMS, teamFacts, type TeamDocument } from '@spoc/routing-contracts'
import type { Facts } from '../duty/absences.js'

export const NO_TEAM_YET = 'There is no team yet, so nobody can be the SPOC of a request.'

/**
 * Finds the team that is SPOC of requests without an account: the first by name that says it is the triage desk, else the first of all, since
 * there is always exactly one SPOC. The read model names candidates; the team's own stream decides.
 */
export class TriageDesk {
  private known: Id<'team'> | undefined

  constructor(private readonly views: Views) {}

  /** Throws where there is no team at all: the request waits, parked, until there is. */
  async find(facts: Facts): Promise<Id<'team'>> {
    if (this.known !== undefined && (await facts.of(teamFacts, this.known)).team?.isTriageDesk === true) return this.known
    const teams = this.views.of<TeamDocument>(TEAMS)
    const desks = await teams.find({ filter: { isTriageDesk: true }, sort: ['nameKey'], limit: 20 })
    for (const { _id } of desks.items) {
      if ((await facts.of(teamFacts, _id)).team?.isTriageDesk === true) return (this.known = _id)
    }
    const [first] = (await teams.find({ sort: ['nameKey'], limit: 1 })).items
    if (first === undefined) throw new Error(NO_TEAM_YET)
    return first._id
  }
}
