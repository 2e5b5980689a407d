import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartSize, StoredPart } from '@spoc/platform-ports'
import { errorCode } from '../error-code.js'
import { filesUnder } from '../folder/files-under.js'
import { sideBySide } from '../folder/side-by-side.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { pagesOf } from './shrinking.js'

const FILES: readonly (readonly [part: StoredPart, file: string])[] = [
  ['log', 'log.db'],
  ['topics', 'bus.db'],
  ['views', 'views.db'],
  ['state', 'state.db'],
  ['keys', 'keys.db'],
]

const FILES_AT_ONCE = 64

/** What a data folder takes on the disk, part by part. */
export async function sizesOf(folder: string, backups: string): Promise<readonly PartSize[]> {
  const sizes: PartSize[] = []
  for (const [part, file] of FILES) {
    const path = join(folder, file)
    sizes.push({ part, bytes: (await bytesOf(path)) + (await bytesOf(`${path}-wal`)), freeBytes: freeBytesOf(path) })
  }
  for (const [part, path] of [
    ['blobs', join(folder, 'blobs')],
    ['mail', join(folder, 'mail')],
    ['backups', backups],
  ] as const)
    sizes.push({ part, bytes: await bytesUnder(path), freeBytes: 0 })
  return sizes
}

async function bytesUnder(folder: string): Promise<number> {
  let bytes = 0
  await sideBySide(filesUnder(folder), FILES_AT_ONCE, async (path) => {
    const more = await bytesOf(join(folder, path))
    bytes += more
  })
  return bytes
}

async function bytesOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw error
  }
}

function freeBytesOf(path: string): number {
  if (!existsSync(path)) return 0
  const file = new SqliteFile(path, { synchronous: 'normal', readOnly: true })
  try {
    const { free, bytes } = pagesOf(file)
    return free * bytes
  } finally {
    file.close()
  }
}
