import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, SESSION_COOKIE, type Config } from '@spoc/platform-nest'
import type {} from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { OpenedSession } from './sessions.js'

/** The one cookie that a session lives in, whichever way it was opened: not for scripts, and not for what other sites ask for. */
@Injectable()
export class SessionCookie {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  set(reply: FastifyReply, { token, lastsMs }: OpenedSession): void {
    void reply.setCookie(SESSION_COOKIE, token, { ...this.shape(), maxAge: Math.floor(lastsMs / 1000) })
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(SESSION_COOKIE, this.shape())
  }

  private shape() {
    return { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: this.config.publicUrl.startsWith('https://') }
  }
}
