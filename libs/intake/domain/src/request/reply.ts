import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision, Given } from '@spoc/platform-kernel'
import { messageAdded, type Message } from './message.js'
import { notWhile, unknownRequest } from './refusals.js'
import { checkWritten } from './writing.js'

/** Says something to the client. Whoever answers a new request has thereby taken it up. */
export function reply(request: RequestFacts, message: Message, given: Given): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (request.messageIds.includes(message.messageId)) return []
  if (request.phase.status === 'merged') return notWhile(request.phase, 'answered')
  const refusal = checkWritten(message.text, 'text')
  if (refusal !== undefined) return refusal
  const answer = messageAdded('to-client', message, given)
  return request.phase.status === 'new' && given.actor.kind === 'person'
    ? [{ type: 'intake.request-taken-up.v1', data: { by: given.actor.id } }, answer]
    : [answer]
}
