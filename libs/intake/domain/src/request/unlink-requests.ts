import type { LinkRelation, RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { checkText, type Decision, type Id } from '@spoc/platform-kernel'
import { unknownRequest } from './refusals.js'

export function unlinkRequests(
  request: RequestFacts,
  { to, relation, reason }: { readonly to: Id<'request'>; readonly relation: LinkRelation; readonly reason: string },
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (!request.links.some((link) => link.to === to && link.relation === relation)) return []
  return checkText(reason, 'reason', 1000) ?? [{ type: 'intake.requests-unlinked.v1', data: { to, relation, reason } }]
}
