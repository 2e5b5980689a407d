import { ServiceUnavailableException, UnauthorizedException } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { createRemoteJWKSet, decodeJwt, errors as jose, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import * as oidc from 'openid-client'
import type { Logger } from 'pino'
import { isSafeIssuer, type OidcConfig } from '../../config/oidc.js'

const PATIENCE_SECONDS = 5
/** How far the clocks of the issuer and of this machine may differ: a minute, and some. */
const SKEW_SECONDS = 90
/** A key that is not known is looked for, but not more often than this: anybody can name a key that there is not. */
const LOOK_FOR_KEYS_EVERY_MS = 5_000
const KEYS_LAST_MS = 10 * 60_000

/** How fetch says that there was no answer, or half of one. */
const BROKEN_OFF = /^(fetch failed|terminated)$/

const refusals = [jose.JOSEError, oidc.ClientError, oidc.ResponseBodyError, oidc.WWWAuthenticateChallengeError]

interface Known {
  readonly client: oidc.Configuration
  readonly keys: JWTVerifyGetKey
}

/** The OpenID Connect provider that the configuration names: what it says of itself, and whether it has signed a token. Its times are the machine's. */
export class Issuer {
  private finding: Promise<Known> | undefined

  constructor(
    readonly config: OidcConfig | undefined,
    private readonly logger: Logger,
  ) {}

  /** The client for it; what it says of itself is asked once, at first need. Refused: `sign-in-way-unknown` 404, `identity-provider-away` 503. */
  async client(): Promise<oidc.Configuration> {
    return (await this.known()).client
  }

  /** The claims of a token that it has signed for us and that is good now; {@link Issuer.refusal} makes an answer of what it throws. */
  async verify(token: string): Promise<JWTPayload> {
    const { client, keys } = await this.known()
    const { issuer } = client.serverMetadata()
    const expected = { issuer, audience: client.clientMetadata().client_id, clockTolerance: SKEW_SECONDS }
    return (await jwtVerify(token, keys, { ...expected, requiredClaims: ['sub', 'exp'] })).payload
  }

  /** The claims of an access token that somebody bears; nothing where it is not a good one for us. Refused: `identity-provider-away` 503. */
  async readBearer(token: string): Promise<JWTPayload | undefined> {
    if (this.config === undefined || !isFor(token, this.config)) return undefined
    try {
      const claims = await this.verify(token)
      // What was told to us alone (an ID token) or about an event (a logout token) gives nobody the right to call.
      return 'nonce' in claims || 'at_hash' in claims || 'events' in claims ? undefined : claims
    } catch (error) {
      if (isAway(error)) throw this.away(error)
      if (error instanceof jose.JOSEError) return undefined
      throw error
    }
  }

  /** What went wrong while it was asked, as a refusal; what is not its doing is thrown as it is. */
  refusal(error: unknown): unknown {
    if (isAway(error)) return this.away(error)
    if (error instanceof oidc.AuthorizationResponseError)
      return new UnauthorizedException({ code: 'identity-provider-refused', message: 'Your company’s sign-in has said no.' })
    if (refusals.some((kind) => error instanceof kind)) {
      this.logger.warn({ err: error }, 'A token of the identity provider was refused')
      return new UnauthorizedException({
        code: 'identity-token-refused',
        message: 'What your company’s sign-in has told of you cannot be believed.',
      })
    }
    return error
  }

  private known(): Promise<Known> {
    this.finding ??= this.find().catch((error: unknown) => {
      this.finding = undefined
      throw error
    })
    return this.finding
  }

  private async find(): Promise<Known> {
    const { config } = this
    if (config === undefined) throw new Refused(refuse('sign-in-way-unknown', 'There is no sign-in with a company account here.'))
    try {
      const client = await oidc.discovery(
        new URL(config.issuer),
        config.clientId,
        { [oidc.clockTolerance]: SKEW_SECONDS },
        config.clientSecret === undefined ? oidc.None() : withSecret(config.clientSecret),
        { timeout: PATIENCE_SECONDS, execute: config.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [] },
      )
      const { jwks_uri = '' } = client.serverMetadata()
      if (!isSafeIssuer(jwks_uri)) throw new Error(`Keys are not taken from ${jwks_uri === '' ? 'nowhere' : jwks_uri}.`)
      const keys = createRemoteJWKSet(new URL(jwks_uri), {
        timeoutDuration: PATIENCE_SECONDS * 1000,
        cooldownDuration: LOOK_FOR_KEYS_EVERY_MS,
        cacheMaxAge: KEYS_LAST_MS,
      })
      return { client, keys }
    } catch (error) {
      throw this.away(error)
    }
  }

  private away(error: unknown): ServiceUnavailableException {
    this.logger.warn({ err: error }, 'The identity provider does not answer as it should')
    return new ServiceUnavailableException({
      code: 'identity-provider-away',
      message: 'Your company’s sign-in does not answer just now. Try again, or sign in with a password.',
    })
  }
}

/** In the header, which is what an issuer expects unless it is told otherwise; in the body where it takes it there alone. */
function withSecret(secret: string): oidc.ClientAuth {
  const [inHeader, inBody] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (ways.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest)
  }
}

/** Read before anything is asked of the issuer, so that strangers' tokens cost nobody a call. */
function isFor(token: string, { issuer, clientId }: OidcConfig): boolean {
  try {
    const { iss = '', aud = [] } = decodeJwt(token)
    return sameIssuer(iss, issuer) && [aud].flat().includes(clientId)
  } catch (error) {
    if (error instanceof jose.JWTInvalid) return false
    throw error
  }
}

/** An address with nothing after its host is the same with and without the slash. */
function sameIssuer(told: string, issuer: string): boolean {
  return URL.canParse(told) && new URL(told).href === new URL(issuer).href
}

/** No answer, none in time, or one that says that the other side is broken. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof jose.JWKSTimeout || ('code' in error && error.code === 'OAUTH_TIMEOUT')) return true
  if (error instanceof TypeError) return BROKEN_OFF.test(error.message)
  // The key set was answered with something other than a key set.
  if (error instanceof jose.JOSEError) return error.code === 'ERR_JOSE_GENERIC'
  return error instanceof oidc.ClientError && error.cause instanceof Response && error.cause.status >= 500
}
