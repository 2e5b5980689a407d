import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { personal, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'
import { checkWritten, keyOfWriter } from './writing.js'

/** Says that it is not valid, or not ours. The reason is told to the client. */
export function reject(
  request: RequestFacts,
  command: { readonly requestId: Id<'request'>; readonly reason: string },
  given: Given,
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  switch (phase.status) {
    case 'rejected':
      return []
    case 'new':
    case 'in-progress': {
      const reason = personal(command.reason, keyOfWriter(command.requestId, given))
      return checkWritten(command.reason, 'reason') ?? [{ type: 'intake.request-rejected.v1', data: { reason } }]
    }
    default:
      return notWhile(phase, 'rejected')
  }
}
