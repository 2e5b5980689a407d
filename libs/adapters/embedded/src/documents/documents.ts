import { join } from 'node:path'
import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import type { DataFolder } from '../folder/data-folder.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { EmbeddedCollection } from './collection.js'
import { Resting } from './resting.js'
import { DocumentStore } from './store.js'

export interface DocumentsOptions {
  /** See {@link SqliteFile}. */
  readonly waitsMs?: number
  /** Told of what fails while nobody waits for it; without, it is nobody's and ends the process. */
  readonly onTrouble?: (what: string, error: unknown) => void
}

/** So many of the newest documents of a collection are not packed. */
const PLAIN_DOCUMENTS = 2_048

/**
 * Collections in two SQLite files: views, which can be rebuilt from the log and are not waited for on the disk, and state, which is
 * durable when acknowledged. Filters and sorts go to SQLite where it answers them as MongoDB would. Views whose documents come to rest are packed
 * by and by.
 */
export async function openEmbeddedDocuments(
  folder: DataFolder,
  { onTrouble, ...more }: DocumentsOptions = {},
): Promise<Documents> {
  const { readOnly } = folder
  const views = new SqliteFile(join(folder.path, 'views.db'), { synchronous: 'normal', readOnly, shrinks: true, ...more })
  const state = new SqliteFile(join(folder.path, 'state.db'), { synchronous: 'full', readOnly, ...more })
  const [ofViews, ofState] = [new DocumentStore(views, readOnly), new DocumentStore(state, readOnly)]
  if (readOnly) return new EmbeddedDocuments(ofViews, ofState)
  const resting = new Resting(ofViews, PLAIN_DOCUMENTS, (error) => {
    if (onTrouble === undefined) throw error
    onTrouble('packing of documents', error)
  })
  return new EmbeddedDocuments(ofViews, ofState, resting)
}

export class EmbeddedDocuments implements Documents {
  constructor(
    private readonly views: DocumentStore,
    private readonly state: DocumentStore,
    private readonly resting?: Resting,
  ) {}

  async collection<Doc extends { readonly _id: string }>(kind: CollectionKind): Promise<Collection<Doc>> {
    const store = kind.holds === 'view' ? this.views : this.state
    if (this.storeOf(kind.name) === this.otherThan(store))
      throw new RangeError(`The collection ${kind.name} does not hold ${kind.holds === 'view' ? 'a view' : 'state'}.`)
    if (!store.readOnly && !store.has(kind.name, kind.indexes)) await store.change(() => store.ensure(kind.name, kind.indexes))
    // With its indexes: what they are over is not packed.
    if (kind.rests) store.letRest(kind.name)
    return new EmbeddedCollection<Doc>(store, kind)
  }

  async rename(from: string, to: string): Promise<boolean> {
    const store = this.storeOf(from)
    if (store === undefined) return false
    if (this.storeOf(to) === this.otherThan(store))
      throw new RangeError(`${from} and ${to} do not hold the same kind of documents.`)
    return store.change(() => store.rename(from, to))
  }

  async drop(name: string): Promise<void> {
    const store = this.storeOf(name)
    if (store !== undefined) await store.change(() => store.drop(name))
  }

  async exists(name: string): Promise<boolean> {
    return this.storeOf(name) !== undefined
  }

  async ping(): Promise<void> {
    for (const store of [this.views, this.state]) store.reading(() => store.file.prepare('SELECT 1').row([]))
  }

  async close(): Promise<void> {
    await this.resting?.close()
    await Promise.all([this.views.close(), this.state.close()])
  }

  private storeOf(collection: string): DocumentStore | undefined {
    return [this.views, this.state].find((store) => store.table(collection) !== undefined)
  }

  private otherThan(store: DocumentStore): DocumentStore {
    return store === this.views ? this.state : this.views
  }
}
