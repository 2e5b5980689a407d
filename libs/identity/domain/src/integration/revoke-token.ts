import type { IntegrationEvent, IntegrationFacts } from '@spoc/identity-contracts'
import { refuse, type Decision, type Id } from '@spoc/platform-kernel'

export function revokeToken(integration: IntegrationFacts, tokenId: Id<'token'>): Decision<IntegrationEvent> {
  const token = integration.is === 'unknown' ? undefined : integration.tokens.find((issued) => issued.tokenId === tokenId)
  if (token === undefined) return refuse('token-unknown', 'There is no such token.', 'tokenId')
  return token.revoked ? [] : [{ type: 'identity.token-revoked.v1', data: { tokenId } }]
}
