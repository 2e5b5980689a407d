import type { ClaimEvent, ClaimFacts, ClaimScope } from '@spoc/intake-contracts'
import { refuse, type Decision, type Id } from '@spoc/platform-kernel'

/** The first request to claim a key has it; the same request may claim it again, after a crash. */
export function claimKey(
  claim: ClaimFacts,
  wanted: { readonly scope: ClaimScope; readonly requestId: Id<'request'> },
): Decision<ClaimEvent> {
  if (claim.is === 'free') return [{ type: 'intake.claimed.v1', data: wanted }]
  return claim.is === 'claimed' && claim.requestId === wanted.requestId
    ? []
    : refuse('already-claimed', 'Another request has taken this already.')
}
