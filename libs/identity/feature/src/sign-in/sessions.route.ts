import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Res } from '@nestjs/common'
import { AllowedTo, CLOCK, CONFIG, Public, SESSION_COOKIE, Who, type Config, type Principal } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { IsString, MaxLength } from 'class-validator'
import type {} from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import { Sessions } from './sessions.js'

export class SignIn {
  @IsString()
  @MaxLength(320)
  email!: string

  @IsString()
  @MaxLength(1_000)
  password!: string
}

@Controller('api/v1/sessions')
export class SessionsRoute {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Signs in: the session is in a cookie that scripts cannot read. Refused: `sign-in-failed` 401, `too-many-attempts` 429. */
  @Post()
  @Public('this is how one becomes somebody')
  async signIn(@Body() { email, password }: SignIn, @Res({ passthrough: true }) reply: FastifyReply) {
    const { token, person, lastsMs } = await this.sessions.open(email, password)
    void reply.setCookie(SESSION_COOKIE, token, { ...this.cookie(), maxAge: Math.floor(lastsMs / 1000) })
    return { person, now: this.clock.now() }
  }

  /** Who is signed in, and what time it is here. */
  @Get('current')
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  async current(@Who() principal: Principal) {
    return { person: await this.sessions.describe(principal.id), now: this.clock.now(), controlledClock: this.clock.controlled }
  }

  @Delete('current')
  @HttpCode(204)
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  async signOut(@Who() principal: Principal, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.end(principal)
    void reply.clearCookie(SESSION_COOKIE, this.cookie())
  }

  private cookie() {
    return { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: this.config.publicUrl.startsWith('https://') }
  }
}
