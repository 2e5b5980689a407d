import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Res } from '@nestjs/common'
import { AllowedTo, CLOCK, CONFIG, Public, Who, type Config, type Principal } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { IsString, MaxLength } from 'class-validator'
import type { FastifyReply } from 'fastify'
import { SessionCookie } from './session-cookie.js'
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
    private readonly cookie: SessionCookie,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Signs in: the session is in a cookie that scripts cannot read. Refused: `sign-in-failed` 401, `too-many-attempts` 429. */
  @Post()
  @Public('this is how one becomes somebody')
  async signIn(@Body() { email, password }: SignIn, @Res({ passthrough: true }) reply: FastifyReply) {
    const opened = await this.sessions.open(email, password)
    this.cookie.set(reply, opened)
    return { person: opened.person, now: this.clock.now() }
  }

  /** Which ways of signing in there are, for the screen that offers them. */
  @Get('ways')
  @Public('whoever is about to sign in is nobody yet')
  ways() {
    return { password: true, companyAccount: this.config.oidc !== undefined }
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
    this.cookie.clear(reply)
  }
}
