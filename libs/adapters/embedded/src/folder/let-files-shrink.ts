import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/** The files whose content goes again: messages once they are consumed, views once they are replaced. */
export const SHRINKING = ['bus.db', 'views.db'] as const

const INCREMENTAL = 2

/** Lets files that were made before they could give free pages back to the disk do so; each is written anew once, without its free pages. */
export function letFilesShrink(folder: string): void {
  for (const name of SHRINKING) {
    const path = join(folder, name)
    if (!existsSync(path)) continue
    const file = new Database(path)
    try {
      if (Number(file.prepare('PRAGMA auto_vacuum').raw(true).pluck().get()) === INCREMENTAL) continue
      file.exec('PRAGMA auto_vacuum=INCREMENTAL; VACUUM')
    } finally {
      file.close()
    }
  }
}
