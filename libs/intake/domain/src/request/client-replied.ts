import type { RequestEvent, RequestFacts, RequestStatus } from '@spoc/intake-contracts'
import type { Decision, Given } from '@spoc/platform-kernel'
import { messageAdded, type Message } from './message.js'
import { followUpNeeded, notWhile, unknownRequest } from './refusals.js'
import { checkWritten } from './writing.js'

/** Whether a client's word on a resolved request reopens it, or is kept as a word of thanks would be. */
export interface ReplyPolicy {
  readonly whenResolved: 'reopens' | 'is-kept'
}

/**
 * The client says something, by whichever channel. An answer that was awaited sets the work going again; a closed request comes back
 * within the contract's days, and later the caller opens a follow-up (`follow-up-needed`). What staff ended (cancelled, rejected), staff reopen.
 */
export function clientReplied(
  request: RequestFacts,
  message: Message,
  given: Given,
  policy: ReplyPolicy = { whenResolved: 'reopens' },
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (request.messageIds.includes(message.messageId)) return []
  const { phase } = request
  if (phase.status === 'merged') return notWhile(phase, 'answered')
  const refusal = checkWritten(message.text, 'text')
  if (refusal !== undefined) return refusal
  const answer = messageAdded('from-client', message, given)
  switch (phase.status) {
    case 'waiting-for-client':
      return [answer, { type: 'intake.work-resumed.v1', data: { because: 'client-replied' } }]
    case 'resolved':
      return policy.whenResolved === 'reopens' ? [answer, reopened('resolved')] : [answer]
    case 'closed':
      return given.now < phase.reopenUntil ? [answer, reopened('closed')] : followUpNeeded()
    default:
      return [answer]
  }
}

function reopened(from: RequestStatus): RequestEvent {
  return { type: 'intake.request-reopened.v1', data: { because: 'client-replied', from } }
}
