import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'libsql'
import { errorCode } from '../error-code.js'

/** The form of the files in a data folder; raised when an older program could no longer read them. */
export const FOLDER_FORMAT = 1

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
    checkFormat(folder)
    return { path: folder, readOnly: true, close: () => undefined }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = takeLock(folder)
  try {
    if (existsSync(join(folder, 'format.json'))) checkFormat(folder)
    else writeDurably(folder, 'format.json', JSON.stringify({ product: 'spoc', format: FOLDER_FORMAT }))
    writeDurably(folder, 'owner.json', JSON.stringify({ pid: process.pid }))
  } catch (error) {
    lock.close()
    throw error
  }
  return { path: folder, readOnly: false, close: () => closeLock(lock) }
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

function checkFormat(folder: string): void {
  const found = readJson(join(folder, 'format.json'))
  if (found?.['product'] !== 'spoc') throw new FolderUnreadable(folder, 'it holds no data of this product.')
  if (found['format'] !== FOLDER_FORMAT)
    throw new FolderUnreadable(folder, `its format is ${String(found['format'])}; this program knows ${FOLDER_FORMAT}.`)
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

function writeDurably(folder: string, name: string, content: string): void {
  const path = join(folder, name)
  writeFileSync(`${path}.new`, content, { flush: true })
  renameSync(`${path}.new`, path)
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
