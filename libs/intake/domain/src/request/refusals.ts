import type { RequestPhase, RequestStatus } from '@spoc/intake-contracts'
import { refuse, type Refusal } from '@spoc/platform-kernel'

const words: Readonly<Record<RequestStatus, string>> = {
  new: 'new',
  'in-progress': 'in progress',
  'waiting-for-client': 'waiting for the client',
  'on-hold': 'on hold',
  resolved: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
  rejected: 'rejected',
  merged: 'merged into another',
}

export function unknownRequest(): Refusal {
  return refuse('request-unknown', 'There is no such request.')
}

/** The code is `request-` and the state that stands in the way, e.g. `request-closed`. */
export function notWhile({ status }: RequestPhase, done: string): Refusal {
  return refuse(`request-${status}`, `A request that is ${words[status]} cannot be ${done}.`)
}

/** The client's word comes too late to reopen: whoever asked opens a linked request instead. */
export function followUpNeeded(): Refusal {
  return refuse('follow-up-needed', 'This request is closed for good; a follow-up is opened instead.')
}
