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
 * start begins anew, for two minutes at most, then the process ends with what it heard last. An embedded engine fails for good.
 */
export async function startService(
  definition: ServiceDefinition,
  config: Config,
  logger: Logger,
  openEngines: () => Promise<OpenedEngines>,
): Promise<Started> {
  const until = performance.now() + LONGEST_MS
  for (;;) {
    try {
      return await startOnce(definition, config, logger, openEngines)
    } catch (error) {
      if (!(error instanceof EngineUnavailable) || config.engines === undefined || performance.now() > until) throw error
      logger.warn({ err: error }, 'An engine went away during the start, which begins anew')
      await pause(AGAIN_AFTER_MS)
    }
  }
}

async function startOnce(
  definition: ServiceDefinition,
  config: Config,
  logger: Logger,
  openEngines: () => Promise<OpenedEngines>,
): Promise<Started> {
  const { engines, masterKey, empty } = await openEngines()
  try {
    return { service: await openService(definition, config, engines, new Secrets(masterKey), logger), empty }
  } catch (error) {
    await engines.close()
    throw error
  }
}
