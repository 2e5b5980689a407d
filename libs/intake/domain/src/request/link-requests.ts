import type { LinkRelation, RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision, type Given, type Id, type Refusal } from '@spoc/platform-kernel'
import { unknownRequest } from './refusals.js'

export interface LinkRequests {
  readonly requestId: Id<'request'>
  readonly to: Id<'request'>
  readonly relation: LinkRelation
  /** Of an automatic link. */
  readonly score?: number
  readonly reasons: readonly string[]
}

/** Says how two requests hang together. Between accounts only people do so, and never as duplicates. */
export function linkRequests(
  request: RequestFacts,
  command: LinkRequests,
  other: RequestFacts,
  { actor }: Pick<Given, 'actor'>,
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { requestId, to, relation, score, reasons } = command
  if (request.links.some((link) => link.to === to && link.relation === relation)) return []
  if (to === requestId) return refuse('linked-to-itself', 'A request has nothing to do with itself.', 'to')
  if (other.is === 'unknown') return refuse('other-unknown', 'There is no such request to link to.', 'to')
  if (request.accountId !== other.accountId && (actor.kind !== 'person' || relation === 'duplicates')) return acrossAccounts()
  return [{ type: 'intake.requests-linked.v1', data: { to, relation, ...(score === undefined ? {} : { score }), reasons } }]
}

export function acrossAccounts(): Refusal {
  return refuse('link-across-accounts', 'Requests of different accounts are linked by staff only, and never as duplicates.', 'to')
}

/** How the other request stands to this one, to be recorded on the other's side. */
export const inverseRelation: Readonly<Record<LinkRelation, LinkRelation | undefined>> = {
  duplicates: 'relates-to',
  'relates-to': 'relates-to',
  'follows-up': 'followed-up-by',
  'followed-up-by': 'follows-up',
  'child-of': 'parent-of',
  'parent-of': 'child-of',
  // The merged request says itself where it goes on.
  survives: undefined,
}
