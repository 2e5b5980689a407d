import { requestKinds, type RequestEvent, type RequestFacts, type RequestKind } from '@spoc/intake-contracts'
import { checkText, refuse, type Decision } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'

/** Says that it is of another kind, e.g. a question that turns out to be a fault. Clocks are re-targeted by it. */
export function convertKind(
  request: RequestFacts,
  { to, reason }: { readonly to: RequestKind; readonly reason: string },
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { status } = request.phase
  if (status === 'closed' || status === 'cancelled' || status === 'rejected' || status === 'merged') {
    return notWhile(request.phase, 'converted')
  }
  if (!requestKinds.includes(to)) return refuse('kind-unknown', `A kind is one of ${requestKinds.join(', ')}.`, 'to')
  if (request.kind === to) return []
  return checkText(reason, 'reason', 1000) ?? [{ type: 'intake.kind-converted.v1', data: { from: request.kind, to, reason } }]
}
