import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { requestStream } from '@spoc/intake-domain'
import type { Decision, Id } from '@spoc/platform-kernel'
import { reaction } from '@spoc/platform-runtime'

/** The survivor knows whom it goes on for, until the merge is taken back. */
export const whenRequestMergedThenTellSurvivor = reaction<RequestEvent>()({
  name: 'when-request-merged-then-tell-survivor',
  into: requestStream,
  on: {
    'intake.request-merged.v1': ({ metadata: { subject }, data: { into } }) => [
      { id: into, decide: (survivor) => survive(survivor, subject) },
    ],
    'intake.request-unmerged.v1': ({ metadata: { subject }, data: { from } }) => [
      { id: from, decide: (survivor) => surviveNoMore(survivor, subject) },
    ],
  },
})

function survive(survivor: RequestFacts, to: Id<'request'>): Decision<RequestEvent> {
  if (survivor.is === 'unknown' || survives(survivor, to)) return []
  const reasons = ['It was merged into this request.']
  return [{ type: 'intake.requests-linked.v1', data: { to, relation: 'survives', reasons } }]
}

function surviveNoMore(survivor: RequestFacts, to: Id<'request'>): Decision<RequestEvent> {
  if (!survives(survivor, to)) return []
  return [{ type: 'intake.requests-unlinked.v1', data: { to, relation: 'survives', reason: 'The merge was taken back.' } }]
}

function survives(survivor: RequestFacts, to: Id<'request'>): boolean {
  return survivor.is === 'received' && survivor.links.some((link) => link.to === to && link.relation === 'survives')
}
