import { isOpen, type Request, type RequestEvent, type RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision, type Id, type Refusal } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'

/** Lets a request go on in another, the survivor. Whoever replies to it reaches the survivor. */
export function merge(
  request: RequestFacts,
  command: { readonly requestId: Id<'request'>; readonly into: Id<'request'> },
  survivor: RequestFacts,
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  switch (phase.status) {
    case 'merged':
      return phase.into === command.into ? [] : notWhile(phase, 'merged again')
    case 'new':
    case 'in-progress':
      return (
        checkSurvivor(request, command, survivor) ?? [
          { type: 'intake.request-merged.v1', data: { into: command.into, stateBefore: phase.status } },
        ]
      )
    default:
      return notWhile(phase, 'merged')
  }
}

function checkSurvivor(
  request: Request,
  { requestId, into }: { readonly requestId: string; readonly into: string },
  survivor: RequestFacts,
): Refusal | undefined {
  if (into === requestId) return refuse('merged-into-itself', 'A request cannot go on in itself.', 'into')
  if (survivor.is === 'unknown') return refuse('survivor-unknown', 'There is no such request to go on in.', 'into')
  if (survivor.phase.status === 'merged') {
    return refuse('survivor-merged', 'That request goes on in another itself; name the other.', 'into')
  }
  if (!isOpen(survivor.status)) return refuse('survivor-ended', 'That request has ended; reopen it first.', 'into')
  return mayShare(request, survivor)
    ? undefined
    : refuse('merge-across-accounts', 'Requests of different accounts are never merged.', 'into')
}

/** Replies to either reach both: so the same account, or, where neither has one yet, nobody or somebody in common. */
function mayShare(one: Request, other: Request): boolean {
  if (one.accountId !== undefined || other.accountId !== undefined) return one.accountId === other.accountId
  return (
    one.participants.length === 0 ||
    other.participants.length === 0 ||
    one.participants.some((participant) => other.participants.includes(participant))
  )
}
