import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision, type Given } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'

/** Somebody begins to work on it. Who is its SPOC, and who takes over from whom, is routing's to decide. */
export function takeUp(request: RequestFacts, { actor }: Pick<Given, 'actor'>): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase, takenUpBy } = request
  switch (phase.status) {
    case 'new':
      return [{ type: 'intake.request-taken-up.v1', data: { by: actor.id } }]
    case 'in-progress':
      if (takenUpBy === undefined) return [{ type: 'intake.request-taken-up.v1', data: { by: actor.id } }]
      return takenUpBy === actor.id ? [] : refuse('request-taken-up', 'A colleague has already taken it up.')
    default:
      return notWhile(phase, 'taken up')
  }
}
