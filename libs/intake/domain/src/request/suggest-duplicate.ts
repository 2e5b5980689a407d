import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision, type Id } from '@spoc/platform-kernel'
import { acrossAccounts } from './link-requests.js'
import { unknownRequest } from './refusals.js'

/** Points out a request that this one may repeat. Once: a suggestion that was made, or became a link, is not made again. */
export function suggestDuplicate(
  request: RequestFacts,
  command: {
    readonly requestId: Id<'request'>
    readonly of: Id<'request'>
    readonly score: number
    readonly reasons: readonly string[]
  },
  other: RequestFacts,
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { requestId, of, score, reasons } = command
  if (request.suggestedDuplicateOf.includes(of) || request.links.some(({ to }) => to === of)) return []
  if (of === requestId) return refuse('linked-to-itself', 'A request does not repeat itself.', 'of')
  if (other.is === 'unknown') return refuse('other-unknown', 'There is no such request to repeat.', 'of')
  if (request.accountId === undefined || request.accountId !== other.accountId) return acrossAccounts()
  return [{ type: 'intake.duplicate-suggested.v1', data: { of, score, reasons } }]
}
