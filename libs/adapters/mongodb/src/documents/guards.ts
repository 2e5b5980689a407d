import { DuplicateKey, type GuardedWrite } from '@spoc/platform-ports'
import { type AnyBulkWriteOperation, type Collection, Long, MongoBulkWriteError, MongoServerError } from 'mongodb'
import { DURABLE } from '../server.js'

/** A document as MongoDB holds it: the port's fields and, in views, the guard. `_gone` stands where only the guard is left. */
export interface Stored {
  readonly _id: string
  /** The driver reads a small position as a number. */
  readonly _guard?: { readonly fold: number; readonly position: Long | number }
  readonly _gone?: true
  readonly [field: string]: unknown
}

/** Matches all but what a guarded delete has left. */
export const LIVE = { _gone: { $exists: false } } as const

/** Fields that are ours, not the document's. */
export const HIDDEN = { _guard: 0 } as const

/** One question to the server: above, a slow one would take longer for it than it is waited for. */
const WRITTEN_AT_ONCE = 200

/** Puts each document whose place holds none or one of a lower (fold, position); {@link DuplicateKey} where a unique value is taken. */
export async function writeGuarded(
  collection: Collection<Stored>,
  writes: readonly GuardedWrite<Readonly<Record<string, unknown>>>[],
): Promise<void> {
  for (let from = 0; from < writes.length; from += WRITTEN_AT_ONCE) {
    const refused = await bulk(collection, writes.slice(from, from + WRITTEN_AT_ONCE), true)
    // "Taken" means that a higher guard is there, or that another writer made the document between our look and our insert: look again.
    const still = await bulk(collection, refused, false)
    if (still.length > 0) throw new Error(`${collection.collectionName} refused ${still.length} documents by their id.`)
  }
}

/** Answers the writes that found their id taken. */
async function bulk(
  collection: Collection<Stored>,
  writes: readonly GuardedWrite<Readonly<Record<string, unknown>>>[],
  upsert: boolean,
): Promise<readonly GuardedWrite<Readonly<Record<string, unknown>>>[]> {
  if (writes.length === 0) return []
  try {
    await collection.bulkWrite(
      writes.map((write) => replacement(write, upsert)),
      { ordered: false, writeConcern: DURABLE },
    )
    return []
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error
    const failed = [error.writeErrors].flat()
    if (failed.length === 0) throw error
    return failed.map(({ code, index, errmsg }) => {
      const write = writes[index]
      if (code !== DUPLICATE || write === undefined) throw error
      if (!isOfId(errmsg)) throw new DuplicateKey(collection.collectionName, write.id)
      return write
    })
  }
}

function replacement(
  { id, fold, position, document }: GuardedWrite<Readonly<Record<string, unknown>>>,
  upsert: boolean,
): AnyBulkWriteOperation<Stored> {
  const guard = { fold, position: Long.fromBigInt(position) }
  const content = document === undefined ? { _gone: true as const } : document
  // Documents compare field by field, in their order; where there is none, it is not as high.
  const filter = { _id: id, _guard: { $not: { $gte: guard } } }
  return { replaceOne: { filter, replacement: { ...content, _id: id, _guard: guard }, upsert } }
}

const DUPLICATE = 11_000

function isOfId(message = ''): boolean {
  return message.includes('index: _id_ ')
}

/** Which kind of value a write found taken, where that is what stopped it. */
export function takenBy(error: unknown): 'id' | 'unique value' | undefined {
  if (!(error instanceof MongoServerError) || error.code !== DUPLICATE) return undefined
  return isOfId(error.message) ? 'id' : 'unique value'
}
