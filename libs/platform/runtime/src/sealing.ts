import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { canonicalJson, freshBytes, passing, type Erased, type KeyId, type Readable, type Sealed } from '@spoc/platform-kernel'
import type { Keys, KeyState } from '@spoc/platform-ports'

type Json = unknown
const NONCE_BYTES = 12
const SALT_BYTES = 16
const TAG_BYTES = 16

/** Seals the personal fields of an event before it is appended, and opens them after it is read. */
export class Sealing {
  /** Short-lived, so that a key destroyed by another process is forgotten here too. */
  private readonly known = new LRUCache<KeyId, KeyState>({ max: 20_000, ttl: 60_000 })

  constructor(private readonly keys: Keys) {}

  /** The data with every readable value sealed; keys that are missing are made, and durable, first. */
  async seal(eventId: string, data: Json): Promise<Json> {
    const wanted = keyIdsIn(data, isReadable)
    if (wanted.size === 0) return data
    const keys = await this.keysOf(wanted, async (ids) => {
      const kept = await this.keys.ensure(ids)
      passing('key')
      return kept
    })
    return walk(data, '', (value, path) =>
      isReadable(value) ? sealValue(value, keys.get(value.under), eventId, path) : undefined,
    )
  }

  /** The data with every sealed value readable, or erased where its key is destroyed. */
  async open(eventId: string, data: Json): Promise<Json> {
    const wanted = keyIdsIn(data, isSealed)
    if (wanted.size === 0) return data
    const keys = await this.keysOf(wanted, (ids) => this.keys.get(ids))
    return walk(data, '', (value, path) => (isSealed(value) ? openValue(value, keys.get(value.under), eventId, path) : undefined))
  }

  /** Erases all that was ever sealed under the key. */
  async destroy(id: KeyId): Promise<void> {
    await this.keys.destroy(id)
    this.known.delete(id)
  }

  private async keysOf(ids: ReadonlySet<KeyId>, find: (missing: readonly KeyId[]) => Promise<ReadonlyMap<KeyId, KeyState>>) {
    const found = new Map<KeyId, KeyState>()
    const missing: KeyId[] = []
    for (const id of ids) {
      const state = this.known.get(id)
      if (state === undefined) missing.push(id)
      else found.set(id, state)
    }
    if (missing.length > 0) {
      for (const [id, state] of await find(missing)) {
        found.set(id, state)
        if (state.is !== 'unknown') this.known.set(id, state)
      }
    }
    return found
  }
}

/** The data as it may be shown to whoever mends the platform: personal values are named, not told. */
export function withoutPersonal(data: Json): Json {
  return walk(data, '', (value) => (isSealed(value) || isReadable(value) ? { personal: 'not shown' } : undefined))
}

/** Opens one sealed value to its salt and value, as an export does to let others check the commitment. */
export function openingOf(
  sealed: Sealed,
  key: Uint8Array,
  eventId: string,
  path: string,
): { readonly salt: string; readonly value: Json } {
  const box = Buffer.from(sealed.box, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(`${eventId}\u0000${path}`))
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES))
  const plain = Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES)), decipher.final()])
  return {
    salt: plain.subarray(0, SALT_BYTES).toString('base64'),
    value: JSON.parse(plain.subarray(SALT_BYTES).toString('utf8')) as Json,
  }
}

function sealValue(value: Readable<Json>, key: KeyState | undefined, eventId: string, path: string): Sealed | Erased {
  if (key === undefined || key.is === 'unknown') throw new Error(`There is no key to seal ${path} under.`)
  if (key.is === 'destroyed') return { erased: true, under: value.under }
  const salt = freshBytes(SALT_BYTES)
  const text = Buffer.from(canonicalJson(value.personal))
  const nonce = freshBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(Buffer.from(`${eventId}\u0000${path}`))
  const box = Buffer.concat([nonce, cipher.update(salt), cipher.update(text), cipher.final(), cipher.getAuthTag()])
  const commitment = createHash('sha256').update(salt).update(text).digest('base64')
  return { sealed: 1, under: value.under, commitment, box: box.toString('base64') }
}

function openValue(value: Sealed, key: KeyState | undefined, eventId: string, path: string): Readable<Json> | Erased {
  if (key === undefined || key.is !== 'key') return { erased: true, under: value.under }
  return { personal: openingOf(value, key.bytes, eventId, path).value, under: value.under }
}

function isReadable(value: object): value is Readable<Json> {
  return 'personal' in value && 'under' in value
}

function isSealed(value: object): value is Sealed {
  return 'sealed' in value && 'box' in value && 'under' in value
}

function keyIdsIn(data: Json, is: (value: object) => value is { under: KeyId } & object, into = new Set<KeyId>()): Set<KeyId> {
  if (typeof data !== 'object' || data === null) return into
  if (is(data)) return into.add(data.under)
  for (const member of Object.values(data)) keyIdsIn(member, is, into)
  return into
}

/** Copies the data with some values replaced; what holds none of them is shared, not copied. */
function walk(data: Json, path: string, replace: (value: object, path: string) => object | undefined): Json {
  if (typeof data !== 'object' || data === null) return data
  const replaced = replace(data, path)
  if (replaced !== undefined) return replaced
  if (Array.isArray(data)) return data.map((item, index) => walk(item, `${path}/${index}`, replace))
  return Object.fromEntries(Object.entries(data).map(([name, member]) => [name, walk(member, `${path}/${name}`, replace)]))
}
