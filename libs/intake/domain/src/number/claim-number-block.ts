import type { ClaimEvent, ClaimFacts } from '@spoc/intake-contracts'
import type { Decision } from '@spoc/platform-kernel'
import { BLOCK_SIZE, FIRST_NUMBER } from './request-number.js'

/** Takes the next hundred numbers. Two replicas that take the same block meet in the log, and the second takes the next. */
export function claimNumberBlock(claim: ClaimFacts): Decision<ClaimEvent> {
  const from = claim.is === 'number-blocks' ? claim.upTo + 1 : FIRST_NUMBER
  return [{ type: 'intake.number-block-claimed.v1', data: { from, to: from + BLOCK_SIZE - 1 } }]
}
