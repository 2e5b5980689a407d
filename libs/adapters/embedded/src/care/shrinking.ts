import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { turn } from '../event-log/subscription.js'
import { SHRINKING } from '../folder/let-files-shrink.js'
import { isBusy, SqliteFile } from '../sqlite/sqlite-file.js'
import { Pace } from './pace.js'

const FEWEST_PAGES = 64
const MOST_PAGES = 256
/** A thread that writes to the file has it for a few milliseconds. */
const BUSY_AGAIN_MS = 5
/** One that has it each time it is asked for so long has more to do than this; what is free stays for the next time. */
const BUSY_FOR_MS = 10_000

/** Pages that hold nothing, of how many, and how large they are. */
export interface Pages {
  readonly free: number
  readonly all: number
  readonly bytes: number
}

export function pagesOf(file: SqliteFile): Pages {
  const ask = (name: string) => Number(file.prepare(`PRAGMA ${name}`).row([])?.[0])
  return { free: ask('freelist_count'), all: ask('page_count'), bytes: ask('page_size') }
}

/**
 * Gives free pages of topics and views back to the disk, a few at a time, where `wanted` says so of a file. Resolves to the bytes given back.
 */
export async function shrink(
  folder: string,
  wanted: (pages: Pages) => boolean,
  signal: AbortSignal,
  busyForMs = BUSY_FOR_MS,
): Promise<number> {
  let givenBack = 0
  for (const name of SHRINKING)
    if (existsSync(join(folder, name))) givenBack += await shrinkFile(join(folder, name), wanted, signal, busyForMs)
  return givenBack
}

async function shrinkFile(
  path: string,
  wanted: (pages: Pages) => boolean,
  signal: AbortSignal,
  busyForMs: number,
): Promise<number> {
  const file = new SqliteFile(path, { synchronous: 'normal' })
  try {
    const before = pagesOf(file)
    if (!wanted(before)) return 0
    // The journal is written back in small parts too.
    file.exec('PRAGMA wal_autocheckpoint=256')
    const pace = new Pace(FEWEST_PAGES, MOST_PAGES)
    let left = before.free
    let triedSince = performance.now()
    while (left > 0 && !signal.aborted && performance.now() - triedSince < busyForMs) {
      if (!(await unlessBusy(() => pace.time(() => file.exec(`PRAGMA incremental_vacuum(${pace.size})`))))) continue
      triedSince = performance.now()
      const now = pagesOf(file).free
      // None went: the file was made before it could shrink.
      if (now >= left) break
      left = now
      await turn()
    }
    file.checkpoint()
    return Math.max(0, before.all - pagesOf(file).all) * before.bytes
  } finally {
    file.close()
  }
}

/** False where another thread has the file just then, after a while. */
async function unlessBusy(work: () => void): Promise<boolean> {
  try {
    work()
    return true
  } catch (error) {
    if (!isBusy(error)) throw error
    await new Promise((resume) => setTimeout(resume, BUSY_AGAIN_MS))
    return false
  }
}
