import { isOpen as isOpenStatus, type HoldParty, type RequestEvent } from '@spoc/intake-contracts'
import type { Fact, Instant, RecordedOf } from '@spoc/platform-kernel'
import type { Party, Pause } from '@spoc/sla-contracts'
import type { RequestHistory } from './request-history.js'

/** For what a request waits, and whose doing it is. */
export interface Waiting {
  readonly reason: string
  readonly party: Party
}

export const WAITING_FOR_CLIENT: Waiting = { reason: 'waiting-for-client', party: 'client' }

export function waitingOnHold({ reason, party }: Extract<RequestEvent, Fact<'intake.request-put-on-hold.v1'>>['data']): Waiting {
  return { reason, party: partyOf(party) }
}

/** Nobody's of the parties to a contract: what all have agreed not to hold against each other. */
function partyOf(party: HoldParty): Party {
  return party === 'third-party' ? 'agreed' : party
}

/** When a request waited and for what, as its history tells it; the last goes on where it has no end. */
export function waitsIn(history: RequestHistory): readonly Pause[] {
  const waits: Pause[] = []
  for (const event of history) {
    const waiting = waitingAfter(event)
    if (waiting === undefined) continue
    const at = event.metadata.occurredAt
    const last = waits.at(-1)
    if (waiting !== 'over' && last?.to === undefined && last?.reason === waiting.reason) continue
    if (last !== undefined && last.to === undefined) waits[waits.length - 1] = { ...last, to: at > last.from ? at : last.from }
    if (waiting !== 'over') waits.push({ from: at, ...waiting })
  }
  return waits
}

/** What an event makes of a request's waiting; nothing where it leaves it as it was. */
function waitingAfter(event: RecordedOf<RequestEvent>): Waiting | 'over' | undefined {
  switch (event.type) {
    case 'intake.client-awaited.v1':
      return WAITING_FOR_CLIENT
    case 'intake.request-put-on-hold.v1':
      return waitingOnHold(event.data)
    case 'intake.request-unmerged.v1':
      return event.data.state === 'waiting-for-client' ? WAITING_FOR_CLIENT : 'over'
    case 'intake.request-taken-up.v1':
    case 'intake.work-resumed.v1':
    case 'intake.request-reopened.v1':
      return 'over'
    default:
      return endOf(event) === undefined ? undefined : 'over'
  }
}

export type RequestEnd = 'resolved' | 'cancelled' | 'rejected' | 'merged'

/** How an event ends a request; nothing where it does not. */
export function endOf({ type }: Pick<RequestEvent, 'type'>): RequestEnd | undefined {
  switch (type) {
    case 'intake.request-resolved.v1':
      return 'resolved'
    case 'intake.request-cancelled.v1':
      return 'cancelled'
    case 'intake.request-rejected.v1':
      return 'rejected'
    case 'intake.request-merged.v1':
      return 'merged'
    default:
      return undefined
  }
}

/** How and when a request ended that is not open again. */
export function endIn(history: RequestHistory): { readonly at: Instant; readonly because: RequestEnd } | undefined {
  let end: ReturnType<typeof endIn>
  for (const event of history) {
    const because = endOf(event)
    if (because !== undefined) end = { at: event.metadata.occurredAt, because }
    else if (opensAgain(event)) end = undefined
  }
  return end
}

function opensAgain(event: RecordedOf<RequestEvent>): boolean {
  return (
    event.type === 'intake.request-reopened.v1' || (event.type === 'intake.request-unmerged.v1' && isOpenStatus(event.data.state))
  )
}
