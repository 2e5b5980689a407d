import { refuse, type Decision, type Id } from '@spoc/platform-kernel'
import type { RequestRouting, RequestRoutingEvent } from '@spoc/routing-contracts'

export interface TakeOver {
  readonly by: Id<'person'>
  readonly teamId?: Id<'team'>
}

/** A person makes the request theirs. Also of an ended one: somebody has to answer the client's late word. */
export function takeOver({ spoc }: RequestRouting, { by, teamId }: TakeOver): Decision<RequestRoutingEvent> {
  if (spoc === undefined) return refuse('request-unknown', 'No such request has come to routing.')
  if (spoc.spoc.kind === 'person' && spoc.spoc.personId === by) return []
  return [{ type: 'routing.spoc-taken-over.v1', data: { by, ...(teamId !== undefined && { teamId }) } }]
}
