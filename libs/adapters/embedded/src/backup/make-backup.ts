import { mkdir, rename } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { errorCode } from '../error-code.js'
import { FOLDER_FORMAT } from '../folder/data-folder.js'
import { syncFolder } from '../folder/durably.js'
import { filesUnder } from '../folder/files-under.js'
import { sideBySide } from '../folder/side-by-side.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { copyFile, type Copying } from './copying.js'
import { copyLog } from './log-copy.js'
import { ManifestWriter, type Summary } from './manifest.js'
import { Snapshot } from './snapshot.js'

/** A backup that is not finished has this before its name. */
export const UNFINISHED = 'unfinished-'

/** Where backups are in the data folder, unless they are elsewhere. */
export const DEFAULT_BACKUPS = 'backups'

/** One less than the runtime has threads for files: an append waits for the disk in the last one. */
const FILES_AT_ONCE = 3

/**
 * The one moment that a backup shows. The log and the keys are written by this thread, and nothing of it runs while the cut is made; the state
 * may be written by another, and is seen as it is at one instant of that time.
 */
export interface Cut {
  readonly at: string
  /** Of the last event. */
  readonly position: number
  readonly logBytes: number
  readonly state: Snapshot
  readonly keys: Snapshot
}

/** Takes the cut; its snapshots are to be closed. */
export function takeCut(folder: string): Cut {
  const log = new SqliteFile(join(folder, 'log.db'), { synchronous: 'full', readOnly: true })
  const ask = (sql: string) => Number(log.prepare(sql).row([])?.[0])
  try {
    const logBytes = ask('PRAGMA page_count') * ask('PRAGMA page_size')
    const position = ask('SELECT coalesce(max(position), 0) FROM events')
    const state = new Snapshot(join(folder, 'state.db'))
    try {
      return { at: new Date().toISOString(), position, logBytes, state, keys: new Snapshot(join(folder, 'keys.db')) }
    } catch (error) {
      state.close()
      throw error
    }
  } finally {
    log.close()
  }
}

export interface Places {
  /** The data folder. */
  readonly folder: string
  /** Where backups are kept. */
  readonly backups: string
  readonly name: string
}

/**
 * Copies all that cannot be made again from the log. It has its name only once it is whole and on the disk. Views and topics are left out:
 * without them, a platform makes the ones anew and publishes the others again.
 */
export async function makeBackup(cut: Cut, { folder, backups, name }: Places, { signal, onCopied }: Copying): Promise<void> {
  const backup = join(backups, `${UNFINISHED}${name}`)
  await mkdir(backups, { recursive: true, mode: 0o700 })
  await mkdir(backup, { mode: 0o700 })
  const manifest = await ManifestWriter.open(backup)
  try {
    await manifest.add('state.db', await cut.state.copyTo(join(backup, 'state.db'), { signal, onCopied }))
    cut.state.close()
    await manifest.add('keys.db', await cut.keys.copyTo(join(backup, 'keys.db'), { signal, onCopied }))
    cut.keys.close()
    const bytesAnEvent = cut.logBytes / Math.max(1, cut.position)
    const onEvents = (events: number) => onCopied(events * bytesAnEvent)
    await manifest.add(
      'log.db',
      await copyLog(join(folder, 'log.db'), join(backup, 'log.db'), cut.position, { signal, onCopied: onEvents }),
    )
    let masterKey: Summary['masterKey'] = 'apart'
    const folders = new Set([backup])
    await sideBySide(filesUnder(folder, leftOut(folder, backups)), FILES_AT_ONCE, async (path) => {
      signal.throwIfAborted()
      const target = join(backup, path)
      if (!folders.has(dirname(target))) await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      for (let made = dirname(target); made !== backup; made = dirname(made)) folders.add(made)
      const copied = await unlessGone(copyFile(join(folder, path), target, { signal, onCopied }))
      if (copied !== undefined) await manifest.add(path, copied)
      if (path === 'master.key') masterKey = 'included'
    })
    await manifest.finish({ format: FOLDER_FORMAT, begunAt: cut.at, position: String(cut.position), masterKey })
    for (const made of folders) await syncFolder(made)
  } finally {
    await manifest.close()
  }
  signal.throwIfAborted()
  await rename(backup, join(backups, name))
  await syncFolder(backups)
}

/** The files that are copied as they are. They are renamed into place when they are whole, and do not change from then on. */
export function leftOut(folder: string, backups: string): (path: string) => boolean {
  const ownBackups = relative(folder, backups)
  return (path) =>
    path === ownBackups ||
    // Those made before the backups were given another place: their keys may be of people who have been erased since.
    path === DEFAULT_BACKUPS ||
    path === 'blobs/unfinished' ||
    /^[^/]+\.(db|db-wal|db-shm|db-journal|new)$/.test(path) ||
    /^(format|owner|restoring)\.json$/.test(path) ||
    /^mail\/\./.test(path)
}

/** A blob that was removed meanwhile is missed by nobody. */
async function unlessGone<T>(copied: Promise<T>): Promise<T | undefined> {
  try {
    return await copied
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
