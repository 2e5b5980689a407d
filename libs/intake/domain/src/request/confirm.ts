import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision, Given } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'
import { daysAfter } from './terms.js'

/** The client says that the solution holds. */
export function confirm(request: RequestFacts, { now }: Pick<Given, 'now'>): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  switch (phase.status) {
    case 'resolved': {
      const reopenUntil = daysAfter(now, phase.reopenWithinDays)
      return [{ type: 'intake.request-closed.v1', data: { because: 'confirmed', reopenUntil } }]
    }
    case 'closed':
      return []
    default:
      return notWhile(phase, 'confirmed')
  }
}
