import { isOpen, type RequestEvent, type RequestFacts } from '@spoc/intake-contracts'
import { personal, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'
import { checkWritten, keyOfWriter } from './writing.js'

export interface Cancel {
  readonly requestId: Id<'request'>
  readonly by: 'client' | 'staff'
  readonly reason: string
}

/** Withdraws it: what was asked is no longer wanted. */
export function cancel(request: RequestFacts, command: Cancel, given: Given): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  if (phase.status === 'cancelled') return []
  if (!isOpen(phase.status)) return notWhile(phase, 'cancelled')
  const reason = personal(command.reason, keyOfWriter(command.requestId, given))
  return checkWritten(command.reason, 'reason') ?? [{ type: 'intake.request-cancelled.v1', data: { by: command.by, reason } }]
}
