import type { Config } from '@spoc/platform-nest'
import type { Engines } from '@spoc/platform-runtime'

/** The engines of a process, and the master key that its secrets are derived from. */
export interface OpenedEngines {
  readonly engines: Engines
  readonly masterKey: Uint8Array
  /** True where the data folder or the databases held nothing before. */
  readonly empty: boolean
}

/** The one place where engines are chosen. Each side is loaded only where it is used. */
export async function openEngines(config: Config, service: string): Promise<OpenedEngines> {
  if (config.engines === undefined) return (await import('./embedded-engines.js')).openEmbeddedEngines(config)
  return (await import('./distributed-engines.js')).openDistributedEngines(config, config.engines, service)
}
