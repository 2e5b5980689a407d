import { streamKind, type Id, type Instant } from '@spoc/platform-kernel'
import type { IntegrationDetails, IntegrationEvent } from './integration.events.js'

export interface Token {
  readonly tokenId: Id<'token'>
  readonly expiresAt?: Instant
  readonly revoked: boolean
}

export type IntegrationFacts =
  { readonly is: 'unknown' } | (IntegrationDetails & { readonly is: 'registered'; readonly tokens: readonly Token[] })

/** The fold by which anybody may read an integration. Events it does not know change nothing. */
export const integrationFacts = streamKind<IntegrationFacts, IntegrationEvent>({
  category: 'integration',
  initial: { is: 'unknown' },
  evolve: (integration, event) => {
    if (event.type === 'identity.integration-registered.v1') return { is: 'registered', tokens: [], ...event.data }
    if (integration.is === 'unknown') return integration
    switch (event.type) {
      case 'identity.token-issued.v1':
        return { ...integration, tokens: [...integration.tokens, { ...event.data, revoked: false }] }
      case 'identity.token-revoked.v1':
        return {
          ...integration,
          tokens: integration.tokens.map((token) => (token.tokenId === event.data.tokenId ? { ...token, revoked: true } : token)),
        }
      default:
        return integration
    }
  },
  about: (integration, id) =>
    integration.is === 'unknown' || integration.accountId === undefined
      ? { subject: id }
      : { subject: id, accountId: integration.accountId },
})

/** Whether a token of this id is good at this instant: issued, not revoked, not expired. */
export function isTokenGood(integration: IntegrationFacts, tokenId: Id<'token'>, at: Instant): boolean {
  if (integration.is === 'unknown') return false
  const token = integration.tokens.find((issued) => issued.tokenId === tokenId)
  return token !== undefined && !token.revoked && (token.expiresAt === undefined || at < token.expiresAt)
}
