import { createHash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Instant } from '@spoc/platform-kernel'
import type { Clock, Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import { isJwt, type Bearers } from './issuer/bearers.js'
import { accountsOf, type Principal, type Role } from './principal.js'

/** A signed-in person. `_id` is the SHA-256 of the cookie's token; the token itself is kept nowhere. */
export interface SessionDocument {
  readonly _id: string
  readonly personId: string
  readonly roles: readonly Role[]
  readonly accountIds: readonly string[]
  readonly contactId?: string
  readonly expiresAt: Instant
}

/** A token of an integration. `_id` is its SHA-256. */
export interface TokenDocument {
  readonly _id: string
  readonly tokenId: string
  readonly integrationId: string
  readonly scopes: readonly string[]
  readonly accountId?: string
  readonly expiresAt?: Instant
}

export const SESSIONS: CollectionKind = {
  name: 'identity_sessions',
  indexes: [{ fields: ['personId'] }, { fields: ['expiresAt'] }],
  holds: 'state',
}
export const TOKENS: CollectionKind = {
  name: 'identity_tokens',
  indexes: [{ fields: ['tokenId'], unique: true }, { fields: ['integrationId'] }],
  holds: 'state',
}

export const SESSION_COOKIE = 'spoc_session'

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A secret of 256 bits that can be read over the phone at need. */
export function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`
}

/** Tells who a token belongs to. What it learnt it believes for a few seconds, so that a revoked token dies soon everywhere. */
export class Credentials {
  private readonly known = new LRUCache<string, { readonly principal: Principal; readonly expiresAt: Instant | undefined }>({
    max: 10_000,
    ttl: 5_000,
  })

  private constructor(
    private readonly sessions: Collection<SessionDocument>,
    private readonly tokens: Collection<TokenDocument>,
    private readonly bearers: Bearers,
    private readonly clock: Clock,
  ) {}

  static async open(documents: Documents, clock: Clock, bearers: Bearers): Promise<Credentials> {
    return new Credentials(
      await documents.collection<SessionDocument>(SESSIONS),
      await documents.collection<TokenDocument>(TOKENS),
      bearers,
      clock,
    )
  }

  /**
   * The holder of a session's or an integration's token, or of an access token of the identity provider; nobody where it is unknown, revoked or
   * expired. Refused: `identity-provider-away` 503.
   */
  async whoHolds(token: string): Promise<Principal | undefined> {
    const hash = hashToken(token)
    const found = this.known.get(hash) ?? (await this.learn(hash, token))
    return found === undefined || (found.expiresAt !== undefined && found.expiresAt <= this.clock.now())
      ? undefined
      : found.principal
  }

  /** Forgets what it learnt of a token, so that a sign-out works at once here. */
  forget(hash: string): void {
    this.known.delete(hash)
  }

  /** Believed from when it was learnt, not from when it was last used: however busy a token is, it is asked about again. */
  private async learn(hash: string, token: string) {
    const found = isJwt(token) ? await this.bear(token) : await this.look(hash)
    if (found !== undefined) this.known.set(hash, found)
    return found
  }

  /** Its own end is checked each time it is read, by the machine's time. */
  private async bear(token: string) {
    const principal = await this.bearers.whoBears(token)
    return principal && { principal, expiresAt: undefined }
  }

  private async look(hash: string) {
    const session = await this.sessions.get(hash)
    if (session !== undefined) return { principal: ofSession(session), expiresAt: session.expiresAt }
    const found = await this.tokens.get(hash)
    return found && { principal: ofToken(found), expiresAt: found.expiresAt }
  }
}

function ofSession(session: SessionDocument): Principal {
  return {
    kind: 'person',
    id: session.personId,
    roles: session.roles,
    scopes: [],
    accounts: accountsOf(session),
    session: session._id,
    ...(session.contactId === undefined ? {} : { contactId: session.contactId }),
  }
}

function ofToken(token: TokenDocument): Principal {
  return {
    kind: 'integration',
    id: token.integrationId,
    roles: [],
    scopes: token.scopes,
    accounts: token.accountId === undefined ? 'all' : [token.accountId],
  }
}
