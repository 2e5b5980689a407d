import type { Config } from '@spoc/platform-nest'
import type { Engines, Trouble } from '@spoc/platform-runtime'

/** The engines of a process, and the master key that its secrets are derived from. */
export interface OpenedEngines {
  readonly engines: Engines
  readonly masterKey: Uint8Array
  /** True where the data folder or the databases held nothing before. */
  readonly empty: boolean
}

/** The engines cannot be had as they are; the message says what to do, to whoever starts the process. */
export class CannotStart extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause })
    this.name = 'CannotStart'
  }
}

/** Programs of threads that embedded engines may work in; without one, an engine works in the thread that asks it. */
export interface Threads {
  /** Calls `serveDocuments`. */
  readonly documents?: URL
}

/** The one place where engines are chosen. Each side is loaded only where it is used. `onTrouble` is told of what fails while nobody waits for it, and of what is waited for. Rejects with {@link CannotStart}. */
export async function openEngines(config: Config, service: string, threads: Threads, onTrouble: Trouble): Promise<OpenedEngines> {
  if (config.engines === undefined) return (await import('./embedded-engines.js')).openEmbeddedEngines(config, threads, onTrouble)
  return (await import('./distributed-engines.js')).openDistributedEngines(config, config.engines, service, onTrouble)
}
