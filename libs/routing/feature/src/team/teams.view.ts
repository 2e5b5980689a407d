import { reveal } from '@spoc/platform-kernel'
import { projector } from '@spoc/platform-runtime'
import {
  TEAMS,
  TEAMS_PERSONAL,
  type PersonalTeamDocument,
  type TeamDefinition,
  type TeamDocument,
  type TeamEvent,
} from '@spoc/routing-contracts'
import { idIn } from '../automation/id-in.js'

export const teams = projector<TeamDocument, TeamEvent>({
  collection: TEAMS,
  version: 1,
  on: {
    'routing.team-formed.v1': ({ stream, data, revision }, into) =>
      into.put(idIn(stream), () => plain(idIn(stream), data, revision)),
    'routing.team-changed.v1': ({ stream, data, revision }, into) =>
      into.put(idIn(stream), () => plain(idIn(stream), data, revision)),
  },
})

export const teamsPersonal = projector<PersonalTeamDocument, TeamEvent>({
  collection: TEAMS_PERSONAL,
  version: 1,
  on: {
    'routing.team-formed.v1': ({ stream, data }, into) => into.put(idIn(stream), () => personalPart(idIn(stream), data)),
    'routing.team-changed.v1': ({ stream, data }, into) => into.put(idIn(stream), () => personalPart(idIn(stream), data)),
  },
})

function plain(_id: string, { email: _, ...team }: TeamDefinition, revision: number): TeamDocument {
  return {
    _id,
    ...team,
    nameKey: team.name.toLowerCase(),
    isTriageDesk: team.isTriageDesk ?? false,
    isVendor: team.isVendor ?? false,
    revision,
  }
}

function personalPart(_id: string, { email }: TeamDefinition): PersonalTeamDocument {
  const address = email === undefined ? undefined : reveal(email, undefined)
  return { _id, ...(address !== undefined && { email: address }) }
}
