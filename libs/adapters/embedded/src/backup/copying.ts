import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

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

/** Copies a file, durably, and tells what it was made of. The target must not be there. */
export async function copyFile(from: string, to: string, { signal, onCopied }: Copying): Promise<Copied> {
  const hash = createHash('sha256')
  let bytes = 0
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      for await (const chunk of source.createReadStream({ highWaterMark: BYTES_A_STEP, autoClose: false })) {
        signal.throwIfAborted()
        const step = chunk as Buffer
        hash.update(step)
        await target.writeFile(step)
        bytes += step.length
        onCopied(step.length)
      }
      await target.sync()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
  return { bytes, sha256: hash.digest('hex') }
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
