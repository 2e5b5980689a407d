import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'libsql'
import { errorCode } from '../error-code.js'
import { removeDurably, writeDurably } from './durably.js'
import { letDocumentsBePacked } from './let-documents-be-packed.js'
import { letFilesShrink } from './let-files-shrink.js'

/** The form of the files in a data folder; raised when an older program must not open it any more. */
export const FOLDER_FORMAT = 3

/**
 * What brings a folder of a format to the next, by the format it begins from; done again from its start where it was cut off.
 * 1 to 2: bus.db and views.db can give space back, and a folder may be one that is being restored. 2 to 3: old events of log.db and documents of views.db
 * may be packed, which is done by and by once the engines are open.
 */
const upgrades: Readonly<Record<number, (folder: string) => void>> = { 1: letFilesShrink, 2: letDocumentsBePacked }

const RESTORING = 'restoring.json'

/** The folder all embedded engines keep their files in. It belongs to one process as long as it is open. */
export interface DataFolder {
  readonly path: string
  readonly readOnly: boolean
  /** Gives the folder free; close the engines first. */
  close(): void
}

/** Another process has the folder open. */
export class FolderInUse extends Error {
  constructor(
    readonly path: string,
    readonly pid: number | undefined,
  ) {
    super(
      `The data folder ${path} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}. One process at a time.`,
    )
    this.name = 'FolderInUse'
  }
}

/** The folder is not one of ours, or of a form this program does not know. */
export class FolderUnreadable extends Error {
  constructor(path: string, because: string) {
    super(`The data folder ${path} cannot be opened: ${because}`)
    this.name = 'FolderUnreadable'
  }
}

/**
 * Opens the folder, making it where it is missing. Read-only: it must exist, may be in use by another process, and is not changed.
 * Refuses with {@link FolderInUse} and {@link FolderUnreadable}.
 */
export function openDataFolder(path: string, options: { readonly readOnly?: boolean } = {}): DataFolder {
  const folder = resolve(path)
  if (options.readOnly) {
    refuseUnfinished(folder)
    const format = formatOf(folder)
    if (format !== FOLDER_FORMAT)
      throw new FolderUnreadable(
        folder,
        `its format is ${format}, and reading does not change it: start the platform on it once.`,
      )
    return { path: folder, readOnly: true, close: () => undefined }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = takeLock(folder)
  try {
    refuseUnfinished(folder)
    if (existsSync(join(folder, 'format.json'))) upgrade(folder)
    else writeFormat(folder, FOLDER_FORMAT)
    writeDurably(folder, 'owner.json', JSON.stringify({ pid: process.pid }))
  } catch (error) {
    lock.close()
    throw error
  }
  return { path: folder, readOnly: false, close: () => closeLock(lock) }
}

/** A folder that is being filled from a backup: nobody can open it before it is done. */
export interface FillingFolder {
  /** All is in it and on the disk; its files have this format. */
  done(format: number): void
  close(): void
}

/** Takes an empty folder for filling. Refuses with {@link FolderInUse}. */
export function fillDataFolder(folder: string): FillingFolder {
  const lock = takeLock(folder)
  try {
    writeDurably(folder, RESTORING, JSON.stringify({ pid: process.pid }))
  } catch (error) {
    lock.close()
    throw error
  }
  return {
    done(format) {
      writeFormat(folder, format)
      removeDurably(folder, RESTORING)
    },
    close: () => closeLock(lock),
  }
}

/** A lock of the operating system, held by an open SQLite transaction: it goes with the process, however that dies. */
function takeLock(folder: string): Database.Database {
  const lock = new Database(join(folder, 'lock.db'))
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (errorCode(error) === 'SQLITE_BUSY') throw new FolderInUse(folder, ownerOf(folder))
    throw error
  }
}

function closeLock(lock: Database.Database): void {
  if (!lock.open) return
  lock.exec('ROLLBACK')
  lock.close()
}

function ownerOf(folder: string): number | undefined {
  const owner = readJson(join(folder, 'owner.json'))
  return typeof owner?.['pid'] === 'number' ? owner['pid'] : undefined
}

/** The format of a folder that this program can read or upgrade. */
function formatOf(folder: string): number {
  const found = readJson(join(folder, 'format.json'))
  if (found?.['product'] !== 'spoc') throw new FolderUnreadable(folder, 'it holds no data of this product.')
  const { format } = found
  if (typeof format !== 'number' || format > FOLDER_FORMAT || (format < FOLDER_FORMAT && upgrades[format] === undefined))
    throw new FolderUnreadable(
      folder,
      `its format is ${String(format)}; this release knows ${FOLDER_FORMAT}. Start the release that wrote it, or a newer one.`,
    )
  return format
}

function upgrade(folder: string): void {
  for (let format = formatOf(folder); format < FOLDER_FORMAT; format += 1) {
    upgrades[format]?.(folder)
    writeFormat(folder, format + 1)
  }
}

function writeFormat(folder: string, format: number): void {
  writeDurably(folder, 'format.json', JSON.stringify({ product: 'spoc', format }))
}

function refuseUnfinished(folder: string): void {
  if (existsSync(join(folder, RESTORING)))
    throw new FolderUnreadable(folder, 'a restore into it did not come to its end. Empty it, and restore again.')
}

function readJson(path: string): Record<string, unknown> | undefined {
  if (!existsSync(path)) return undefined
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found)) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
