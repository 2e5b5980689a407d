import { idOf, streamKind, type Id } from '@spoc/platform-kernel'
import type { ClaimEvent, ClaimScope } from './claim.events.js'

export type ClaimFacts =
  | { readonly is: 'free' }
  | { readonly is: 'claimed'; readonly scope: ClaimScope; readonly requestId: Id<'request'> }
  /** The stream of request numbers: the last number handed out in blocks so far. */
  | { readonly is: 'number-blocks'; readonly upTo: number }

/** The one id of a scope and natural key, on every replica. */
export function claimId(scope: ClaimScope, ...key: readonly string[]): Id<'claim'> {
  return idOf('claim', scope, ...key)
}

/** Id of the claim stream from which blocks of numbers are taken. */
export const REQUEST_NUMBERS = 'request-numbers'

/** The first claim stands; events it does not know change nothing. */
export const claimFacts = streamKind<ClaimFacts, ClaimEvent>({
  category: 'claim',
  initial: { is: 'free' },
  evolve: (claim, event) => {
    switch (event.type) {
      case 'intake.claimed.v1':
        return claim.is === 'free' ? { is: 'claimed', scope: event.data.scope, requestId: event.data.requestId } : claim
      case 'intake.number-block-claimed.v1':
        return { is: 'number-blocks', upTo: event.data.to }
      default:
        return claim
    }
  },
  about: (claim, id) => ({ subject: claim.is === 'claimed' ? claim.requestId : id }),
})
