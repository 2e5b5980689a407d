import type { Fact, Id, Instant } from '@spoc/platform-kernel'

export const integrationKinds = ['api', 'alertmanager', 'webhook', 'tmf621'] as const
export type IntegrationKind = (typeof integrationKinds)[number]

export interface IntegrationDetails {
  readonly name: string
  readonly kind: IntegrationKind
  /** What it brings is this account's; none: the provider's own, which may name any account. */
  readonly accountId?: Id<'account'>
  /** What its tokens allow, e.g. `requests:write`. */
  readonly scopes: readonly string[]
}

/**
 * Facts about one system that speaks to us. Stream `integration-<id>`, written by identity alone.
 * A token is named by its id; the token and its hash are never events.
 */
export type IntegrationEvent =
  /** A system may be given tokens to speak to us with. */
  | Fact<'identity.integration-registered.v1', IntegrationDetails>
  /** A token was made; it was shown once, to whoever asked for it. */
  | Fact<'identity.token-issued.v1', { readonly tokenId: Id<'token'>; readonly expiresAt?: Instant }>
  /** The token is refused from then on. */
  | Fact<'identity.token-revoked.v1', { readonly tokenId: Id<'token'> }>
