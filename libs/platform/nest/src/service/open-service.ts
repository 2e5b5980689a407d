import cookie from '@fastify/cookie'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { passing, type EventContract } from '@spoc/platform-kernel'
import { Background, type Engines } from '@spoc/platform-runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Credentials } from '../auth/credentials.js'
import { Bearers } from '../auth/issuer/bearers.js'
import { Issuer } from '../auth/issuer/issuer.js'
import type { Config } from '../config/load-config.js'
import { correlationOf } from '../http/correlation.js'
import { problemOf } from '../http/problem.filter.js'
import { sendSafeHeaders } from '../http/safe-headers.js'
import { refuseOddRequests, refuseUnreadableBytes } from '../http/unreadable-bytes.js'
import { refuseUnboundedBodies } from '../http/bounded-body.js'
import { frameworkLogger } from '../operations/logging.js'
import { Metrics } from '../operations/metrics.js'
import { traceRequests } from '../operations/request-spans.js'
import type { ServiceState } from '../operations/service-state.js'
import { serveConsole } from './serve-console.js'
import { serveOpenApi } from './openapi.js'
import { refuseUndeclaredRoutes } from './declared-routes.js'
import type { ContextModule } from './context-module.js'
import type { Secrets } from './secrets.js'
import { ServiceModule } from './service.module.js'

export interface ServiceDefinition {
  readonly name: string
  readonly version: string
  readonly contexts: readonly ContextModule[]
  /** Of every context, so that facts of all can be read. */
  readonly contracts: readonly EventContract[]
  /** The folder of the built console, where this service serves it. */
  readonly console?: string
}

export interface OpenService {
  readonly app: NestFastifyApplication
  readonly background: Background
  readonly config: Config
  /** The port it serves on; what was asked for, unless that was 0. */
  readonly port: number
  /** Tells probes that it serves; until then it says that it is starting. */
  serve(): void
  close(): Promise<void>
}

const BODY_LIMIT_BYTES = 1024 * 1024

/** Puts a service together on its engines, starts what runs in the background, and listens. Where that fails, nothing of it goes on; the engines are the caller's to close. */
export async function openService(
  definition: ServiceDefinition,
  config: Config,
  engines: Engines,
  secrets: Secrets,
  logger: Logger,
): Promise<OpenService> {
  const metrics = new Metrics(definition.name)
  const state: ServiceState = { name: definition.name, version: definition.version, mode: config.mode, phase: 'starting' }
  const background = new Background(
    engines,
    definition.contexts.map(({ automation }) => automation),
    definition.contracts,
    (what, error) => {
      metrics.trouble.inc({ what: what.split(' of ')[0] ?? what })
      logger.warn({ err: error, what }, 'Background work failed and will be tried again')
    },
    (seconds) => metrics.appends.observe(seconds),
  )
  const issuer = new Issuer(config.oidc, logger)
  const credentials = await Credentials.open(
    engines.documents,
    engines.clock,
    await Bearers.open(engines.documents, background.views, issuer),
  )
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    forceCloseConnections: true,
    http: { requireHostHeader: false },
    clientErrorHandler: refuseUnreadableBytes,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const answer = problemOf(error, correlationOf(request))
      void reply.status(answer.status).header('content-type', 'application/problem+json').send(JSON.stringify(answer))
    },
  })
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceModule.with({ config, background, credentials, issuer, logger, metrics, state, secrets }, definition.contexts),
    adapter,
    { logger: frameworkLogger(logger), abortOnError: false },
  )
  try {
    app.getHttpAdapter().getInstance().decorate('clock', engines.clock)
    await app.register(cookie)
    sendSafeHeaders(app)
    refuseOddRequests(app)
    refuseUnboundedBodies(app)
    traceRequests(app)
    if (definition.console !== undefined) await serveConsole(app, definition.console)
    countRequests(app, metrics, logger)
    refuseUndeclaredRoutes(app)
    serveOpenApi(app, definition)
    for (const { prepare } of definition.contexts) await prepare?.(background, { config, secrets })
    await app.init()
    // All plugins are there before the background takes the thread: one that is kept waiting for ten seconds ends the start.
    await app.getHttpAdapter().getInstance().ready()
    await background.start()
    passing('start')
    await app.listen(config.httpPort, config.bind)
  } catch (error) {
    for (const end of [() => app.close(), () => background.stop()])
      await end().catch((left: unknown) => logger.warn({ err: left }, 'What had started could not be ended in order'))
    throw error
  }
  metrics.watch(
    background,
    definition.contexts.flatMap(({ figures = [] }) => figures),
  )
  return {
    app,
    background,
    config,
    port: Number(new URL(await app.getUrl()).port),
    serve() {
      state.phase = 'serving'
    },
    async close() {
      state.phase = 'draining'
      await app.close()
      passing('goodbye')
      await background.stop()
      await engines.close()
    },
  }
}

function countRequests(app: NestFastifyApplication, metrics: Metrics, logger: Logger): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown'
      metrics.requests.inc({ method: request.method, route, status: reply.statusCode })
      if (!isFollowed(reply)) metrics.latency.observe({ method: request.method, route }, reply.elapsedTime / 1000)
      logger.debug(
        {
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
          correlation: correlationOf(request),
        },
        'answered',
      )
      done()
    })
}

/** An answer that goes on for as long as somebody listens. */
function isFollowed(reply: FastifyReply): boolean {
  return String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')
}
