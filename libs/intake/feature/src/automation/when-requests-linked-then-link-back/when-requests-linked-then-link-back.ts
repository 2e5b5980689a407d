import type { Link, RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { inverseRelation, requestStream } from '@spoc/intake-domain'
import type { Decision } from '@spoc/platform-kernel'
import { reaction } from '@spoc/platform-runtime'

/** Both requests tell of a link. Who is linked already is not linked again, so that links do not answer each other. */
export const whenRequestsLinkedThenLinkBack = reaction<RequestEvent>()({
  name: 'when-requests-linked-then-link-back',
  into: requestStream,
  on: {
    'intake.requests-linked.v1': ({ metadata: { subject: to }, data }) => {
      const relation = inverseRelation[data.relation]
      return relation === undefined ? [] : [{ id: data.to, decide: (other) => linkBack(other, { to, relation }, data.reasons) }]
    },
    'intake.requests-unlinked.v1': ({ metadata: { subject: to }, data }) => {
      const relation = inverseRelation[data.relation]
      return relation === undefined ? [] : [{ id: data.to, decide: (other) => unlinkBack(other, { to, relation }, data.reason) }]
    },
  },
})

function linkBack(other: RequestFacts, link: Link, reasons: readonly string[]): Decision<RequestEvent> {
  return other.is === 'unknown' || other.links.some(({ to }) => to === link.to)
    ? []
    : [{ type: 'intake.requests-linked.v1', data: { ...link, reasons } }]
}

function unlinkBack(other: RequestFacts, link: Link, reason: string): Decision<RequestEvent> {
  return other.is === 'received' && other.links.some(({ to, relation }) => to === link.to && relation === link.relation)
    ? [{ type: 'intake.requests-unlinked.v1', data: { ...link, reason } }]
    : []
}
