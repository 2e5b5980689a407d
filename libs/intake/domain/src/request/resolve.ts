import {
  resolutionCodes,
  type ClosingTerms,
  type RequestEvent,
  type RequestFacts,
  type ResolutionCode,
} from '@spoc/intake-contracts'
import { personal, refuse, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'
import { daysAfter } from './terms.js'
import { checkWritten, keyOfWriter } from './writing.js'

export interface Resolve {
  readonly requestId: Id<'request'>
  readonly code: ResolutionCode
  /** Told to the client. */
  readonly solution: string
}

/** Tells the client the solution. The client confirms it, or it closes by itself after the contract's days. */
export function resolve(request: RequestFacts, command: Resolve, terms: ClosingTerms, given: Given): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  const { requestId, code, solution } = command
  switch (phase.status) {
    case 'resolved':
      return phase.code === code ? [] : notWhile(phase, 'resolved otherwise')
    case 'new':
    case 'in-progress':
    case 'waiting-for-client':
    case 'on-hold':
      if (!resolutionCodes.includes(code) || code === 'no-answer') {
        return refuse('code-unknown', 'There is no such resolution code to choose.', 'code')
      }
      return (
        checkWritten(solution, 'solution') ?? [
          {
            type: 'intake.request-resolved.v1',
            data: {
              code,
              solution: personal(solution, keyOfWriter(requestId, given)),
              closeAt: daysAfter(given.now, terms.closeAfterDays),
              closeAfterDays: terms.closeAfterDays,
              reopenWithinDays: terms.reopenWithinDays,
            },
          },
        ]
      )
    default:
      return notWhile(phase, 'resolved')
  }
}
