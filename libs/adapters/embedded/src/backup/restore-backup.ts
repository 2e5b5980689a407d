import { chmod, mkdir, readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fillDataFolder } from '../folder/data-folder.js'
import { syncFolder } from '../folder/durably.js'
import { copyFile } from './copying.js'
import { forgetErased } from './forget-erased.js'
import { NoBackup, readManifest, type Summary } from './manifest.js'
import { verifyBackup } from './verify-backup.js'

/** A backup is restored into an empty folder alone, so that nothing is ever written over. */
export class FolderNotEmpty extends Error {
  constructor(path: string) {
    super(`${path} is not empty. A backup is restored into a new or an empty folder.`)
    this.name = 'FolderNotEmpty'
  }
}

export interface Restored {
  readonly summary: Summary
  /** Keys that were destroyed after the backup was made, and were destroyed again. */
  readonly forgotten: number
}

export interface RestoreOptions {
  /** A data folder or a backup that is newer: keys that are destroyed there are destroyed in what is restored. */
  readonly erasedIn?: string
}

/**
 * Makes a data folder of a backup; durable when it resolves. Until then the folder cannot be opened. Rejects with {@link NoBackup} before anything
 * is written where the backup is not whole, and with {@link FolderNotEmpty}.
 */
export async function restoreBackup(backup: string, into: string, { erasedIn }: RestoreOptions = {}): Promise<Restored> {
  const { findings } = await verifyBackup(backup)
  if (findings.length > 0) throw new NoBackup(backup, findings.join(' '))
  const { files, summary } = await readManifest(backup)
  const folder = resolve(into)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new FolderNotEmpty(folder)
  await chmod(folder, 0o700)
  const filling = fillDataFolder(folder)
  try {
    const folders = new Set<string>()
    for (const { path, sha256 } of files) {
      const target = join(folder, path)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      const copied = await copyFile(join(backup, path), target, { signal: never, onCopied: () => undefined })
      if (copied.sha256 !== sha256) throw new NoBackup(backup, `${path} was changed while it was copied.`)
      for (let made = dirname(target); made !== dirname(folder); made = dirname(made)) folders.add(made)
    }
    const forgotten = erasedIn === undefined ? 0 : forgetErased(folder, erasedIn)
    for (const made of folders) await syncFolder(made)
    await syncFolder(dirname(folder))
    filling.done(summary.format)
    return { summary, forgotten }
  } finally {
    filling.close()
  }
}

const never = new AbortController().signal
