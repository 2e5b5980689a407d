import type { CollectionKind, GuardedWrite, Index } from '@spoc/platform-ports'
import { DuplicateKey } from '@spoc/platform-ports'
import { isTaken, type Row, type SqliteFile, type Value } from '../sqlite/sqlite-file.js'
import { LIST, type Shape } from './shape.js'
import { PackedRows, TEXT } from './packed-rows.js'
import type { PackedTexts } from './packed-texts.js'
import { canHaveMembers, createMembers, keepMembers, membersOf, type Members } from './members.js'
import { and, DOCUMENT, isPlainPath, ROW, sql, valueAt, type Sql } from './sql-text.js'
import type { Stage } from './sorting.js'

type Stored = { readonly _id: string }

const CHUNKS = [64, 16, 4, 1]
const NO_GUARD = -1

/** One document's row as it is written. */
type DocumentRow = readonly [id: string, fold: number, position: number, document: string | null]

/** One document's row as it is read; no text where only the guard is left. */
export interface KeptRow {
  readonly id: string
  readonly fold: number
  readonly position: bigint
  readonly text?: string
}

/** What an upsert makes of the row that is there. */
const WRITTEN = `${DOCUMENT} = excluded.${DOCUMENT}, packed = NULL`

/**
 * The table of one collection. A row without a document is what is left of a deleted one: its guard. A row with something packed has in its
 * document what the indexes are over, and the rest there. Writing runs inside a transaction of the caller's.
 */
export class DocumentTable {
  private indexes: CollectionKind['indexes']
  private checkedShape = -1
  private readonly packed: PackedRows
  /** The indexes over lists. */
  members: readonly Members[]

  constructor(
    private readonly file: SqliteFile,
    /** The name of the collection, which another may take. */
    public collection: string,
    readonly name: string,
    readonly shape: Shape,
    indexes: CollectionKind['indexes'] = [],
    texts?: PackedTexts,
  ) {
    this.packed = new PackedRows(file, this, texts)
    this.indexes = indexes
    this.members = membersOf(file, name)
  }

  create(): void {
    this.file.exec(`
      CREATE TABLE IF NOT EXISTS ${this.name} (
        ${ROW} INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        fold INTEGER NOT NULL,
        position INTEGER NOT NULL,
        ${DOCUMENT} TEXT,
        packed BLOB
      )`)
  }

  drop(): void {
    for (const { table } of this.members) this.file.exec(`DROP TABLE ${table}`)
    this.file.exec(`DROP TABLE ${this.name}`)
  }

  ensureIndexes(indexes: CollectionKind['indexes']): void {
    for (const members of this.members) keepMembers(this.file, this.name, members)
    this.indexes = indexes
    // Some of it is packed in the documents that are.
    if (rootsOf(indexes).some((name) => !this.keeps(name))) this.packed.unpackAll()
    this.checkedShape = -1
    this.followShape()
  }

  get(id: string): string | undefined {
    const row = this.file.prepare(`SELECT ${TEXT} FROM ${this.name} WHERE id = ?`).row([id])
    return row && this.packed.textOf(row)
  }

  getMany(ids: readonly string[]): readonly string[] {
    return ids.map((id) => this.get(id)).filter((document) => document !== undefined)
  }

  getGuarded(ids: readonly string[]): readonly KeptRow[] {
    const kept = this.file.prepare(`SELECT fold, position, ${TEXT} FROM ${this.name} WHERE id = ?`)
    return ids.flatMap((id): readonly KeptRow[] => {
      const row = kept.row([id])
      if (row === undefined) return []
      const [fold, position, ...rest] = row
      const guard = { id, fold: Number(fold), position: BigInt(Number(position)) }
      const text = this.packed.textOf(rest)
      return [text === undefined ? guard : { ...guard, text }]
    })
  }

  /** The documents of one stage with the values they sort by. */
  select(where: Sql, stage: Stage, keys: readonly string[], limit: number): readonly Row[] {
    const { text, values } = this.selectSql(where, stage, keys)
    const rows = this.file.prepare(text).rows([...values, limit])
    return rows.map(([document, packed, id, ...place]) => [this.packed.textOf([document, packed, id]) ?? null, ...place])
  }

