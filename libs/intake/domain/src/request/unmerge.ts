import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { unknownRequest } from './refusals.js'

/** Takes a merge back: the request stands again where it stood before. */
export function unmerge(request: RequestFacts): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  return phase.status === 'merged'
    ? [{ type: 'intake.request-unmerged.v1', data: { from: phase.into, state: phase.before.status } }]
    : refuse('request-not-merged', 'The request is not merged.')
}
