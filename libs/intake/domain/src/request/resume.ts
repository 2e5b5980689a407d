import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'

/** Goes on with a request that waited or rested, by an agent's hand. */
export function resume(request: RequestFacts): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  switch (request.phase.status) {
    case 'waiting-for-client':
    case 'on-hold':
      return [{ type: 'intake.work-resumed.v1', data: { because: 'agent' } }]
    case 'in-progress':
      return []
    default:
      return notWhile(request.phase, 'resumed')
  }
}
