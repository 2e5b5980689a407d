import { randomBytes } from 'node:crypto'
import { passing, type KeyId } from '@spoc/platform-kernel'
import { EngineUnavailable, type Keys, type KeyState } from '@spoc/platform-ports'
import { Binary, type Collection, type Db, type MongoClient, MongoServerError } from 'mongodb'
import { clientOf, DURABLE, PING_WITHIN_MS, withServer } from '../server.js'
import { KEY_BYTES, unwrap, wrap } from './wrapping.js'

export interface MongoKeysOptions {
  readonly url: string
  /** Of its own: it is backed up apart from all else. */
  readonly database: string
  /** 32 bytes. Without it, the keys are lost. */
  readonly masterKey: Uint8Array
}

/** A key wrapped under the master key, or the tombstone of one. */
interface KeyDocument {
  readonly _id: string
  readonly wrapped?: Binary
  readonly destroyed?: true
}

/** Keys in the collection `keys`. Opening needs no server. */
export async function openMongoKeys({ url, database, masterKey }: MongoKeysOptions): Promise<Keys> {
  if (masterKey.byteLength !== KEY_BYTES)
    throw new Error(`The master key has ${masterKey.byteLength} bytes; it takes ${KEY_BYTES}.`)
  const client = clientOf(url, 'spoc-keys')
  return new MongoKeys(client, client.db(database), masterKey)
}

const DUPLICATE = 11_000

/** A key that a failover takes back must not have sealed anything. */
const MAJORITY = { readConcern: { level: 'majority' } } as const

/** Wrapped under the master key that came first, so that another is refused before it makes keys beside the ones it cannot open. */
const PROOF = { collection: 'master', id: 'proof' } as const

class MongoKeys implements Keys {
  private readonly keys: Collection<KeyDocument>
  private proven: Promise<void> | undefined

  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
    private readonly masterKey: Uint8Array,
  ) {
    this.keys = database.collection<KeyDocument>('keys')
  }

  ensure(ids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, KeyState>> {
    return withServer('keys', async () => {
      await this.proveMasterKey()
      // One is new mostly, as its request is. Of several most are there, and a read of all is cheaper than a write of each.
      const found = ids.length > 1 ? await this.find(ids) : new Map<KeyId, KeyState>()
      const missing = ids.filter((id) => (found.get(id)?.is ?? 'unknown') === 'unknown')
      for (const kept of await Promise.all(missing.map((id) => this.keep(id)))) found.set(kept._id, this.stateOf(kept))
      return found
    })
  }

  get(ids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, KeyState>> {
    return withServer('keys', async () => {
      await this.proveMasterKey()
      return this.find(ids)
    })
  }

  async destroy(id: KeyId): Promise<void> {
    const bury = () => this.keys.replaceOne({ _id: id }, { destroyed: true }, { upsert: true, writeConcern: DURABLE })
    await withServer('keys', () => bury().catch((error: unknown) => onlyDuplicate(error, bury)))
  }

  async ping(): Promise<void> {
    await withServer('keys', () => this.database.command({ ping: 1 }, { timeoutMS: PING_WITHIN_MS }))
  }

  close(): Promise<void> {
    return this.client.close()
  }

  private async proveMasterKey(): Promise<void> {
    this.proven ??= this.proveNow()
    await this.proven.catch((error: unknown) => {
      this.proven = undefined
      throw error
    })
  }

  private async proveNow(): Promise<void> {
    const proofs = this.database.collection<KeyDocument>(PROOF.collection)
    const wrapped = new Binary(wrap(this.masterKey, PROOF.id, randomBytes(KEY_BYTES)))
    const place = () =>
      proofs.updateOne({ _id: PROOF.id }, { $setOnInsert: { wrapped } }, { upsert: true, writeConcern: DURABLE })
    await place().catch((error: unknown) => onlyDuplicate(error, async () => null))
    const kept = await proofs.findOne({ _id: PROOF.id }, MAJORITY)
    if (kept?.wrapped === undefined)
      throw new EngineUnavailable('keys', 'the proof of the master key is not yet kept by a majority')
    unwrap(this.masterKey, PROOF.id, kept.wrapped.value())
  }

  /**
   * What is kept under the id by a majority, made where there was nothing: another may have made one first, and only what is kept is the key.
   * Where nothing is written the server waits for all that it has written before. Some server answers nothing to the slower one of two; then it is read.
   */
  private async keep(id: KeyId): Promise<KeyDocument> {
    const box = wrap(this.masterKey, id, randomBytes(KEY_BYTES))
    const place = () =>
      this.keys.findOneAndUpdate(
        { _id: id },
        { $setOnInsert: { wrapped: new Binary(box) } },
        { upsert: true, returnDocument: 'after', writeConcern: DURABLE },
      )
    const made = await place().catch((error: unknown) => onlyDuplicate(error, place))
    const kept = made ?? (await this.keys.findOne({ _id: id }, MAJORITY))
    if (kept === null) throw new EngineUnavailable('keys', `the key ${id} is made but not yet kept by a majority`)
    if (kept.wrapped !== undefined && Buffer.compare(kept.wrapped.value(), box) === 0) passing('key-made')
    return kept
  }

  private async find(ids: readonly KeyId[]): Promise<Map<KeyId, KeyState>> {
    const found = await this.keys.find({ _id: { $in: [...ids] } }, MAJORITY).toArray()
    const states = new Map<KeyId, KeyState>(ids.map((id) => [id, { is: 'unknown' }]))
    for (const document of found) states.set(document._id, this.stateOf(document))
    return states
  }

  private stateOf({ _id, wrapped }: KeyDocument): KeyState {
    if (wrapped === undefined) return { is: 'destroyed' }
    return { is: 'key', bytes: unwrap(this.masterKey, _id, wrapped.value()) }
  }
}

/** Two that make the same document at once: the one that came second is told so, and finds it there. */
async function onlyDuplicate<T>(error: unknown, then: () => Promise<T>): Promise<T> {
  if (!(error instanceof MongoServerError) || error.code !== DUPLICATE) throw error
  return then()
}
