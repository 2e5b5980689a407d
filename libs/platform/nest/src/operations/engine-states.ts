import type { Background } from '@spoc/platform-runtime'
import { within } from './figure.js'

export type EngineState = 'up' | 'away'

const ANSWER_WITHIN_MS = 1_500

/** Each engine of this process, and whether it answers. */
export async function engineStates({ engines }: Background): Promise<readonly (readonly [string, EngineState])[]> {
  const { log, bus, documents, blobs, keys } = engines
  return Promise.all(
    Object.entries({ log, bus, documents, blobs, keys }).map(async ([name, engine]) => [name, await stateOf(engine)] as const),
  )
}

async function stateOf(engine: { ping(): Promise<void> }): Promise<EngineState> {
  try {
    await within(ANSWER_WITHIN_MS, () => engine.ping())
    return 'up'
  } catch {
    // Which engine is away is the answer; why is in that engine's log.
    return 'away'
  }
}
