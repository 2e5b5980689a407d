import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { personal, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { followUpNeeded, notWhile, unknownRequest } from './refusals.js'
import { checkWritten, keyOfWriter } from './writing.js'

export interface Reopen {
  readonly requestId: Id<'request'>
  /** The client may take back a resolution, and within the contract's days a closing; staff whatever has ended. */
  readonly by: 'client' | 'staff'
  readonly reason: string
}

export function reopen(request: RequestFacts, command: Reopen, given: Given): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  switch (phase.status) {
    case 'in-progress':
      return []
    case 'closed':
      if (command.by === 'client' && phase.reopenUntil <= given.now) return followUpNeeded()
      break
    case 'cancelled':
    case 'rejected':
      if (command.by === 'client') return notWhile(phase, 'reopened by the client')
      break
    case 'resolved':
      break
    default:
      return notWhile(phase, 'reopened')
  }
  return (
    checkWritten(command.reason, 'reason') ?? [
      {
        type: 'intake.request-reopened.v1',
        data: {
          because: command.by === 'client' ? 'not-solved' : 'staff',
          from: phase.status,
          reason: personal(command.reason, keyOfWriter(command.requestId, given)),
        },
      },
    ]
  )
}
