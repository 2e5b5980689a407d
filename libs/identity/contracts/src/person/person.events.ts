import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'

export const roles = ['client', 'client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin'] as const
/** `agent` is the SPOC. The first two are the client's, the others the provider's. */
export type Role = (typeof roles)[number]

export interface PersonDetails {
  readonly name: Personal<string>
  readonly email: Personal<string>
  /** Keyed hash of the address in lower case: what a person signs in and is found by. */
  readonly emailHash: string
  /** At least one. */
  readonly roles: readonly Role[]
  /** The accounts a client's person sees; none for the provider's own people. */
  readonly accountIds: readonly Id<'account'>[]
  /** The contact in the directory this person is, where it is one. */
  readonly contactId?: Id<'contact'>
  /** IANA zone; the provider's where there is none. */
  readonly zone?: string
}

/**
 * Facts about one person who may sign in. Stream `person-<id>`, written by identity alone. Personal fields are under `person:<id>`.
 * Passwords, their hashes and sessions are never events.
 */
export type PersonEvent =
  /** A person may sign in from then on. */
  | Fact<'identity.person-registered.v1', PersonDetails>
  /** All roles and accounts the person has from then on. */
  | Fact<'identity.roles-changed.v1', { readonly roles: readonly Role[]; readonly accountIds: readonly Id<'account'>[] }>
  /** The person may sign in no more. */
  | Fact<'identity.person-disabled.v1', { readonly reason: string }>
  /** Away in `[from, to)`: a deputy stands in. */
  | Fact<'identity.absence-recorded.v1', { readonly from: Instant; readonly to: Instant }>
