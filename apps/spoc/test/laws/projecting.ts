import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { openDataFolder, openEmbeddedDocuments, openEmbeddedKeys } from '@spoc/adapters-embedded'
import { catalogue } from '@spoc/platform-catalogue'
import type { Recorded } from '@spoc/platform-kernel'
import { EngineUnavailable, type Clock, type Collection, type Documents, type GuardedWrite } from '@spoc/platform-ports'
import {
  CHECKPOINTS,
  Opener,
  Projection,
  PublishedFolds,
  Sealing,
  soleLeases,
  type AnyProjector,
  type Checkpoint,
} from '@spoc/platform-runtime'
import { BEGAN } from './history.js'

/** How one batch of the log fares: how many events it has, and what becomes of it. */
export interface Fate {
  readonly events: number
  /**
   * `dies`: the documents are written, all or some, and nothing says so; the process that comes after reads again from the last checkpoint.
   * `fails`: the same, but the process lives on and tries again, by now with more events.
   */
  readonly ends: 'well' | 'dies' | 'fails'
  /** Of the documents of a batch that does not end well, those that are written: each of which the bit at its place is set. */
  readonly written: number
  /** Of a batch that ends well: whether it was written down how far that was, before whatever comes next. */
  readonly noted: boolean
}

export const anyFates: fc.Arbitrary<readonly Fate[]> = fc.array(
  fc.record({
    events: fc.integer({ min: 1, max: 12 }),
    ends: fc.constantFrom('well' as const, 'dies' as const, 'fails' as const),
    written: fc.integer({ min: 0, max: 0xffff }),
    noted: fc.boolean(),
  }),
  { maxLength: 30 },
)

/** All in one batch after the other, and every one ends well. */
export const undisturbed: readonly Fate[] = []

type Kept = { readonly _id: string }

/** Embedded documents, on which projectors fold a history; each history in collections of its own. */
export class Projecting {
  private round = 0

  private constructor(
    private readonly documents: Documents,
    private readonly sealing: Sealing,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Projecting> {
    const path = await mkdtemp(join(tmpdir(), 'spoc-laws-'))
    const folder = openDataFolder(path)
    const documents = await openEmbeddedDocuments(folder)
    const keys = await openEmbeddedKeys(folder, Buffer.alloc(32, 7))
    return new Projecting(documents, new Sealing(keys), async () => {
      await documents.close()
      await keys.close()
      folder.close()
      await rm(path, { recursive: true, force: true })
    })
  }

  /** The documents that the projector makes of the history, by way of these fates. */
  async documentsOf(projector: AnyProjector, history: readonly Recorded[], fates: readonly Fate[]): Promise<readonly Kept[]> {
    const round = `round${(this.round += 1)}`
    const collections = new Set<string>()
    let fate: Fate | undefined
    const documents = this.troubled(
      (name) => `${name}_${round}`,
      collections,
      () => fate,
    )
    let noted: GuardedWrite<Checkpoint> | undefined
    const checkpoints = {
      kept: () => documents.collection<Checkpoint>(CHECKPOINTS),
      note: (checkpoint: GuardedWrite<Checkpoint>) => void (noted = checkpoint),
      withdraw: () => void (noted = undefined),
    }
    // Histories use the same ids for other events; what is opened is remembered by id.
    const opener = new Opener(this.sealing)
    const begin = async () => {
      const projection = new Projection(projector, {
        documents,
        leases: soleLeases,
        opener,
        contracts: catalogue,
        clock: still,
        published: new PublishedFolds(documents),
        checkpoints,
      })
      return { projection, position: await projection.start() }
    }
    let { projection, position } = await begin()
    const wanted = history.filter(({ type }) => projection.typePrefixes.some((prefix) => type.startsWith(prefix)))
    for (let batch = 0; ; batch += 1) {
      fate = fates[batch]
      const events = wanted.filter((event) => event.position > position).slice(0, fate?.events ?? 256)
      if (events.length === 0) break
      try {
        await projection.handle(events)
        position = events.at(-1)!.position
        if (noted !== undefined && fate?.noted !== false) await (await checkpoints.kept()).write([noted])
        noted = undefined
      } catch (error) {
        // One that was not meant to fail is not the trouble that is made here; and there would be no end to it.
        if (!(error instanceof EngineUnavailable) || fate === undefined || fate.ends === 'well') throw error
        if (fate.ends === 'dies') ({ projection, position } = await begin())
      }
    }
    const collection = await documents.collection<Kept>(projector.collection)
    const { items } = await collection.find({ limit: 1_000 })
    for (const name of collections) await this.documents.drop(name)
    return items
  }

  private troubled(named: (name: string) => string, opened: Set<string>, fate: () => Fate | undefined): Documents {
    return {
      collection: async <Doc extends Kept>(kind: Parameters<Documents['collection']>[0]) => {
        opened.add(named(kind.name))
        const kept = await this.documents.collection<Doc>({ ...kind, name: named(kind.name) })
        const write: Collection<Doc>['write'] = async (writes) => {
          const { ends = 'well', written = 0 } = fate() ?? {}
          if (ends === 'well') return kept.write(writes)
          await kept.write(writes.filter((_, index) => written & (1 << (index % 16))))
          throw new EngineUnavailable('documents', new Error('lost before the answer'))
        }
        return new Proxy(kept, { get: (target, name) => (name === 'write' ? write : bound(target, name)) })
      },
      rename: (from, to) => this.documents.rename(named(from), named(to)),
      drop: (name) => this.documents.drop(named(name)),
      exists: (name) => this.documents.exists(named(name)),
      ping: () => this.documents.ping(),
      close: () => this.documents.close(),
    }
  }
}

const still: Clock = {
  controlled: true,
  now: () => BEGAN,
  moveTo: () => Promise.reject(new Error('It stands still.')),
  onMoved: () => () => undefined,
  close: () => Promise.resolve(),
}

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name)
  return typeof value === 'function' ? value.bind(target) : value
}
