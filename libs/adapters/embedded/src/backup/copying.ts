import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** How a copy is watched and cut off. */
export interface Copying {
  /** Once aborted, the copy rejects with its reason at the next step. */
  readonly signal: AbortSignal
  readonly onCopied: (bytes: number) => void
}

export interface Copied {
  readonly bytes: number
  readonly sha256: string
}

const BYTES_A_STEP = 1024 * 1024

const SYNCED_EVERY_BYTES = 8 * 1024 * 1024

/** Writes a file step by step, and to the disk as it goes: much that waits for it at once would hold up the commits of the log. */
export class SteadyWriter {
  private readonly hash = createHash('sha256')
  private bytes = 0
  private unsynced = 0

  constructor(private readonly target: FileHandle) {}

  async write(step: Uint8Array): Promise<void> {
    this.hash.update(step)
    await this.target.writeFile(step)
    this.bytes += step.length
    this.unsynced += step.length
    if (this.unsynced < SYNCED_EVERY_BYTES) return
    await this.target.datasync()
    this.unsynced = 0
  }

  /** All is on the disk when it resolves. */
  async finish(): Promise<Copied> {
    await this.target.sync()
    return { bytes: this.bytes, sha256: this.hash.digest('hex') }
  }
}

/** Copies a file, durably, and tells what it was made of. The target must not be there. */
export async function copyFile(from: string, to: string, { signal, onCopied }: Copying): Promise<Copied> {
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      const writer = new SteadyWriter(target)
      for await (const chunk of source.createReadStream({ highWaterMark: BYTES_A_STEP, autoClose: false })) {
        signal.throwIfAborted()
        const step = chunk as Buffer
        await writer.write(step)
        onCopied(step.length)
      }
      return await writer.finish()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** What a file is made of. */
export async function measure(path: string): Promise<Copied> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: BYTES_A_STEP })) {
    const step = chunk as Buffer
    hash.update(step)
    bytes += step.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
