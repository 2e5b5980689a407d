import type { Match } from '@spoc/intake-contracts'
import { idOf, newId, type Given, type Id } from '@spoc/platform-kernel'
import type { SaidOn } from './said.js'

/** A repeat of the call, under the same Idempotency-Key, is the same message. */
export function saidOf(requestId: Id<'request'>, text: string, given: Given): SaidOn {
  const { idempotency, now, channel } = given
  const by: Match['by'] = channel === 'console' || channel === 'phone' || channel === 'portal' ? 'console' : 'api'
  return {
    requestId,
    messageId: idempotency === undefined ? newId(Date.parse(now)) : idOf('message', requestId, idempotency.key),
    text,
    match: { by, reason: 'It was written on the request itself.' },
  }
}
