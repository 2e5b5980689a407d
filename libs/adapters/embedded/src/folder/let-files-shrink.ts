import { eachFileOf } from './files-of-a-folder.js'

/** The files whose content goes again: messages once they are consumed, views once they are replaced. */
export const SHRINKING = ['bus.db', 'views.db'] as const

const INCREMENTAL = 2

/** Lets files that were made before they could give free pages back to the disk do so; each is written anew once, without its free pages. */
export function letFilesShrink(folder: string): void {
  eachFileOf(folder, SHRINKING, (file) => {
    if (Number(file.prepare('PRAGMA auto_vacuum').raw(true).pluck().get()) === INCREMENTAL) return
    file.exec('PRAGMA auto_vacuum=INCREMENTAL; VACUUM')
  })
}
