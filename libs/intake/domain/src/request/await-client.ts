import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { personal, refuse, reveal, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'
import { daysAfter, type RequestTerms } from './terms.js'
import { checkWritten, keyOfWriter } from './writing.js'

/** Asks the client for an answer or an act. The client is reminded, and in the end the request is resolved, by the contract's days. */
export function awaitClient(
  request: RequestFacts,
  command: { readonly requestId: Id<'request'>; readonly what: string },
  terms: RequestTerms,
  given: Given,
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  if (phase.status === 'waiting-for-client') {
    return reveal(phase.what, undefined) === command.what
      ? []
      : refuse('request-waiting-for-client', 'The client is awaited for something else already; resume the work first.')
  }
  if (phase.status !== 'new' && phase.status !== 'in-progress') return notWhile(phase, 'made to wait for the client')
  return (
    checkWritten(command.what, 'what') ?? [
      {
        type: 'intake.client-awaited.v1',
        data: {
          what: personal(command.what, keyOfWriter(command.requestId, given)),
          since: given.now,
          remindAt: daysAfter(given.now, terms.waiting.remindAfterDays),
          resolveAt: daysAfter(given.now, terms.waiting.resolveAfterDays),
          closeAfterDays: terms.closeAfterDays,
          reopenWithinDays: terms.reopenWithinDays,
        },
      },
    ]
  )
}
