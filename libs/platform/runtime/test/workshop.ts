import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  openDataFolder,
  openEmbeddedBlobs,
  openEmbeddedBus,
  openEmbeddedDocuments,
  openEmbeddedEventLog,
  openEmbeddedKeys,
} from '@spoc/adapters-embedded'
import type { EventContract } from '@spoc/platform-kernel'
import { Background, controlledClock, soleLeases, type Automation, type Engines } from '../src/index.js'

/** Embedded engines in a folder of their own; what a spec opens on them it can close and open again. */
export interface Workshop {
  readonly engines: Engines
  /** A process with these automations; `over` replaces engines, to make trouble. */
  process(automations: readonly Automation[], contracts: readonly EventContract[], over?: Partial<Engines>): Background
  readonly troubles: { readonly what: string; readonly error: unknown }[]
  close(): Promise<void>
}

/** The engine, but for what `its` has of its own: what goes wrong with it, or notes what is asked of it. */
export function over<Engine extends object>(engine: Engine, its: Partial<Engine>): Engine {
  return new Proxy(engine, {
    get(_, name) {
      const found: unknown = Reflect.get(its, name) ?? Reflect.get(engine, name)
      return typeof found === 'function' && !(name in its) ? (found.bind(engine) as unknown) : found
    },
  })
}

export async function openWorkshop(): Promise<Workshop> {
  const path = await mkdtemp(join(tmpdir(), 'spoc-runtime-'))
  const folder = openDataFolder(path)
  const documents = await openEmbeddedDocuments(folder)
  const clock = await controlledClock(documents, '2026-01-12T08:00:00.000Z')
  const engines: Engines = {
    log: await openEmbeddedEventLog(folder),
    bus: await openEmbeddedBus(folder),
    documents,
    blobs: await openEmbeddedBlobs(folder),
    keys: await openEmbeddedKeys(folder, Buffer.alloc(32, 7)),
    mailer: { send: () => Promise.resolve(), kept: () => Promise.resolve(undefined), close: () => Promise.resolve() },
    clock,
    leases: soleLeases,
    close: () => Promise.resolve(),
  }
  const running: Background[] = []
  const troubles: { readonly what: string; readonly error: unknown }[] = []
  return {
    engines,
    troubles,
    process(automations, contracts, over = {}) {
      const background = new Background(
        { ...engines, ...over },
        automations,
        contracts,
        (what, error) => void troubles.push({ what, error }),
      )
      running.push(background)
      return background
    },
    async close() {
      for (const background of running) await background.stop()
      await clock.close()
      for (const engine of [engines.bus, engines.log, engines.documents, engines.blobs, engines.keys]) await engine.close()
      await folder.close()
      await rm(path, { recursive: true, force: true })
    },
  }
}
