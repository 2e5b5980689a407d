import { projector } from '@spoc/platform-runtime'
import { ENGAGEMENTS, type EngagementDocument, type EngagementEvent } from '@spoc/routing-contracts'
import { idIn } from '../automation/id-in.js'

export const engagements = projector<EngagementDocument, EngagementEvent>({
  collection: ENGAGEMENTS,
  version: 2,
  on: {
    'routing.engagement-offered.v1': ({ stream, data, metadata, revision }, into) => {
      const { ask: _, handover: __, ...plain } = data
      const _id = idIn(stream)
      into.put(_id, () => ({ _id, ...plain, state: 'offered', offeredAt: metadata.occurredAt, overdue: false, revision }))
    },
    'routing.engagement-accepted.v1': ({ stream, data: { engineerId }, metadata, revision }, into) =>
      into.put(
        idIn(stream),
        (found) => found && { ...found, state: 'accepted', engineerId, acceptedAt: metadata.occurredAt, revision },
      ),
    'routing.engagement-declined.v1': ({ stream, data: { engineerId }, metadata, revision }, into) =>
      into.put(
        idIn(stream),
        (found) => found && { ...found, state: 'declined', engineerId, endedAt: metadata.occurredAt, revision },
      ),
    'routing.engagement-overdue.v1': ({ stream, revision }, into) =>
      into.put(idIn(stream), (found) => found && { ...found, overdue: true, revision }),
    'routing.engagement-withdrawn.v1': ({ stream, data: { because }, metadata, revision }, into) =>
      into.put(
        idIn(stream),
        (found) => found && { ...found, state: 'withdrawn', withdrawnBecause: because, endedAt: metadata.occurredAt, revision },
      ),
    'routing.engagement-completed.v1': ({ stream, data: { engineerId, outcome }, metadata, revision }, into) =>
      into.put(
        idIn(stream),
        (found) => found && { ...found, state: 'completed', engineerId, outcome, endedAt: metadata.occurredAt, revision },
      ),
  },
})
