import { type Collection, DuplicateKey, type Filter, type Found, type GuardedWrite, type Query } from '@spoc/platform-ports'
import type { Collection as Kept, Filter as MongoFilter } from 'mongodb'
import { DURABLE, withServer } from '../server.js'
import { mongoFilter } from './filters.js'
import { HIDDEN, LIVE, type Stored, takenBy, writeGuarded } from './guards.js'
import { type InstantPaths, instantsAt, recordWithDates, withDates, withInstants } from './instants.js'
import { cursorAt, keysOf, listName, readCursor, waysAfter } from './keyset.js'

const MOST_IN_A_PAGE = 1000
const NO_GUARD = -1

export interface Kind {
  readonly kept: Kept<Stored>
  readonly instants: InstantPaths
}

export class MongoCollection<Doc extends { readonly _id: string }> implements Collection<Doc> {
  constructor(private readonly kind: Kind) {}

  get(id: string): Promise<Doc | undefined> {
    return this.ask(async (kept) => {
      const found = await kept.findOne({ _id: id }, { projection: HIDDEN })
      return found === null || found._gone ? undefined : this.shown(found)
    })
  }

  getMany(ids: readonly string[]): Promise<readonly Doc[]> {
    return this.ask(async (kept) => {
      const found = await kept.find({ _id: { $in: [...ids] } }, { projection: HIDDEN }).toArray()
      return found.filter(({ _gone }) => !_gone).map((stored) => this.shown(stored))
    })
  }

  getGuarded(ids: readonly string[]): Promise<readonly GuardedWrite<Doc>[]> {
    return this.ask(async (kept) => {
      const found = await kept.find({ _id: { $in: [...ids] } }).toArray()
      return found.map(({ _guard, _gone, ...stored }) => {
        const guard = {
          id: stored._id,
          fold: _guard?.fold ?? NO_GUARD,
          position: BigInt(String(_guard?.position ?? NO_GUARD)),
        }
        return _gone ? guard : { ...guard, document: this.shown(stored) }
      })
    })
  }

  async find({ filter = {}, sort, limit, cursor }: Query): Promise<Found<Doc>> {
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_IN_A_PAGE)
      throw new RangeError(`A page has 1 to ${MOST_IN_A_PAGE} documents.`)
    const keys = keysOf(sort)
    const list = listName(filter, keys)
    const values = cursor === undefined ? undefined : readCursor(list, keys, cursor)
    const bounds = values?.map((value, index) => withDates(value, instantsAt(this.kind.instants, keys[index]!.path)))
    return this.ask(async (kept) => {
      const where = this.where(filter)
      const after = bounds && { $or: waysAfter(keys, bounds).map((way) => ({ $and: [where, way] })) }
      const found = await kept
        .find(after ?? where, { projection: HIDDEN })
        .sort(keys.map(({ path, descending }): [string, 1 | -1] => [path, descending ? -1 : 1]))
        .limit(limit + 1)
        .toArray()
      const items = found.slice(0, limit).map((stored) => this.shown(stored))
      const last = items.at(-1)
      return found.length > limit && last !== undefined ? { items, next: cursorAt(list, keys, { ...last }) } : { items }
    })
  }

  count(filter: Filter): Promise<number> {
    return this.ask((kept) => kept.countDocuments(this.where(filter)))
  }

  write(writes: readonly GuardedWrite<Doc>[]): Promise<void> {
    return this.ask(async (kept) => {
      const stored = writes.map((write) => ({ ...write, document: write.document && this.stored(write.document) }))
      await writeGuarded(kept, stored)
    })
  }

  insert(document: Doc): Promise<void> {
    return this.ask(async (kept) => {
      try {
        await kept.insertOne(this.stored(document), { writeConcern: DURABLE })
      } catch (error) {
        if (takenBy(error) !== 'id') throw this.duplicate(error, document._id)
        if (!(await this.replace({ _id: document._id, _gone: true }, document)))
          throw new DuplicateKey(kept.collectionName, document._id)
      }
    })
  }

  put(document: Doc): Promise<void> {
    return this.ask(async (kept) => {
      for (let attempt = 1; ; attempt++) {
        try {
          await kept.replaceOne({ _id: document._id }, this.stored(document), {
            upsert: true,
            writeConcern: DURABLE,
          })
          return
        } catch (error) {
          // Two that put a new document at once: the one that came second finds it there the next time.
          if (takenBy(error) !== 'id' || attempt === 3) throw this.duplicate(error, document._id)
        }
      }
    })
  }

  replaceIf(id: string, filter: Filter, document: Doc): Promise<boolean> {
    return this.ask(() => this.replace(this.whereId(id, filter), document))
  }

  remove(id: string, filter: Filter = {}): Promise<boolean> {
    return this.ask(async (kept) => {
      const { deletedCount } = await kept.deleteOne(this.whereId(id, filter), { writeConcern: DURABLE })
      return deletedCount === 1
    })
  }

  async removeMany(filter: Filter, limit: number): Promise<number> {
    const where = this.where(filter)
    if (limit < 1) return 0
    return this.ask(async (kept) => {
      const found = await kept
        .find(where, { projection: { _id: 1 } })
        .limit(limit)
        .toArray()
      const these = { $and: [{ _id: { $in: found.map(({ _id }) => _id) } }, where] }
      return (await kept.deleteMany(these, { writeConcern: DURABLE })).deletedCount
    })
  }

  private ask<T>(question: (kept: Kept<Stored>) => Promise<T>): Promise<T> {
    return withServer('documents', () => question(this.kind.kept))
  }

  private async replace(where: MongoFilter<Stored>, document: Doc): Promise<boolean> {
    try {
      const { matchedCount } = await this.kind.kept.replaceOne(where, this.stored(document), {
        writeConcern: DURABLE,
      })
      return matchedCount === 1
    } catch (error) {
      throw this.duplicate(error, document._id)
    }
  }

  private where(filter: Filter): MongoFilter<Stored> {
    return { $and: [mongoFilter(filter, this.kind.instants), LIVE] }
  }

  private whereId(id: string, filter: Filter): MongoFilter<Stored> {
    return { $and: [{ _id: id }, this.where(filter)] }
  }

  private stored(document: Doc): Stored {
    return { ...recordWithDates({ ...document }, this.kind.instants), _id: document._id }
  }

  /** What was put in as a Doc comes out as one: the port's promise, that the type of a collection is its owner's. */
  private shown(stored: Stored): Doc {
    return withInstants(stored) as Doc
  }

  private duplicate(error: unknown, id: string): unknown {
    return takenBy(error) === undefined ? error : new DuplicateKey(this.kind.kept.collectionName, id)
  }
}
