import { openService, Secrets, type Config, type OpenService, type ServiceDefinition } from '@spoc/platform-nest'
import { EngineUnavailable } from '@spoc/platform-ports'
import { pause } from '@spoc/platform-runtime'
import type { Logger } from 'pino'
import type { OpenedEngines } from './open-engines.js'

export interface Started {
  readonly service: OpenService
  /** Its engines held nothing before. */
  readonly empty: boolean
}

const AGAIN_AFTER_MS = 500
const LONGEST_MS = 120_000

/**
 * Opens the engines and the service on them. A server that was there and goes away in the middle is waited for as one that is not there yet: the
 * start begins anew, until two minutes after the first time; then the process ends with what it heard last. An embedded engine fails for good.
 */
export async function startService(
  definition: ServiceDefinition,
  config: Config,
  logger: Logger,
  openEngines: () => Promise<OpenedEngines>,
): Promise<Started> {
  let until: number | undefined
  // What a start that went wrong has written is its own.
  let empty: boolean | undefined
  for (;;) {
    try {
      const opened = await openEngines()
      empty ??= opened.empty
      return { service: await serviceOn(opened, definition, config, logger), empty }
    } catch (error) {
      until ??= performance.now() + LONGEST_MS
      if (!(error instanceof EngineUnavailable) || config.engines === undefined || performance.now() > until) throw error
      logger.warn({ err: error }, 'An engine went away during the start, which begins anew')
      await pause(AGAIN_AFTER_MS)
    }
  }
}

async function serviceOn(
  { engines, masterKey }: OpenedEngines,
  definition: ServiceDefinition,
  config: Config,
  logger: Logger,
): Promise<OpenService> {
  try {
    return await openService(definition, config, engines, new Secrets(masterKey), logger)
  } catch (error) {
    await engines.close().catch((left: unknown) => logger.warn({ err: left }, 'The engines could not be closed in order'))
    throw error
  }
}
