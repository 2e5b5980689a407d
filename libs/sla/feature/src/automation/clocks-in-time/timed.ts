import { timed } from '@spoc/platform-runtime'
import type { ClockEvent, SlaOfRequest } from '@spoc/sla-contracts'
import { fire, slaStream } from '@spoc/sla-domain'

/** Warnings and breaches. What the request's stream holds is heard first: a pause at 11:59:59 beats a deadline of 12:00 however late it arrives. */
export const clocksInTime = timed<SlaOfRequest, ClockEvent>({
  kind: slaStream,
  catchUpOn: (_, requestId) => [`request-${requestId}`],
  fire: (state, given) => fire(state, given),
})
