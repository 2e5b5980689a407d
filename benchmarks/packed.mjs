// Old events and documents of an embedded folder are packed by and by while it is open. What is measured on one is measured once that is done.
import { join } from 'node:path'
import Database from 'libsql'
import { until } from './platform.mjs'

const LOOK_EVERY_MS = 5_000

/** While a platform has the folder open and nothing is asked of it: until nothing more is packed between two looks. */
export async function untilPacked(folder) {
  let packed = -1
  await until(
    async () => {
      const before = packed
      packed = packsOf(join(folder, 'log.db')) + packedIn(join(folder, 'views.db'))
      return packed === before
    },
    3_600_000,
    LOOK_EVERY_MS,
  )
}

function packsOf(path) {
  return asking(path, (ask) => ask('SELECT count(*) FROM packs')[0])
}

function packedIn(path) {
  return asking(path, (ask) => {
    const [tables] = ask("SELECT json_group_array('documents_' || number) FROM collections WHERE dictionary IS NOT NULL")
    return JSON.parse(tables).reduce((sum, table) => sum + ask(`SELECT count(*) FROM ${table} WHERE packed IS NOT NULL`)[0], 0)
  })
}

function asking(path, look) {
  const file = new Database(path, { readonly: true })
  try {
    return look((sql) => file.prepare(sql).raw(true).get())
  } finally {
    file.close()
  }
}
