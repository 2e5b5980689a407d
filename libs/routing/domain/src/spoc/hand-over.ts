import { refuse, type Decision, type Id, type Personal } from '@spoc/platform-kernel'
import type { RequestRouting, RequestRoutingEvent, Spoc } from '@spoc/routing-contracts'
import { sameSpoc } from './same-spoc.js'

export interface HandOver {
  readonly to: Spoc
  /** Whether the person or team exists and is with us. */
  readonly exists: boolean
  /** Who of the team is on duty, where it goes to a team. */
  readonly dutyPersonId?: Id<'person'>
  readonly reason?: Personal<string>
}

/** Gives the request to another person or back to a team. There is never a moment without a SPOC. */
export function handOver(
  { requestId, accountId, spoc }: RequestRouting,
  { to, exists, dutyPersonId, reason }: HandOver,
): Decision<RequestRoutingEvent> {
  if (spoc === undefined || requestId === undefined) return refuse('request-unknown', 'No such request has come to routing.')
  if (!exists) return refuse('spoc-unknown', 'There is no such person or team to hand over to.', 'to')
  if (sameSpoc(spoc.spoc, to)) return []
  return [
    {
      type: 'routing.spoc-assigned.v1',
      data: {
        requestId,
        ...(accountId !== undefined && { accountId }),
        spoc: to,
        because: 'handed-over',
        ...(dutyPersonId !== undefined && { dutyPersonId }),
        ...(reason !== undefined && { reason }),
      },
    },
  ]
}
