import { isOpen, type RequestEvent, type RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision, type Instant } from '@spoc/platform-kernel'
import { followUpNeeded, unknownRequest } from './refusals.js'

export interface AlertUpdate {
  readonly fingerprint: string
  readonly status: 'firing' | 'resolved'
  readonly startsAt: Instant
  readonly endsAt?: Instant
}

/**
 * What the monitor says since. It moves no state: a fault that no longer shows is for people to call solved. Senders repeat
 * themselves, which changes nothing; one that fires anew after the request has ended needs a new request.
 */
export function updateAlert(request: RequestFacts, update: AlertUpdate): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { alert, status } = request
  if (alert === undefined || alert.fingerprint !== update.fingerprint) {
    return refuse('alert-unknown', 'The request is not about this alert.', 'fingerprint')
  }
  if (alert.startsAt === update.startsAt && alert.status === update.status && alert.endsAt === update.endsAt) return []
  // Deliveries overtake each other: a resolution of an earlier firing says nothing about this one.
  if (update.startsAt < alert.startsAt) return []
  if (alert.startsAt === update.startsAt && alert.status === 'resolved' && update.status === 'firing') return []
  if (update.status === 'firing' && !isOpen(status)) return followUpNeeded()
  return [{ type: 'intake.alert-updated.v1', data: update }]
}
