import { Controller, Get, Inject, Query, Req, Res, UseFilters } from '@nestjs/common'
import { CLOCK, CONFIG, type Config, IfTold, Public, correlationOf } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { IsString, MaxLength } from 'class-validator'
import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Attempts } from '../attempts.js'
import { SessionCookie } from '../session-cookie.js'
import { FLOW_LASTS_MS } from './flows.js'
import { OidcFlow } from './oidc-flow.js'
import { ToTheSignInScreen } from './to-the-sign-in-screen.filter.js'

const FLOW_COOKIE = 'spoc_sign_in'
const HERE = '/api/v1/sessions/oidc'

export class BeginSignIn {
  /** Path of this platform to be led to once signed in. */
  @IfTold()
  @IsString()
  @MaxLength(2_000)
  returnTo?: string
}

/** Sign-in with a company account. Browsers come here by themselves: what goes wrong they are led to the sign-in screen with, others are told. */
@Controller('api/v1/sessions/oidc')
@UseFilters(ToTheSignInScreen)
export class OidcRoute {
  /** What is begun by one address: each is kept for ten minutes, and anybody may begin. A whole office may come by one address. */
  private readonly begun = new Attempts({ most: 600, withinMs: 60_000, wait: 'a minute' })

  constructor(
    private readonly flow: OidcFlow,
    private readonly session: SessionCookie,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Leads to the identity provider. Refused: `sign-in-way-unknown` 404, `return-to-not-local` 422, `too-many-attempts` 429, `identity-provider-away` 503. */
  @Get()
  @Public('this is how one becomes somebody')
  async begin(
    @Query() { returnTo }: BeginSignIn,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.begun.check(ip)
    this.begun.count(ip)
    const { location, token } = await this.flow.begin(returnTo)
    void reply.setCookie(FLOW_COOKIE, token, { ...this.cookie(), maxAge: FLOW_LASTS_MS / 1000 })
    void reply.header('cache-control', 'no-store').status(303).header('location', location)
  }

  /** The identity provider leads back here; leads on with a session. Refused: `sign-in-not-begun` 409 and all that {@link OidcFlow.finish} names. */
  @Get('callback')
  @Public('this is how one becomes somebody')
  async finish(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const given = {
      now: this.clock.now(),
      actor: { kind: 'system' as const, id: 'identity-provider' },
      channel: 'automation' as const,
      correlation: correlationOf(request),
    }
    const query = request.url.split('?').slice(1).join('?')
    const { returnTo, session } = await this.flow.finish(request.cookies[FLOW_COOKIE], query, given)
    this.session.set(reply, session)
    void reply
      .clearCookie(FLOW_COOKIE, this.cookie())
      .header('cache-control', 'no-store')
      .status(303)
      .header('location', returnTo)
  }

  /** `lax`: the browser must bring it when the identity provider, another site, leads it back. */
  private cookie() {
    return { path: HERE, httpOnly: true, sameSite: 'lax' as const, secure: this.config.publicUrl.startsWith('https://') }
  }
}
