import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, Issuer, rolesTold, type Claims, type Config } from '@spoc/platform-nest'
import type { Given } from '@spoc/platform-kernel'
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import { Sessions, type OpenedSession } from '../sessions.js'
import { Flows } from './flows.js'
import { Recognition, type Vouched } from './recognition.js'
import { localPath } from './return-to.js'

/** Where the identity provider leads back to; it must be told of this address. */
const CALLBACK = '/api/v1/sessions/oidc/callback'

/** The authorisation code flow of OpenID Connect Core §3.1, with PKCE, state and nonce. */
@Injectable()
export class OidcFlow {
  constructor(
    private readonly issuer: Issuer,
    private readonly flows: Flows,
    private readonly recognition: Recognition,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Where to send the browser, and the token that binds the flow to it. Refused: `return-to-not-local` 422, and as {@link Issuer.client}. */
  async begin(wanted: string | undefined): Promise<{ readonly location: string; readonly token: string }> {
    const returnTo = localPath(wanted)
    const client = await this.issuer.client()
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
    const location = buildAuthorizationUrl(client, {
      redirect_uri: `${this.config.publicUrl}${CALLBACK}`,
      scope: this.issuer.config?.scopes ?? 'openid',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return { location: location.href, token: await this.flows.begin({ state, nonce, verifier, returnTo }) }
  }

  /**
   * Finishes what was begun with the token; `query` is what the identity provider has sent the browser back with. Refused as {@link Flows.take} and
   * {@link Recognition.recognise}; `identity-provider-refused` and `identity-token-refused` 401, `identity-provider-away` 503.
   */
  async finish(
    token: string | undefined,
    query: string,
    given: Given,
  ): Promise<{ readonly returnTo: string; readonly session: OpenedSession }> {
    const client = await this.issuer.client()
    const { state, nonce, verifier, returnTo } = await this.flows.take(token, new URLSearchParams(query).get('state'))
    const vouched = await this.ask(client, new URL(`${this.config.publicUrl}${CALLBACK}?${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
    })
    const personId = await this.recognition.recognise(vouched, given)
    return { returnTo, session: await this.sessions.openFor(personId) }
  }

  private async ask(
    client: Configuration,
    answer: URL,
    checks: { readonly expectedState: string; readonly expectedNonce: string; readonly pkceCodeVerifier: string },
  ): Promise<Vouched> {
    try {
      const { id_token = '', access_token } = await authorizationCodeGrant(client, answer, { ...checks, idTokenExpected: true })
      const told: Claims = await this.issuer.verify(id_token)
      return this.vouchedBy(await this.withUserInfo(client, access_token, told))
    } catch (error) {
      throw this.issuer.refusal(error)
    }
  }

  /** Many identity providers put little into the ID token; what it lacks is asked for. What it says goes before. */
  private async withUserInfo(client: Configuration, accessToken: string, told: Claims): Promise<Claims> {
    const isWhole = 'email' in told && 'name' in told && this.rolesIn(told).length > 0
    if (isWhole || client.serverMetadata().userinfo_endpoint === undefined) return told
    return { ...(await fetchUserInfo(client, accessToken, String(told['sub']))), ...told }
  }

  private vouchedBy(claims: Claims): Vouched {
    const { iss, sub, name, email, email_verified } = claims
    // Where it is not said, people may write any address into their profile.
    const isVerified = email_verified === true || email_verified === 'true'
    return {
      issuer: String(iss),
      subject: String(sub),
      name: typeof name === 'string' && name.trim() !== '' ? name : undefined,
      verifiedEmail: typeof email === 'string' && isVerified ? email : undefined,
      roles: this.rolesIn(claims),
    }
  }

  private rolesIn(claims: Claims) {
    const { config } = this.issuer
    return config === undefined ? [] : rolesTold(claims, config)
  }
}
