import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

const correlations = new WeakMap<object, string>()

/** The caller's `X-Correlation-Id` where it is a plain token, else one made now; the same for the whole request. */
export function correlationOf(request: FastifyRequest): string {
  const known = correlations.get(request.raw)
  if (known !== undefined) return known
  const told = request.headers['x-correlation-id']
  const correlation = typeof told === 'string' && /^[\w.:-]{1,100}$/.test(told) ? told : randomUUID()
  correlations.set(request.raw, correlation)
  return correlation
}
