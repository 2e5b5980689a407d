import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { passing, type KeyId } from '@spoc/platform-kernel'
import type { Keys, KeyState } from '@spoc/platform-ports'
import type { DataFolder } from '../folder/data-folder.js'
import { endProcess } from '../sqlite/end-process.js'
import { GroupCommit } from '../sqlite/group-commit.js'
import { SqliteFile, type Row } from '../sqlite/sqlite-file.js'
import { CannotUnwrap, KEY_BYTES, unwrap, wrap } from './wrapping.js'

/** The master key is not the one these keys were wrapped under. */
export class WrongMasterKey extends Error {
  constructor(cause?: unknown) {
    super('The master key is not the one that wraps the keys of this store (SPOC_MASTER_KEY).', { cause })
    this.name = 'WrongMasterKey'
  }
}

const SCHEMA = `
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, box BLOB) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS proof_of_master (id INTEGER PRIMARY KEY CHECK (id = 1), box BLOB NOT NULL)`

const MAKE = 'INSERT INTO keys (id, box) VALUES (?, ?) ON CONFLICT (id) DO NOTHING'
const DESTROY = 'INSERT INTO keys (id, box) VALUES (?, NULL) ON CONFLICT (id) DO UPDATE SET box = NULL'
const PROOF = 'proof-of-master'

/**
 * Keys in a SQLite file of their own, each wrapped under the master key (32 bytes); a destroyed one leaves a row without a box.
 * Refuses with {@link WrongMasterKey} another master key than that of the first opening.
 */
export async function openEmbeddedKeys(folder: DataFolder, masterKey: Uint8Array): Promise<Keys> {
  if (masterKey.length !== KEY_BYTES)
    throw new RangeError(`The master key has ${masterKey.length} bytes; it must have ${KEY_BYTES}.`)
  const file = new SqliteFile(join(folder.path, 'keys.db'), { synchronous: 'beside', readOnly: folder.readOnly })
  try {
    if (!folder.readOnly) file.exec(SCHEMA)
    proveMaster(file, masterKey, folder.readOnly)
  } catch (error) {
    file.close()
    throw error
  }
  return new EmbeddedKeys(file, masterKey)
}

/** Destroys keys in a file that nobody has open, and tells how many of them were still there. The master key is not needed for it. */
export function destroyKeys(path: string, ids: readonly KeyId[]): number {
  const file = new SqliteFile(path, { synchronous: 'full' })
  try {
    file.exec(SCHEMA)
    file.exec('BEGIN IMMEDIATE')
    const here = file.prepare('SELECT box IS NOT NULL FROM keys WHERE id = ?')
    const found = ids.filter((id) => here.row([id])?.[0] === 1)
    for (const id of ids) file.prepare(DESTROY).run([id])
    file.exec('COMMIT')
    file.checkpoint()
    return found.length
  } finally {
    file.close()
  }
}

function proveMaster(file: SqliteFile, masterKey: Uint8Array, readOnly: boolean): void {
  const box = file.prepare('SELECT box FROM proof_of_master').row([])?.[0]
  if (box instanceof Uint8Array) {
    try {
      unwrap(masterKey, PROOF, box)
    } catch (error) {
      throw error instanceof CannotUnwrap ? new WrongMasterKey(error) : error
    }
  } else if (!readOnly)
    file.prepare('INSERT INTO proof_of_master (id, box) VALUES (1, ?)').run([wrap(masterKey, PROOF, randomBytes(KEY_BYTES))])
}

const FORGET_AGAIN_MS = 250

class EmbeddedKeys implements Keys {
  private readonly commits: GroupCommit

  constructor(
    private readonly file: SqliteFile,
    private readonly masterKey: Uint8Array,
  ) {
    this.commits = new GroupCommit(file, 'keys', { onLost: endProcess })
  }

  async ensure(ids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, KeyState>> {
    const found = await this.get(ids)
    const absent = ids.filter((id) => found.get(id)?.is === 'unknown')
    // Also where all are there: made a moment ago by somebody else, perhaps, and what is sealed under a key must not outlive it.
    if (absent.length === 0) await this.commits.durable()
    else await this.commits.run(() => absent.forEach((id) => this.makeIfAbsent(id)))
    return this.get(ids)
  }

  async get(ids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, KeyState>> {
    return this.file.reading('keys', () => new Map(ids.map((id) => [id, this.find(id)])))
  }

  async destroy(id: KeyId): Promise<void> {
    await this.commits.run(() => this.file.prepare(DESTROY).run([id]))
    this.forget()
  }

  async ping(): Promise<void> {
    await this.get([''])
  }

  async close(): Promise<void> {
    await this.commits.close()
    this.file.close()
  }

  /** The journal still holds the page with the old box; only an emptied one has forgotten it, which has to wait for a backup that reads the file. */
  private forget(): void {
    if (this.file.isOpen && !this.file.checkpoint()) setTimeout(() => this.forget(), FORGET_AGAIN_MS).unref()
  }

  private makeIfAbsent(id: KeyId): void {
    if (this.file.prepare(MAKE).run([id, wrap(this.masterKey, id, randomBytes(KEY_BYTES))]) > 0) passing('key-made')
  }

  private find(id: KeyId): KeyState {
    return this.state(id, this.file.prepare('SELECT box FROM keys WHERE id = ?').row([id]))
  }

  private state(id: KeyId, row: Row | undefined): KeyState {
    if (row === undefined) return { is: 'unknown' }
    const [box] = row
    return box instanceof Uint8Array ? { is: 'key', bytes: unwrap(this.masterKey, id, box) } : { is: 'destroyed' }
  }
}
