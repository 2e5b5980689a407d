import { createHash } from 'node:crypto'
import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { canonicalJson, refuse, Refused, type Channel, type Given } from '@spoc/platform-kernel'
import type { Clock } from '@spoc/platform-ports'
import type { FastifyRequest } from 'fastify'
import { principalOf, type Principal } from '../auth/principal.js'
import { correlationOf } from './correlation.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** The clock this service lives by. */
    clock: Clock
  }
}

/** What the caller brings along, for a command: `handle(@Caller() given: Given)`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Given =>
  givenBy(context.switchToHttp().getRequest<FastifyRequest>()),
)

/** Who calls: `list(@Who() principal: Principal)`. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
)

/** The revision the caller has seen (`If-Match`), where it says so. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const told = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']
  if (told === undefined || told === '*') return undefined
  const revision = /^(?:W\/)?"(\d+)"$/.exec(told)?.[1]
  if (revision === undefined)
    throw new Refused(refuse('invalid-if-match', 'If-Match wants the ETag of an answer, in quotes.', 'If-Match'))
  return Number(revision)
})

export function givenBy(request: FastifyRequest): Given {
  const principal = principalOf(request)
  const key = idempotencyKeyOf(request, principal)
  return {
    now: request.server.clock.now(),
    actor: { kind: principal.kind, id: principal.id },
    channel: channelOf(request, principal),
    correlation: correlationOf(request),
    ...(key === undefined ? {} : { idempotency: key }),
  }
}

function idempotencyKeyOf(request: FastifyRequest, principal: Principal): Given['idempotency'] {
  const told = request.headers['idempotency-key']
  if (told === undefined) return undefined
  if (typeof told !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(told))
    throw new Refused(
      refuse('invalid-idempotency-key', 'An Idempotency-Key has 1 to 200 visible ASCII characters.', 'Idempotency-Key'),
    )
  const body = createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(canonicalJson(request.body ?? null))
    .digest('base64url')
  return { key: createHash('sha256').update(`${principal.kind}:${principal.id}\n${told}`).digest('base64url'), body }
}

function channelOf(request: FastifyRequest, principal: Principal): Channel {
  if (request.url.startsWith('/tmf-api/')) return 'tmf621'
  if (request.url.startsWith('/api/v1/channels/alertmanager')) return 'alertmanager'
  if (principal.session === undefined) return 'api'
  return principal.accounts === 'all' ? 'console' : 'portal'
}
