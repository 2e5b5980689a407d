import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { errorCode } from '../error-code.js'
import type { Copied } from './copying.js'

/** Says of each file of a backup what it is made of: a line of JSON each, and the {@link Summary} in the last. */
export const MANIFEST = 'manifest.jsonl'

/** One file, by its path from the backup. */
export interface Listed extends Copied {
  readonly path: string
}

/** The backup as a whole. A manifest that does not end with it was never finished. */
export interface Summary {
  readonly product: 'spoc'
  /** The form of the backup. */
  readonly backup: 1
  /** The form of the data folder it was made of. */
  readonly format: number
  readonly begunAt: string
  /** Position of the last event. */
  readonly position: string
  /** Where the master key is kept: in the backup, or with whoever keeps SPOC_MASTER_KEY. */
  readonly masterKey: 'included' | 'apart'
  readonly files: number
  readonly bytes: number
}

export interface Manifest {
  readonly files: readonly Listed[]
  readonly summary: Summary
}

/** There is no backup there, or one that is not whole. */
export class NoBackup extends Error {
  constructor(path: string, because: string) {
    super(`${path} is no whole backup: ${because}`)
    this.name = 'NoBackup'
  }
}

/** Writes a manifest as the files come. */
export class ManifestWriter {
  private files = 0
  private bytes = 0
  private written: Promise<void> = Promise.resolve()

  private constructor(private readonly handle: FileHandle) {}

  static async open(backup: string): Promise<ManifestWriter> {
    return new ManifestWriter(await open(join(backup, MANIFEST), 'wx', 0o600))
  }

  /** May be called again before it resolves. */
  add(path: string, { bytes, sha256 }: Copied): Promise<void> {
    this.files += 1
    this.bytes += bytes
    return this.write({ path, bytes, sha256 })
  }

  /** Nothing comes after it; it is on the disk when this resolves. */
  async finish(about: Omit<Summary, 'product' | 'backup' | 'files' | 'bytes'>): Promise<void> {
    const summary: Summary = { product: 'spoc', backup: 1, ...about, files: this.files, bytes: this.bytes }
    await this.write(summary)
    await this.handle.sync()
  }

  close(): Promise<void> {
    return this.handle.close()
  }

  /** A line after the other. */
  private write(line: Listed | Summary): Promise<void> {
    this.written = this.written.then(() => this.handle.writeFile(`${JSON.stringify(line)}\n`))
    return this.written
  }
}

/** Rejects with {@link NoBackup}. */
export async function readManifest(backup: string): Promise<Manifest> {
  const path = join(backup, MANIFEST)
  const files: Listed[] = []
  let summary: Summary | undefined
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      if (summary !== undefined) throw new NoBackup(backup, 'its manifest goes on after its end.')
      const said: unknown = JSON.parse(line)
      if (isSummary(said)) summary = said
      else if (isListed(said)) files.push(said)
      else throw new NoBackup(backup, 'its manifest cannot be read.')
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw new NoBackup(backup, 'its manifest cannot be read.')
    if (errorCode(error) === 'ENOENT') throw new NoBackup(backup, `it has no ${MANIFEST}.`)
    throw error
  }
  if (summary === undefined || summary.files !== files.length) throw new NoBackup(backup, 'its manifest is cut off.')
  return { files, summary }
}

/** The last line alone; nothing where the manifest does not end with it. */
export async function readSummary(backup: string): Promise<Summary | undefined> {
  const handle = await open(join(backup, MANIFEST), 'r')
  try {
    const { size } = await handle.stat()
    const end = Buffer.alloc(Math.min(size, 4096))
    await handle.read(end, 0, end.length, size - end.length)
    const said: unknown = JSON.parse(end.toString('utf8').trimEnd().split('\n').at(-1) ?? '')
    return isSummary(said) ? said : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  } finally {
    await handle.close()
  }
}

function isSummary(said: unknown): said is Summary {
  return isRecord(said) && said['product'] === 'spoc' && said['backup'] === 1 && typeof said['files'] === 'number'
}

/** A path that leads out of the backup is never followed. */
function isListed(said: unknown): said is Listed {
  if (!isRecord(said) || typeof said['path'] !== 'string' || typeof said['sha256'] !== 'string') return false
  return typeof said['bytes'] === 'number' && said['path'].split('/').every((step) => !['', '.', '..'].includes(step))
}

function isRecord(said: unknown): said is Readonly<Record<string, unknown>> {
  return typeof said === 'object' && said !== null
}
