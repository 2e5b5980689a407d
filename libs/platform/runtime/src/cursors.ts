import { LRUCache } from 'lru-cache'
import type { Position } from '@spoc/platform-kernel'
import type { Collection, Documents } from '@spoc/platform-ports'

interface Cursor {
  readonly _id: string
  readonly revision: number
}

/** What is seen is written down no more often: seeing it again costs little, and writing it down each time a lot. */
const SAVED_EVERY_MS = 1_000

/**
 * How far a consumer has seen each source stream. May be lost: what it then sees again is dropped by the marks in the target streams; what
 * it then lacks is read from the log.
 */
export class Cursors {
  private readonly seen = new LRUCache<string, number>({
    max: 20_000,
    dispose: (_, __, reason) => {
      if (reason === 'evict') this.allSince = this.furthest
    },
  })
  /** The furthest place in the log of what was seen. */
  private furthest: Position = 0n
  /** Of a stream that began after this in the log, nothing can have been noted that is not remembered here; nothing: of none is that known. */
  private allSince: Position | undefined
  private readonly unsaved = new Map<string, number>()

  private savedAt = -Infinity

  private constructor(private readonly cursors: Collection<Cursor>) {}

  static async open(documents: Documents, context: string): Promise<Cursors> {
    return new Cursors(await documents.collection<Cursor>({ name: `${context}_cursors`, indexes: [], holds: 'view' }))
  }

  /** Where the log ended when this process got its share: up to there others may have seen what this one has not. */
  begin(end: Position): void {
    this.allSince = end > this.furthest ? end : this.furthest
  }

  /** Whether an event at that place begins a stream of which there is nothing to load. */
  isNew({ revision, position }: { readonly revision: number; readonly position: Position | undefined }): boolean {
    return revision === 0 && position !== undefined && this.allSince !== undefined && position > this.allSince
  }

  /**
   * Loads what is kept of these streams, in one read. Of first events too, unless they are new: relays publish the latest again at every start, and
   * what an input that brought nothing about would bring about today is none of its business.
   */
  async prepare(streams: readonly string[]): Promise<void> {
    const missing = [...new Set(streams)].filter((stream) => !this.seen.has(stream))
    if (missing.length === 0) return
    for (const { _id, revision } of await this.cursors.getMany(missing)) this.seen.set(_id, revision)
  }

  /** Last revision seen, -1 where none was. */
  of(stream: string): number {
    return this.seen.get(stream) ?? -1
  }

  /** `position`: of that event in the log, where it is known. */
  advance(stream: string, revision: number, position?: Position): void {
    if (position !== undefined && position > this.furthest) this.furthest = position
    if (revision <= this.of(stream)) return
    this.seen.set(stream, revision)
    this.unsaved.set(stream, revision)
  }

  /** Now and then, as batches come. */
  async saveSometimes(): Promise<void> {
    if (performance.now() - this.savedAt >= SAVED_EVERY_MS) await this.save()
  }

  async save(): Promise<void> {
    if (this.unsaved.size === 0) return
    this.savedAt = performance.now()
    const writes = [...this.unsaved].map(([id, revision]) => ({
      id,
      fold: 1,
      position: BigInt(revision),
      document: { _id: id, revision },
    }))
    this.unsaved.clear()
    await this.cursors.write(writes)
  }
}
