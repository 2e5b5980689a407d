import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision } from '@spoc/platform-kernel'
import { unknownRequest } from './refusals.js'

/** The same mail came to another of our mailboxes: one request, and the team of either mailbox sees it. */
export function receiveCopy(
  request: RequestFacts,
  copy: { readonly mailbox: string; readonly messageId: string },
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  return request.mailboxes.includes(copy.mailbox) ? [] : [{ type: 'intake.copy-received.v1', data: copy }]
}
