import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { contextOf, isTracing } from '@spoc/platform-runtime'
import { correlationOf } from '../http/correlation.js'

const UNTRACED = /^\/(health|metrics|version|assets)(\/|$)/

/**
 * A span for each request, named by its method and route, which goes on in the caller's trace where it names one (`traceparent`). Neither the
 * address as it was called nor anything of the body is told: both may hold what is a client's own.
 */
export function traceRequests(app: NestFastifyApplication): void {
  if (!isTracing()) return
  const tracer = trace.getTracer('spoc.http')
  const contexts = new WeakMap<object, Context>()
  const fastify = app.getHttpAdapter().getInstance()
  fastify.addHook('onRequest', (request, _, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    if (UNTRACED.test(route)) return done()
    const told = request.headers['traceparent']
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method,
          'http.route': route,
          'spoc.correlation': correlationOf(request),
        },
      },
      contextOf(typeof told === 'string' ? told : undefined),
    )
    const here = trace.setSpan(ROOT_CONTEXT, span)
    contexts.set(request.raw, here)
    context.with(here, done)
  })
  // A body is read in the socket's turn, not in ours: from here on it is the request's again.
  fastify.addHook('preValidation', (request, _, done) => context.with(contexts.get(request.raw) ?? ROOT_CONTEXT, done))
  fastify.addHook('onResponse', (request, reply, done) => {
    const here = contexts.get(request.raw)
    const span = here && trace.getSpan(here)
    span?.setAttribute('http.response.status_code', reply.statusCode)
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    done()
  })
}
