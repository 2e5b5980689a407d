import { upcast } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'
import { routingContract, type EngagementEvent, type RequestedEngagement } from '@spoc/routing-contracts'
import type { EngagedSpan } from '@spoc/sla-domain'

/** From when until when each of them had the request, as their streams tell it; nothing of one that was not offered yet. */
export async function engagedSpans(engagements: readonly RequestedEngagement[], log: EventLog): Promise<readonly EngagedSpan[]> {
  const spans = await Promise.all(engagements.map((one) => engagedSpan(one, log)))
  return spans.filter((span) => span !== undefined)
}

async function engagedSpan({ engagementId, teamId, kind }: RequestedEngagement, log: EventLog): Promise<EngagedSpan | undefined> {
  let span: EngagedSpan | undefined
  for (const event of await log.readStream(`engagement-${engagementId}`)) {
    const fact = upcast([routingContract], event).fact as EngagementEvent
    const at = event.metadata.occurredAt
    switch (fact.type) {
      case 'routing.engagement-offered.v1':
        span = { engagementId, teamId, isVendor: kind === 'vendor', from: fact.data.engagedAt ?? at }
        break
      case 'routing.engagement-declined.v1':
      case 'routing.engagement-withdrawn.v1':
      case 'routing.engagement-completed.v1':
        if (span !== undefined) span = { ...span, to: at }
        break
      default:
        break
    }
  }
  return span
}
