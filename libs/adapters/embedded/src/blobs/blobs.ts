import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BLOB_LIMIT_BYTES, EngineUnavailable, TooLarge, type Blobs } from '@spoc/platform-ports'
import { errorCode } from '../error-code.js'
import type { DataFolder } from '../folder/data-folder.js'
import { syncFolder } from '../folder/durably.js'

/** The bytes kept under this name are no longer those it was made from. */
export class BlobDamaged extends Error {
  constructor(readonly sha256: string) {
    super(`The blob ${sha256} does not have the checksum of its name.`)
    this.name = 'BlobDamaged'
  }
}

/** Blobs as files `blobs/ab/cdef…`, each complete or absent: written aside, synced, then renamed. */
export async function openEmbeddedBlobs(folder: DataFolder): Promise<Blobs> {
  const blobs = new EmbeddedBlobs(join(folder.path, 'blobs'), folder.readOnly)
  if (!folder.readOnly) await blobs.prepare()
  return blobs
}

class EmbeddedBlobs implements Blobs {
  private readonly underWay = new Map<string, Promise<void>>()
  private readonly aside: string
  private closed = false

  constructor(
    private readonly root: string,
    private readonly readOnly: boolean,
  ) {
    this.aside = join(root, 'unfinished')
  }

  /** What a process that died has left unfinished goes. */
  async prepare(): Promise<void> {
    await rm(this.aside, { recursive: true, force: true })
    await mkdir(this.aside, { recursive: true })
    await syncFolder(dirname(this.root))
  }

  async put(bytes: Uint8Array): Promise<string> {
    this.refuseReadOnly()
    if (bytes.length > BLOB_LIMIT_BYTES) throw new TooLarge('The blob', bytes.length, BLOB_LIMIT_BYTES)
    const sha256 = checksum(bytes)
    const writing = this.underWay.get(sha256) ?? this.write(sha256, bytes)
    this.underWay.set(sha256, writing)
    try {
      await writing
    } catch (error) {
      throw error instanceof EngineUnavailable ? error : new EngineUnavailable('blobs', error)
    } finally {
      this.underWay.delete(sha256)
    }
    return sha256
  }

  async get(sha256: string): Promise<Uint8Array | undefined> {
    this.refuseClosed()
    if (!isChecksum(sha256)) return undefined
    const bytes = await unlessMissing(readFile(this.pathOf(sha256)))
    if (bytes !== undefined && checksum(bytes) !== sha256) throw new BlobDamaged(sha256)
    return bytes
  }

  async has(sha256: string): Promise<boolean> {
    this.refuseClosed()
    return isChecksum(sha256) && (await unlessMissing(stat(this.pathOf(sha256)))) !== undefined
  }

  async remove(sha256: string): Promise<void> {
    this.refuseReadOnly()
    if (!isChecksum(sha256) || (await unlessMissing(stat(this.pathOf(sha256)))) === undefined) return
    await unlessMissing(rm(this.pathOf(sha256)))
    await syncFolder(dirname(this.pathOf(sha256)))
  }

  async ping(): Promise<void> {
    this.refuseClosed()
    await unlessMissing(stat(this.root))
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.allSettled(this.underWay.values())
  }

  private async write(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(sha256)
    if ((await unlessMissing(stat(path)))?.size === bytes.length) return syncFolder(dirname(path))
    const unfinished = join(this.aside, randomUUID())
    const file = await open(unfinished, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    if ((await mkdir(dirname(path), { recursive: true })) !== undefined) await syncFolder(this.root)
    await rename(unfinished, path)
    await syncFolder(dirname(path))
  }

  private pathOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256.slice(2))
  }

  private refuseReadOnly(): void {
    this.refuseClosed()
    if (this.readOnly) throw new EngineUnavailable('blobs', 'the data folder is open for reading only')
  }

  private refuseClosed(): void {
    if (this.closed) throw new EngineUnavailable('blobs', 'it is closed')
  }
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function isChecksum(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new EngineUnavailable('blobs', error)
  }
}
