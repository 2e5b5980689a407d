import type { RequestEvent } from '@spoc/intake-contracts'
import { reaction, type Effect } from '@spoc/platform-runtime'
import { routingOfRequest, type RequestRouting, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { assignSpoc } from '@spoc/routing-domain'
import { spocGrounds, type SpocWanted } from '../spoc/spoc-grounds.js'
import type { TriageDesk } from '../spoc/triage-desk.js'
import { idIn } from './id-in.js'

/** Also when the account becomes known, or turns out to be another: the arrangement is that account's. */
export const whenRequestReceivedThenAssignSpoc = (desk: TriageDesk) => {
  const assign = (wanted: SpocWanted): readonly Effect<RequestRouting, RequestRoutingEvent>[] => [
    {
      id: wanted.requestId,
      decide: async (routing, _, facts) =>
        routing.spoc !== undefined && routing.accountId === wanted.accountId
          ? []
          : assignSpoc(routing, await spocGrounds(wanted, desk, facts)),
    },
  ]
  return reaction<RequestEvent>()({
    name: 'when-request-received-then-assign-spoc',
    into: routingOfRequest,
    on: {
      'intake.request-received.v1': ({ stream, data: { accountId }, metadata }) =>
        assign({ requestId: idIn(stream), ...(accountId !== undefined && { accountId }), at: metadata.recordedAt }),
      'intake.account-set.v1': ({ stream, data: { accountId }, metadata }) =>
        assign({ requestId: idIn(stream), accountId, at: metadata.recordedAt }),
    },
  })
}
