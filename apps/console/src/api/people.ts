import { address, command, read } from './client.js'
import type { Page } from './page.js'
import { randomKey } from './submission.js'

export type Role = 'client' | 'client-manager' | 'agent' | 'engineer' | 'manager' | 'reporter' | 'auditor' | 'admin'

export interface SignedIn {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly accountIds: readonly string[]
}

export interface Session {
  readonly person: SignedIn
  /** The platform's own instant, which in a demonstration may lie in the past. */
  readonly now: string
  /** It can be moved by hand, as in a demonstration. */
  readonly controlledClock?: boolean
}

export interface NamedPerson {
  readonly id: string
  readonly name: string
}

/** What `/version` tells to anybody; `demo` only where a demonstration is looked at. */
export interface Version {
  readonly version?: string
  readonly demo?: boolean
}

export const readSession = (signal?: AbortSignal) => read<Session>('/api/v1/sessions/current', {}, signal)

export const readVersion = (signal?: AbortSignal) => read<Version>('/version', {}, signal)

/** How one can sign in here. */
export interface WaysIn {
  readonly password: boolean
  readonly companyAccount: boolean
}

export const readWaysIn = (signal?: AbortSignal) => read<WaysIn>('/api/v1/sessions/ways', {}, signal)

/** Leads to the company's own sign-in, and from there to the path. */
export const companySignIn = (returnTo: string) => address('/api/v1/sessions/oidc', { returnTo })

export const signIn = (email: string, password: string) =>
  command<unknown>('POST', '/api/v1/sessions', { body: { email, password }, key: randomKey() })

export const signOut = () => command<unknown>('DELETE', '/api/v1/sessions/current', { key: randomKey() })

/** The provider's people, for staff. */
export const readNames = (signal?: AbortSignal) => read<Page<NamedPerson>>('/api/v1/people/names', {}, signal)
