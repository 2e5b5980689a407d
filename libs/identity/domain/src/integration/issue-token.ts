import type { IntegrationEvent, IntegrationFacts } from '@spoc/identity-contracts'
import { refuse, type Decision, type Given, type Id, type Instant } from '@spoc/platform-kernel'

/** Records that a token exists; the token itself is made, shown once and kept hashed elsewhere. */
export function issueToken(
  integration: IntegrationFacts,
  token: { readonly tokenId: Id<'token'>; readonly expiresAt?: Instant },
  { now }: Pick<Given, 'now'>,
): Decision<IntegrationEvent> {
  if (integration.is === 'unknown') return refuse('integration-unknown', 'There is no such integration.')
  const known = integration.tokens.find(({ tokenId }) => tokenId === token.tokenId)
  if (known !== undefined) {
    return known.revoked ? refuse('token-revoked', 'This token was revoked; issue another.', 'tokenId') : []
  }
  if (token.expiresAt !== undefined && token.expiresAt <= now) {
    return refuse('already-expired', 'The token would have expired before it is issued.', 'expiresAt')
  }
  return [{ type: 'identity.token-issued.v1', data: token }]
}
