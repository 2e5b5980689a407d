import { TEAM_NAMES, type TeamNameDocument } from '@spoc/intake-contracts'
import { projector } from '@spoc/platform-runtime'
import type { TeamEvent } from '@spoc/routing-contracts'

const idOf = (stream: string) => stream.slice('team-'.length)

export const teamNames = projector<TeamNameDocument, TeamEvent>({
  collection: TEAM_NAMES,
  version: 1,
  on: {
    'routing.team-formed.v1': ({ stream, data: { name } }, into) => into.put(idOf(stream), () => ({ _id: idOf(stream), name })),
    'routing.team-changed.v1': ({ stream, data: { name } }, into) => into.put(idOf(stream), () => ({ _id: idOf(stream), name })),
  },
})
