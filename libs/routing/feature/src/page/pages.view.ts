import { projector } from '@spoc/platform-runtime'
import { PAGES, type PageDocument, type PageEvent } from '@spoc/routing-contracts'
import { idIn } from '../automation/id-in.js'

export const pages = projector<PageDocument, PageEvent>({
  collection: PAGES,
  version: 1,
  on: {
    'routing.page-started.v1': ({ stream, data, revision }, into) => {
      const { requestId, accountId, engagementId, reason, at } = data
      into.put(idIn(stream), () => ({
        _id: idIn(stream),
        requestId,
        ...(accountId !== undefined && { accountId }),
        ...(engagementId !== undefined && { engagementId }),
        reason,
        state: 'open',
        startedAt: at,
        told: [],
        declinedBy: [],
        steps: [],
        revision,
      }))
    },
    'routing.page-notified.v1': ({ stream, data: { step, personIds, at }, revision }, into) =>
      into.put(
        idIn(stream),
        (found) =>
          found && {
            ...found,
            told: [...new Set([...found.told, ...personIds])],
            steps: [...found.steps, { step, personIds, at }],
            revision,
          },
      ),
    'routing.page-acknowledged.v1': ({ stream, data: { by, at }, revision }, into) =>
      into.put(
        idIn(stream),
        (found) => found && { ...found, state: 'acknowledged', acknowledgedBy: by, acknowledgedAt: at, revision },
      ),
    'routing.page-declined.v1': ({ stream, data: { by }, revision }, into) =>
      into.put(idIn(stream), (found) => found && { ...found, declinedBy: [...found.declinedBy, by], revision }),
    'routing.page-stopped.v1': ({ stream, data: { because }, revision }, into) =>
      into.put(idIn(stream), (found) => found && { ...found, state: 'stopped', stoppedBecause: because, revision }),
    'routing.page-exhausted.v1': ({ stream, data: { lastResort, at }, revision }, into) =>
      into.put(
        idIn(stream),
        (found) => found && { ...found, told: [...new Set([...found.told, lastResort])], lastResortToldAt: at, revision },
      ),
  },
})
