import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/** Opens each of the SQLite files that the folder has, one after the other, for what an upgrade does to it. */
export function eachFileOf(folder: string, names: readonly string[], upgrade: (file: Database.Database) => void): void {
  for (const name of names) {
    const path = join(folder, name)
    if (!existsSync(path)) continue
    const file = new Database(path)
    try {
      upgrade(file)
    } finally {
      file.close()
    }
  }
}
