import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision, Given } from '@spoc/platform-kernel'
import { messageAdded, type Message } from './message.js'
import { notWhile, unknownRequest } from './refusals.js'
import { checkWritten } from './writing.js'

/** Says something to colleagues. It never reaches the client and moves nothing. */
export function note(request: RequestFacts, message: Message, given: Given): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (request.messageIds.includes(message.messageId)) return []
  if (request.phase.status === 'merged') return notWhile(request.phase, 'commented on')
  return checkWritten(message.text, 'text') ?? [messageAdded('internal', message, given)]
}
