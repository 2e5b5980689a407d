import type { LinkRelation, RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision, Id } from '@spoc/platform-kernel'
import { unknownRequest } from './refusals.js'

/**
 * Says by whose thread a mail came that opened a request of its own: a stranger's, one that was passed on, or one that came too late. Unlike
 * other links it may be between accounts, since staff alone see those; it never says that they are duplicates.
 */
export function linkThread(
  request: RequestFacts,
  {
    to,
    relation,
    reason,
  }: {
    readonly to: Id<'request'>
    readonly relation: Extract<LinkRelation, 'relates-to' | 'follows-up' | 'followed-up-by'>
    readonly reason: string
  },
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (request.links.some((link) => link.to === to && link.relation === relation)) return []
  return [{ type: 'intake.requests-linked.v1', data: { to, relation, reasons: [reason] } }]
}
