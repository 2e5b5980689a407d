import { requestFacts, type RequestEvent, type RequestFacts } from '@spoc/intake-contracts'
import { streamKind, type Alarm } from '@spoc/platform-kernel'

/** What a request wants to be woken for. */
export function requestAlarms(request: RequestFacts): readonly Alarm[] {
  if (request.is === 'unknown') return []
  const { phase } = request
  switch (phase.status) {
    case 'waiting-for-client':
      return [
        ...(phase.remindAt === undefined ? [] : [{ at: phase.remindAt, what: 'remind-client' }]),
        { at: phase.resolveAt, what: 'resolve-unanswered' },
      ]
    case 'on-hold':
      return phase.until === undefined ? [] : [{ at: phase.until, what: 'resume-work' }]
    case 'resolved':
      return [{ at: phase.closeAt, what: 'close-resolved' }]
    default:
      return []
  }
}

/** The request as its owner keeps it: what anybody may read of it, and when it wants to be woken. */
export const requestStream = streamKind<RequestFacts, RequestEvent>({ ...requestFacts, alarms: requestAlarms })
