import { isDeepStrictEqual } from 'node:util'
import type { CollectionKind } from '@spoc/platform-ports'
import { EngineUnavailable } from '@spoc/platform-ports'
import { GroupCommit } from '../sqlite/group-commit.js'
import type { SqliteFile } from '../sqlite/sqlite-file.js'
import { textsOf } from './packed-rows.js'
import { Shape } from './shape.js'
import { DocumentTable } from './table.js'

const CATALOG = `
  CREATE TABLE IF NOT EXISTS collections (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    shape TEXT,
    kept TEXT,
    dictionary BLOB
  )`

const namePattern = /^[a-zA-Z][a-zA-Z0-9_.-]*$/

/** One SQLite file of collections: their catalogue, their tables, and the transactions over them. */
export class DocumentStore {
  private readonly commits: GroupCommit
  private tables = new Map<string, DocumentTable>()
  /** The indexes that a table has for certain, as they were asked for; and those that it has once the transaction is committed. */
  private readonly indexed = new Map<string, CollectionKind['indexes']>()
  private readonly restful = new Set<string>()
  private readonly indexing = new Map<string, CollectionKind['indexes']>()

  /** How often anything was asked or changed. */
  asked = 0

  constructor(
    readonly file: SqliteFile,
    readonly readOnly: boolean,
  ) {
    if (!readOnly) file.exec(CATALOG)
    this.load()
    this.commits = new GroupCommit(file, 'documents', {
      beforeCommit: () => this.saveShapes(),
      afterCommit: () => this.keepIndexing(),
      afterRollback: () => this.load(),
    })
  }

  /** Tables of collections whose documents come to rest. */
  resting(): readonly DocumentTable[] {
    return [...this.tables.values()].filter(({ collection }) => this.restful.has(collection))
  }

  /** The documents of the collection come to rest. */
  letRest(name: string): void {
    this.restful.add(name)
  }

  /** Is the collection there with these indexes? What only reads need not write then, nor fail where writing fails. */
  has(name: string, indexes: CollectionKind['indexes']): boolean {
    const table = this.tables.get(name)
    return table !== undefined && isDeepStrictEqual(this.indexed.get(table.name), indexes)
  }

  /** The table that has the name now: a rename changes what a name means. */
  table(name: string): DocumentTable | undefined {
    return this.tables.get(name)
  }

  /** Runs the work in a transaction, with those of others; resolves once it is committed. */
  async change<T>(work: () => T): Promise<T> {
    if (this.readOnly) throw new EngineUnavailable('documents', 'the data folder is open for reading only')
    this.asked += 1
    return this.commits.run(work)
  }

  /** Inside a transaction: the table of this name with these indexes, made where they are missing. */
  ensure(name: string, indexes: CollectionKind['indexes']): DocumentTable {
    const table = this.tables.get(name) ?? this.make(name)
    table.ensureIndexes(indexes)
    this.indexing.set(table.name, indexes)
    return table
  }

  /** Inside a transaction. */
  rename(from: string, to: string): boolean {
    const table = this.tables.get(from)
    if (table === undefined || from === to) return table !== undefined
    this.drop(to)
    this.file.prepare('UPDATE collections SET name = ? WHERE name = ?').run([to, from])
    this.tables.delete(from)
    table.collection = to
    if (this.restful.has(from)) this.restful.add(to)
    this.tables.set(to, table)
    return true
  }

  /** Inside a transaction. */
  drop(name: string): void {
    const table = this.tables.get(name)
    if (table === undefined) return
    table.drop()
    this.file.prepare('DELETE FROM collections WHERE name = ?').run([name])
    this.tables.delete(name)
  }

  reading<T>(read: () => T): T {
    this.asked += 1
    return this.file.reading('documents', read)
  }

  async close(): Promise<void> {
    await this.commits.close()
    this.file.close()
  }

  private make(name: string): DocumentTable {
    if (!namePattern.test(name)) throw new RangeError(`A collection cannot be called ${name}.`)
    this.file.prepare('INSERT INTO collections (name) VALUES (?)').run([name])
    const number = this.file.prepare('SELECT number FROM collections WHERE name = ?').row([name])?.[0]
    const table = new DocumentTable(this.file, name, tableName(Number(number)), new Shape())
    table.create()
    this.tables.set(name, table)
    return table
  }

  private keepIndexing(): void {
    for (const [table, indexes] of this.indexing) this.indexed.set(table, indexes)
    this.indexing.clear()
  }

  private load(): void {
    this.indexing.clear()
    const found = this.file.prepare('SELECT number, name, shape, kept, dictionary FROM collections').rows([])
    this.tables = new Map(
      found.map(([number = null, name = null, shape, kept = null, dictionary = null]) => {
        const seen = new Shape(typeof shape === 'string' ? shape : undefined)
        const table = tableName(Number(number))
        const texts = textsOf([kept, dictionary])
        return [String(name), new DocumentTable(this.file, String(name), table, seen, this.indexed.get(table), texts)]
      }),
    )
  }

  private saveShapes(): void {
    for (const { collection, shape } of this.tables.values())
      if (!shape.isSaved) this.file.prepare('UPDATE collections SET shape = ? WHERE name = ?').run([shape.save(), collection])
  }
}

function tableName(number: number): string {
  return `documents_${number}`
}
