import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { destroyKeys } from '../keys/keys.js'
import { NoBackup } from './manifest.js'

/** Destroys in one folder the keys that are destroyed in another, newer one, and tells how many these were. */
export function forgetErased(folder: string, newer: string): number {
  return destroyKeys(join(folder, 'keys.db'), destroyedIn(newer))
}

function destroyedIn(folder: string): readonly string[] {
  const path = join(folder, 'keys.db')
  if (!existsSync(path)) throw new NoBackup(folder, 'it has no keys.db.')
  // A backup has no journal and is left as it is; a data folder's journal may hold the latest erasures.
  const how = existsSync(`${path}-wal`) ? 'mode=ro' : 'mode=ro&immutable=1'
  const keys = new Database(`${pathToFileURL(path).href}?${how}`)
  try {
    return keys
      .prepare('SELECT id FROM keys WHERE box IS NULL')
      .raw(true)
      .all()
      .map((row) => String((row as readonly unknown[])[0]))
  } finally {
    keys.close()
  }
}
