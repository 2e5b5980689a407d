// Old events of the embedded log are packed by and by while it is open. What is measured on a folder is measured once that is done.
import { join } from 'node:path'
import Database from 'libsql'
import { until } from './platform.mjs'

const LOOK_EVERY_MS = 3_000

/** While somebody has the log of the folder open and appends nothing: until no further pack comes between two looks. */
export async function untilPacked(folder) {
  let packs = -1
  await until(
    async () => {
      const before = packs
      packs = packsIn(join(folder, 'log.db'))
      return packs === before
    },
    3_600_000,
    LOOK_EVERY_MS,
  )
}

function packsIn(path) {
  const file = new Database(path, { readonly: true })
  try {
    return file.prepare('SELECT count(*) FROM packs').raw(true).get()[0]
  } finally {
    file.close()
  }
}
