import type { Position } from '@spoc/platform-kernel'
import { EngineUnavailable, type Collection, type CollectionKind, type Documents } from '@spoc/platform-ports'
import { CHECKPOINTS, type Standing } from './checkpoints.js'
import type { Freshness, Projection } from './projection.js'
import { PUBLISHED } from './published-folds.js'
import { pause } from './pacing.js'

/** A published collection to be read, and how fresh it is. */
export interface View<Doc extends { readonly _id: string }> extends Pick<Collection<Doc>, 'get' | 'getMany' | 'find' | 'count'> {
  freshness(): Promise<Freshness>
}

const LONGEST_WAIT_MS = 5_000
const LOOK_EVERY_MS = 25

/** Opens read models: those projected in this process, and those that another one publishes. */
export class Views {
  private readonly opened = new Map<string, Promise<Collection<{ readonly _id: string }>>>()

  constructor(
    private readonly documents: Documents,
    private readonly projections: ReadonlyMap<string, Projection>,
  ) {}

  of<Doc extends { readonly _id: string }>(kind: CollectionKind): View<Doc> {
    const collection = () => this.open<Doc>(kind)
    return {
      get: async (id) => (await collection()).get(id),
      getMany: async (ids) => (await collection()).getMany(ids),
      find: async (query) => (await collection()).find(query),
      count: async (filter) => (await collection()).count(filter),
      freshness: () => this.freshness(kind),
    }
  }

  /** Resolves once all these collections hold everything up to `position`; throws {@link NotYetVisible} where that takes too long. */
  async waitFor(kinds: readonly CollectionKind[], position: Position, timeoutMs = LONGEST_WAIT_MS): Promise<void> {
    const seen = await Promise.all(kinds.map((kind) => this.waitForOne(kind, position, timeoutMs)))
    if (seen.includes(false)) throw new NotYetVisible()
  }

  private async waitForOne(kind: CollectionKind, position: Position, timeoutMs: number): Promise<boolean> {
    const local = this.projections.get(kind.name)
    if (local !== undefined) return local.waitFor(position, timeoutMs)
    const until = performance.now() + timeoutMs
    while ((await this.freshness(kind)).position < position) {
      if (performance.now() >= until) return false
      await pause(LOOK_EVERY_MS)
    }
    return true
  }

  private async freshness(kind: CollectionKind): Promise<Freshness> {
    const local = this.projections.get(kind.name)
    if (local !== undefined) return local.freshness()
    const published = await (await this.documents.collection<{ _id: string; fold: number }>(PUBLISHED)).get(kind.name)
    const checkpoints = await this.documents.collection<Standing & { readonly at: string }>(CHECKPOINTS)
    const saved = await checkpoints.get(`${kind.name}@${published?.fold ?? 0}`)
    return { position: BigInt(saved?.position ?? '0'), at: saved?.at ?? '1970-01-01T00:00:00.000Z' }
  }

  private open<Doc extends { readonly _id: string }>(kind: CollectionKind): Promise<Collection<Doc>> {
    const known = this.opened.get(kind.name) ?? this.documents.collection<{ readonly _id: string }>(kind)
    this.opened.set(kind.name, known)
    known.catch(() => this.opened.delete(kind.name))
    return known as unknown as Promise<Collection<Doc>>
  }
}

/** What the caller wrote is safe in the log but not in this read model yet; asking again soon is right. */
export class NotYetVisible extends EngineUnavailable {
  constructor() {
    super('documents', new Error('The read model has not come so far yet.'))
    this.name = 'NotYetVisible'
  }
}
