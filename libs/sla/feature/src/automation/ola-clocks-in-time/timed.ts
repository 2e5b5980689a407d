import { timed } from '@spoc/platform-runtime'
import type { Ola, OlaEvent } from '@spoc/sla-contracts'
import { fireOla, olaStream } from '@spoc/sla-domain'

/** Warnings and breaches of engagements. What the engagement and its request hold is heard first: a report of 11:59 beats a deadline of 12:00. */
export const olaClocksInTime = timed<Ola, OlaEvent>({
  kind: olaStream,
  catchUpOn: (ola, engagementId) => [`engagement-${engagementId}`, ...(ola.is === 'unknown' ? [] : [`request-${ola.requestId}`])],
  fire: (ola, given) => fireOla(ola, given),
})
