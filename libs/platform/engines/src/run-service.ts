import { openLogger, loadConfig, WrongConfig, type Config, type OpenService, type ServiceDefinition } from '@spoc/platform-nest'
import type { Logger } from 'pino'
import { CannotStart, openEngines, type Threads } from './open-engines.js'
import { startService } from './start-service.js'
import type { Tracing } from './open-tracing.js'

/** What a service does once it serves; `empty`: its engines held nothing before. */
export type WhenServing = (service: OpenService, first: { readonly empty: boolean }) => Promise<void>

/** The whole life of a process: configuration, engines, service, and a goodbye that finishes what is in hand. */
export async function runService(
  definition: ServiceDefinition,
  whenServing: WhenServing = () => Promise.resolve(),
  threads: Threads = {},
): Promise<void> {
  try {
    const config = loadConfig(process.env)
    const logger = openLogger(definition.name, config.logLevel)
    const tracing = await tracingOf(config, definition, logger)
    const { service, empty } = await startService(definition, config, logger, () =>
      openEngines(config, definition.name, threads, (what, error) =>
        logger.warn({ err: error, what }, 'An engine is in trouble'),
      ),
    )
    const leave = (signal: string) => {
      logger.info({ signal }, 'Draining')
      service
        .close()
        .then(() => tracing?.close())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error({ err: error }, 'The goodbye failed')
            process.exit(1)
          },
        )
    }
    process.once('SIGTERM', () => leave('SIGTERM'))
    process.once('SIGINT', () => leave('SIGINT'))
    await whenServing(service, { empty })
    service.serve()
    logger.info({ port: service.port }, 'Serving')
  } catch (error) {
    if (error instanceof WrongConfig) process.stderr.write(`The configuration is wrong: ${error.message}\n`)
    else if (error instanceof CannotStart) process.stderr.write(`${definition.name} cannot start: ${error.message}\n`)
    else
      process.stderr.write(
        `${definition.name} cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      )
    process.exitCode = 1
    setImmediate(() => process.exit(1))
  }
}

/** Loaded only where it is asked for. */
async function tracingOf({ tracesTo }: Config, definition: ServiceDefinition, logger: Logger): Promise<Tracing | undefined> {
  return tracesTo === undefined ? undefined : (await import('./open-tracing.js')).openTracing(tracesTo, definition, logger)
}
