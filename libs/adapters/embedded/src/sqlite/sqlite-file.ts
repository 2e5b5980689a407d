import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { EngineUnavailable } from '@spoc/platform-ports'
import Database from 'libsql'
import { errorCode } from '../error-code.js'

export type Value = string | number | null | Uint8Array
export type Row = readonly Value[]

/** A statement that is prepared once and kept; rows come as arrays, in the order of the columns. */
export interface Prepared {
  /** Runs it and tells how many rows changed. */
  run(values: readonly Value[]): number
  row(values: readonly Value[]): Row | undefined
  rows(values: readonly Value[]): readonly Row[]
}

/**
 * `full`: what is committed survives a loss of power. `normal`: it survives the death of the process, and the file stays whole. `beside`: a commit is
 * as `normal`, and as `full` once {@link SqliteFile.synced} has resolved, which does not hold up the thread.
 */
export type Synchronous = 'full' | 'normal' | 'beside'

const syncData = promisify(fdatasync)

const STATEMENTS_KEPT = 512
/** What a journal grew to while somebody read for long is given back, down to this. */
const JOURNAL_KEPT_BYTES = 16 * 1024 * 1024

/**
 * One SQLite file in write-ahead mode, used by this process alone for writing. `shrinks`: a new file can give free pages back to the disk.
 * `waitsMs`: so long, and no longer than the other works, the thread is held up where another thread writes to the file just then; without,
 * that is a failure of the engine.
 */
export class SqliteFile {
  private readonly database: Database.Database
  private readonly statements = new Map<string, Prepared>()
  private journal: number | undefined

  constructor(
    readonly path: string,
    options: {
      readonly synchronous: Synchronous
      readonly readOnly?: boolean
      readonly shrinks?: boolean
      readonly waitsMs?: number
    },
  ) {
    const beside = options.synchronous === 'beside'
    this.database = new Database(options.readOnly ? `${pathToFileURL(path).href}?mode=ro` : path)
    if (options.readOnly) return
    if (options.waitsMs !== undefined) this.database.exec(`PRAGMA busy_timeout=${options.waitsMs}`)
    // Before the journal: a file decides on this when its first page is written.
    if (options.shrinks) this.database.exec('PRAGMA auto_vacuum=INCREMENTAL')
    this.database.exec(
      `PRAGMA journal_mode=WAL; PRAGMA synchronous=${beside ? 'normal' : options.synchronous}; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=${JOURNAL_KEPT_BYTES}`,
    )
    if (beside) this.openJournal()
  }

  /** Is a commit durable only when {@link SqliteFile.synced} has resolved? */
  get syncsBeside(): boolean {
    return this.journal !== undefined
  }

  get isOpen(): boolean {
    return this.database.open
  }

  get inTransaction(): boolean {
    return this.database.inTransaction
  }

  exec(sql: string): void {
    this.database.exec(sql)
  }

  /** The statement of this text, prepared at its first use. */
  prepare(sql: string): Prepared {
    const kept = this.statements.get(sql)
    if (kept !== undefined) return kept
    const statement = this.database.prepare(sql)
    const returnsRows = statement.reader
    if (returnsRows) statement.raw(true)
    const prepared: Prepared = {
      run: (values) => statement.run(values).changes,
      row: (values) => statement.get(values) as Row | undefined,
      rows: (values) => statement.all(values) as readonly Row[],
    }
    if (this.statements.size >= STATEMENTS_KEPT) this.forgetOldest()
    this.statements.set(sql, prepared)
    return prepared
  }

  /** Inside a transaction: all that the work writes, or nothing where it throws; where that cannot be, nothing of the transaction. */
  atOnce<T>(work: () => T): T {
    this.prepare('SAVEPOINT whole').run([])
    try {
      const answer = work()
      this.prepare('RELEASE whole').run([])
      return answer
    } catch (error) {
      this.undo()
      throw error
    }
  }

  /** As {@link SqliteFile.atOnce}, and what fails, be it the engine, fails `what` alone, where the rest of the transaction can be kept. */
  apart<T>(what: string, work: () => T): T {
    try {
      return this.atOnce(work)
    } catch (error) {
      throw this.inTransaction ? new Error(`${what} failed: ${String(error)}`, { cause: error }) : error
    }
  }

  private undo(): void {
    if (!this.inTransaction) return
    try {
      this.prepare('ROLLBACK TO whole').run([])
      this.prepare('RELEASE whole').run([])
    } catch (error) {
      if (this.inTransaction) this.exec('ROLLBACK')
      throw error
    }
  }

  /** Writes everything back into the main file and empties the journal, so that no older page is left behind; false while somebody reads an older state. */
  checkpoint(): boolean {
    return this.prepare('PRAGMA wal_checkpoint(TRUNCATE)').row([])?.[0] === 0
  }

  /** Reads, and says {@link EngineUnavailable} where the engine fails. */
  reading<T>(engine: EngineUnavailable['engine'], read: () => T): T {
    if (!this.isOpen) throw new EngineUnavailable(engine, 'it is closed')
    try {
      return read()
    } catch (error) {
      throw isEngineFailure(error) ? new EngineUnavailable(engine, error) : error
    }
  }

  /** What a process committed that died before it was synced is found like all else: it is made durable before anybody is told of it. */
  private openJournal(): void {
    const emptied = this.checkpoint()
    this.journal = openSync(`${this.path}-wal`, 'r+')
    if (!emptied) fdatasyncSync(this.journal)
  }

  /**
   * Resolves when all that was committed before is on the disk. The journal is one file for as long as somebody has the database open, and what is
   * on the disk of it is a beginning of what was written: nothing committed later outlives it. Not to be under way when the file is closed.
   */
  async synced(): Promise<void> {
    if (this.journal === undefined) throw new Error(`${this.path} is not synced beside.`)
    await syncData(this.journal)
  }

  close(): void {
    if (this.journal !== undefined) closeSync(this.journal)
    this.journal = undefined
    this.statements.clear()
    if (this.database.open) this.database.close()
  }

  private forgetOldest(): void {
    for (const oldest of this.statements.keys()) {
      this.statements.delete(oldest)
      return
    }
  }
}

/** Was the statement refused because a value that must be unique is there already? */
export function isTaken(error: unknown): boolean {
  const code = errorCode(error)
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** Does another thread or process write to the file just now? */
export function isBusy(error: unknown): boolean {
  return errorCode(error)?.startsWith('SQLITE_BUSY') ?? false
}

/** Did the engine itself fail (disk full, input or output, another process in the file)? */
export function isEngineFailure(error: unknown): boolean {
  // The driver has no name for some of SQLite's codes, e.g. that of a damaged index.
  return /^(UNKNOWN_)?SQLITE_/.test(errorCode(error) ?? '')
}
