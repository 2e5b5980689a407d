import { ForbiddenException, Injectable, UnauthorizedException, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { ACCESS, providerScopes, type Access } from './access.js'
import { Credentials, SESSION_COOKIE } from './credentials.js'
import { remember, type Principal } from './principal.js'

/** Denies by default: a caller must be known, and the route must name one of its roles or scopes. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<readonly Access[] | { readonly because: string } | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ])
    if (access !== undefined && 'because' in access) return true
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const token = tokenOf(request)
    if (token === undefined)
      throw new UnauthorizedException({ code: 'not-signed-in', message: 'Sign in first, or send a token.' })
    const principal = await this.credentials.whoHolds(token)
    if (principal === undefined)
      throw new UnauthorizedException({ code: 'not-signed-in', message: 'The session or token is not valid any more.' })
    if (access === undefined || !access.some((one) => fits(principal, one)))
      throw new ForbiddenException({ code: 'not-allowed', message: 'Your role does not allow this.' })
    remember(request, principal)
    return true
  }
}

function fits(principal: Principal, access: Access): boolean {
  if (!access.startsWith('scope:')) return principal.roles.some((role) => role === access)
  const scope = access.slice('scope:'.length)
  return principal.scopes.includes(scope) && (principal.accounts === 'all' || !providerScopes.includes(scope))
}

/** The session's or integration's token that a request carries, in its header or its cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? request.cookies?.[SESSION_COOKIE]
}
