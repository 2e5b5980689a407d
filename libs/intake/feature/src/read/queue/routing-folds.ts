import type { QueueEngagement, RequestDocument } from '@spoc/intake-contracts'
import type { Recorded } from '@spoc/platform-kernel'
import type { Fold, Into } from '@spoc/platform-runtime'
import type { EngagementEvent, PageEvent, RequestRoutingEvent } from '@spoc/routing-contracts'
import { change } from './request-change.js'

type CarryingEvent = RequestRoutingEvent | EngagementEvent | PageEvent

/** Who carries a request: what routing's facts make of a line of the queue. */
export const routingFolds: Fold<RequestDocument, CarryingEvent> = {
  'routing.spoc-assigned.v1': (event, into) => {
    const { spoc, because, dutyPersonId } = event.data
    change(event, into, (found) => ({
      ...found,
      spoc: { ...spoc, because, ...(dutyPersonId === undefined ? {} : { dutyPersonId }) },
    }))
  },
  'routing.spoc-taken-over.v1': (event, into) => {
    const { by, teamId } = event.data
    change(event, into, (found) => ({
      ...found,
      spoc: { kind: 'person', personId: by, ...(teamId === undefined ? {} : { teamId }), because: 'taken-over' },
    }))
  },
  'routing.engagement-requested.v1': (event, into) => {
    const { engagementId, teamId, kind, acceptBy } = event.data
    engage(event, into, { engagementId, teamId, kind, acceptBy, state: 'offered' })
  },
  'routing.engagement-offered.v1': (event, into) => {
    const { teamId, kind, acceptBy } = event.data
    engage(event, into, { engagementId: engagementOf(event), teamId, kind, acceptBy, state: 'offered' })
  },
  'routing.engagement-accepted.v1': (event, into) =>
    engagementIs(event, into, { state: 'accepted', engineerId: event.data.engineerId }),
  'routing.engagement-declined.v1': (event, into) =>
    engagementIs(event, into, { state: 'declined', engineerId: event.data.engineerId }),
  'routing.engagement-overdue.v1': (event, into) => engagementIs(event, into, { overdue: true }),
  'routing.engagement-withdrawn.v1': (event, into) => engagementIs(event, into, { state: 'withdrawn' }),
  'routing.engagement-completed.v1': (event, into) =>
    engagementIs(event, into, { state: 'completed', engineerId: event.data.engineerId }),
  'routing.page-started.v1': (event, into) =>
    change(event, into, (found) => ({ ...found, openPageIds: [...new Set([...found.openPageIds, pageOf(event)])] })),
  'routing.page-acknowledged.v1': (event, into) => pageEnded(event, into),
  'routing.page-stopped.v1': (event, into) => pageEnded(event, into),
}

function engagementOf({ stream }: Recorded): string {
  return stream.slice('engagement-'.length)
}

function pageOf({ stream }: Recorded): string {
  return stream.slice('page-'.length)
}

/** An engagement is intended first, then offered in a stream of its own: one line either way. */
function engage(event: Recorded, into: Into<RequestDocument>, engagement: QueueEngagement): void {
  change(event, into, (found) =>
    found.engagements.some(({ engagementId }) => engagementId === engagement.engagementId)
      ? found
      : { ...found, engagements: [...found.engagements, engagement] },
  )
}

function engagementIs(event: Recorded, into: Into<RequestDocument>, now: Partial<QueueEngagement>): void {
  change(event, into, (found) => ({
    ...found,
    engagements: found.engagements.map((one) => (one.engagementId === engagementOf(event) ? { ...one, ...now } : one)),
  }))
}

function pageEnded(event: Recorded, into: Into<RequestDocument>): void {
  change(event, into, (found) => ({ ...found, openPageIds: found.openPageIds.filter((id) => id !== pageOf(event)) }))
}