  /** What {@link select} asks; the limit is its last value. */
  selectSql(where: Sql, stage: Stage, keys: readonly string[]): Sql {
    const order = stage.orderBy === '' ? '' : ` ORDER BY ${stage.orderBy}`
    const found = and(sql(`${DOCUMENT} IS NOT NULL`), where, stage.where)
    return sql(`SELECT ${[TEXT, ...keys].join(', ')} FROM ${this.name} WHERE ${found.text}${order} LIMIT ?`, ...found.values)
  }

  count(where: Sql): number {
    const found = this.file.prepare(`SELECT count(*) FROM ${this.name} WHERE ${DOCUMENT} IS NOT NULL AND ${where.text}`)
    return Number(found.row(where.values)?.[0] ?? 0)
  }

  /**
   * Makes the table fit for these writes, which is remembered and so not to be rolled back alone; what it returns then writes those that are
   * newer than what is kept, and is ended by the first unique value taken with {@link DuplicateKey}, in the middle.
   */
  guarded(writes: readonly GuardedWrite<Stored>[]): () => void {
    const rows = writes.map(({ id, fold, position, document }): DocumentRow => {
      if (document !== undefined) this.shape.see(document)
      return [id, fold, Number(position), document === undefined ? null : JSON.stringify(document)]
    })
    this.followShape()
    const newer = `excluded.fold > fold OR (excluded.fold = fold AND excluded.position > position)`
    const then = `DO UPDATE SET fold = excluded.fold, position = excluded.position, ${WRITTEN} WHERE ${newer}`
    return () => void this.upsert(rows, then)
  }

  put(document: Stored): void {
    this.upsert([this.unguarded(document)], `DO UPDATE SET ${WRITTEN}`)
  }

  insert(document: Stored): void {
    const then = `DO UPDATE SET ${WRITTEN} WHERE ${DOCUMENT} IS NULL`
    if (this.upsert([this.unguarded(document)], then) === 0) throw new DuplicateKey(this.collection, document._id)
  }

  replace(document: Stored): void {
    const [id, , , text] = this.unguarded(document)
    this.unlessTaken(id, () =>
      this.file.prepare(`UPDATE ${this.name} SET ${DOCUMENT} = ?, packed = NULL WHERE id = ?`).run([text, id]),
    )
  }

  remove(id: string): void {
    this.file.prepare(`DELETE FROM ${this.name} WHERE id = ?`).run([id])
  }

  removeMany(where: Sql, limit: number): number {
    const found = `SELECT ${ROW} FROM ${this.name} WHERE ${DOCUMENT} IS NOT NULL AND ${where.text} LIMIT ?`
    return this.file.prepare(`DELETE FROM ${this.name} WHERE ${ROW} IN (${found})`).run([...where.values, limit])
  }

  /** Can SQL be asked for what documents have at this name at their root? */
  keeps(name: string): boolean {
    return this.packed.keeps(name)
  }

  /** How documents are packed; another, once they are packed otherwise or for the first time: what was asked of SQL before may have missed some. */
  get packing(): unknown {
    return this.packed.packing
  }

  /** The numbers of the first rows after one whose documents fit, at most so many. */
  numbers(where: Sql, after: number, limit: number): readonly number[] {
    const found = this.file.prepare(
      `SELECT ${ROW} FROM ${this.name} WHERE ${ROW} > ? AND ${DOCUMENT} IS NOT NULL AND ${where.text} ORDER BY ${ROW} LIMIT ?`,
    )
    return found.rows([after, ...where.values, limit]).map(([number]) => Number(number))
  }

  /** The documents of these rows, those that are still there. */
  getNumbered(numbers: readonly number[]): readonly string[] {
    const kept = this.file.prepare(`SELECT ${TEXT} FROM ${this.name} WHERE ${ROW} = ?`)
    return numbers.flatMap((number) => {
      const row = kept.row([number])
      return (row && this.packed.textOf(row)) ?? []
    })
  }

