import { eventContract } from '@spoc/platform-kernel'
import type { ClaimEvent } from './claim/claim.events.js'
import type { RequestEvent } from './request/request.events.js'

export type IntakeEvent = RequestEvent | ClaimEvent

/**
 * Topic `spoc.intake.v1`: everything that is brought to the single point of contact, and the life of it.
 * Keyed by the request's id, so that one request's facts keep their order; claims carry the request that holds them.
 */
export const intakeContract = eventContract<IntakeEvent>({
  context: 'intake',
  categories: ['request', 'claim'],
  types: {
    'intake.request-received.v1': true,
    'intake.request-taken-up.v1': true,
    'intake.client-awaited.v1': true,
    'intake.reminder-due.v1': true,
    'intake.request-put-on-hold.v1': true,
    'intake.work-resumed.v1': true,
    'intake.request-resolved.v1': true,
    'intake.request-closed.v1': true,
    'intake.request-reopened.v1': true,
    'intake.request-cancelled.v1': true,
    'intake.request-rejected.v1': true,
    'intake.request-merged.v1': true,
    'intake.request-unmerged.v1': true,
    'intake.message-added.v1': true,
    'intake.copy-received.v1': true,
    'intake.alert-updated.v1': true,
    'intake.priority-set.v1': true,
    'intake.account-set.v1': true,
    'intake.service-set.v1': true,
    'intake.kind-converted.v1': true,
    'intake.duplicate-suggested.v1': true,
    'intake.requests-linked.v1': true,
    'intake.requests-unlinked.v1': true,
    'intake.claimed.v1': true,
    'intake.number-block-claimed.v1': true,
  },
})
