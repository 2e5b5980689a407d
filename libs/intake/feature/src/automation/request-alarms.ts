import { fireAlarms, requestStream } from '@spoc/intake-domain'
import { timed } from '@spoc/platform-runtime'

/** Reminders, the end of waiting, of a hold and of the days after a resolution: each decided by the request's own facts alone. */
export const requestAlarms = timed({
  kind: requestStream,
  catchUpOn: () => [],
  fire: (request, given) => fireAlarms(request, given),
})