  /** The number of the row that was made last. */
  lastRow(): number {
    return Number(this.file.prepare(`SELECT coalesce(max(${ROW}), 0) FROM ${this.name}`).row([])?.[0] ?? 0)
  }

  /** See {@link PackedRows.pack}. */
  pack(after: number, upTo: number, limit: number): number {
    return this.packed.pack({ after, upTo, limit }, rootsOf(this.indexes))
  }

  /** Makes the indexes that serve what the documents were seen to hold: where lists turn up, one that knows their members. */
  private followShape(): void {
    if (this.checkedShape === this.shape.version) return
    this.checkedShape = this.shape.version
    for (const path of this.indexes.flatMap(({ fields }) => fields.map(pathOf))) {
      const { kinds, throughLists } = this.shape.at(path)
      const hasLists = throughLists || (kinds & LIST) !== 0
      if (hasLists && canHaveMembers(path) && this.membersAt(path) === undefined)
        this.members = [...this.members, createMembers(this.file, this.name, path)]
    }
    for (const index of this.indexes)
      this.file.exec(this.isOfListsAlone(index) ? `DROP INDEX IF EXISTS ${this.indexName(index)}` : this.indexSql(index))
  }

  /** Whole lists are long, and nobody asks for them. */
  private isOfListsAlone({ fields, unique }: Index): boolean {
    const [path, ...more] = fields.map(pathOf)
    return (
      path !== undefined &&
      more.length === 0 &&
      !unique &&
      this.membersAt(path) !== undefined &&
      this.shape.at(path).kinds === LIST
    )
  }

  membersAt(path: readonly string[]): string | undefined {
    return this.members.find((members) => members.path.join('.') === path.join('.'))?.table
  }

  private unguarded(document: Stored): DocumentRow {
    this.shape.see(document)
    this.followShape()
    return [document._id, NO_GUARD, NO_GUARD, JSON.stringify(document)]
  }

  private upsert(rows: readonly DocumentRow[], then: string): number {
    let changed = 0
    let done = 0
    for (const size of CHUNKS)
      for (; rows.length - done >= size; done += size) {
        const chunk = rows.slice(done, done + size)
        const values = Array.from({ length: size }, () => '(?, ?, ?, ?)').join(', ')
        const insert = `INSERT INTO ${this.name} (id, fold, position, ${DOCUMENT}) VALUES ${values} ON CONFLICT (id) ${then}`
        changed += this.unlessTaken(chunk[0]?.[0] ?? '', () =>
          this.file.prepare(insert).run(chunk.flatMap((row): readonly Value[] => row)),
        )
      }
    return changed
  }

  private unlessTaken<T>(id: string, write: () => T): T {
    try {
      return write()
    } catch (error) {
      throw isTaken(error) ? new DuplicateKey(this.collection, id) : error
    }
  }

  private indexName({ fields, unique }: Index): string {
    return `${this.name}_${unique ? 'unique_' : ''}${Buffer.from(fields.join(',')).toString('hex')}`
  }

  private indexSql(index: Index): string {
    const { fields, unique } = index
    const keys = fields.map((field) => {
      const path = pathOf(field)
      if (!isPlainPath(path)) throw new RangeError(`${this.collection} cannot have an index on ${field}.`)
      return `${valueAt(DOCUMENT, path)}${field.startsWith('-') ? ' DESC' : ''}`
    })
    const columns = unique || keys.includes('id') ? keys : [...keys, 'id']
    const what = unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX'
    return `${what} IF NOT EXISTS ${this.indexName(index)} ON ${this.name} (${columns.join(', ')}) WHERE ${DOCUMENT} IS NOT NULL`
  }
}

function pathOf(field: string): readonly string[] {
  return field.replace(/^-/, '').split('.')
}

/** The names at the root that the indexes are over. */
function rootsOf(indexes: CollectionKind['indexes']): readonly string[] {
  const roots = indexes.flatMap(({ fields }) => fields.map((field) => pathOf(field)[0] ?? ''))
  return [...new Set(roots)].filter((name) => name !== '_id')
}
