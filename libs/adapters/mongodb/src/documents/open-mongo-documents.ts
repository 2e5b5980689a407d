import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import { type Db, type MongoClient, MongoServerError } from 'mongodb'
import { clientOf, DURABLE, PING_WITHIN_MS, withServer } from '../server.js'
import type { Stored } from './guards.js'
import { mongoIndexes } from './indexes.js'
import { instantPaths } from './instants.js'
import { MongoCollection } from './mongo-collection.js'

export interface MongoDocumentsOptions {
  /** Of a replica set, or of a single server. */
  readonly url: string
  readonly database: string
}

/** Documents in MongoDB. Opening needs no server: each call finds one, and all resumes by itself after an outage. */
export async function openMongoDocuments({ url, database }: MongoDocumentsOptions): Promise<Documents> {
  const client = clientOf(url, 'spoc-documents')
  return new MongoDocuments(client, client.db(database))
}

const NAMESPACE_NOT_FOUND = 26
const NAMESPACE_EXISTS = 48

class MongoDocuments implements Documents {
  private readonly made = new Map<string, { readonly indexes: string; readonly done: Promise<void> }>()

  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
  ) {}

  async collection<Doc extends { readonly _id: string }>(kind: CollectionKind): Promise<Collection<Doc>> {
    await this.make(kind)
    return new MongoCollection<Doc>({ kept: this.database.collection<Stored>(kind.name), instants: instantPaths(kind.instants) })
  }

  async rename(from: string, to: string): Promise<boolean> {
    try {
      await withServer('documents', () => this.database.renameCollection(from, to, { dropTarget: true, writeConcern: DURABLE }))
      return true
    } catch (error) {
      if (hasCode(error, NAMESPACE_NOT_FOUND)) return false
      throw error
    } finally {
      this.made.delete(from)
      this.made.delete(to)
    }
  }

  async drop(name: string): Promise<void> {
    this.made.delete(name)
    try {
      await withServer('documents', () => this.database.dropCollection(name, { writeConcern: DURABLE }))
    } catch (error) {
      if (!hasCode(error, NAMESPACE_NOT_FOUND)) throw error
    }
  }

  async exists(name: string): Promise<boolean> {
    const found = await withServer('documents', () => this.database.listCollections({ name }, { nameOnly: true }).toArray())
    return found.length > 0
  }

  async ping(): Promise<void> {
    await withServer('documents', () => this.database.command({ ping: 1 }, { timeoutMS: PING_WITHIN_MS }))
  }

  close(): Promise<void> {
    return this.client.close()
  }

  /** Once a process, name and set of indexes: asking for a collection is cheap afterwards. */
  private async make(kind: CollectionKind): Promise<void> {
    const indexes = JSON.stringify(kind.indexes)
    const known = this.made.get(kind.name)
    const made = known?.indexes === indexes ? known.done : withServer('documents', () => this.makeNow(kind))
    this.made.set(kind.name, { indexes, done: made })
    try {
      await made
    } catch (error) {
      if (this.made.get(kind.name)?.done === made) this.made.delete(kind.name)
      throw error
    }
  }

  private async makeNow({ name, indexes }: CollectionKind): Promise<void> {
    try {
      await this.database.createCollection(name, { writeConcern: DURABLE })
    } catch (error) {
      if (!hasCode(error, NAMESPACE_EXISTS)) throw error
    }
    const wanted = indexes.flatMap(mongoIndexes)
    const unlike = [...new Map(wanted.map((index) => [index.name, index])).values()]
    if (unlike.length > 0) await this.database.collection(name).createIndexes(unlike)
  }
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof MongoServerError && error.code === code
}
