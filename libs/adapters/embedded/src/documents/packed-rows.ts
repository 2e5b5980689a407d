import type { Row, SqliteFile } from '../sqlite/sqlite-file.js'
import { PackedTexts } from './packed-texts.js'
import { DOCUMENT, ROW } from './sql-text.js'

/** What {@link PackedRows.textOf} is told of a row. */
export const TEXT = `${DOCUMENT}, packed, id`

const PLAIN = `${DOCUMENT} IS NOT NULL AND packed IS NULL`
const UNPACKED_AT_ONCE = 512
/** The others are packed by what so many have. */
const LIKE_THE_NEWEST = 128

export interface SomeRows {
  readonly after: number
  readonly upTo: number
  readonly limit: number
}

/**
 * The rows of a table whose documents are packed. Such a row has as its document what the indexes are over, and the rest beside it; one that is
 * written again is as any other. Writing runs inside a transaction of the caller's.
 */
export class PackedRows {
  constructor(
    private readonly file: SqliteFile,
    private readonly table: { readonly name: string; readonly collection: string },
    /** None where nothing was ever packed. */
    private texts: PackedTexts | undefined,
  ) {}

  get packing(): unknown {
    return this.texts
  }

  keeps(name: string): boolean {
    return this.texts === undefined || name === '_id' || this.texts.kept.includes(name)
  }

  textOf([document, packed, id]: Row): string | undefined {
    if (typeof document !== 'string') return undefined
    if (!(packed instanceof Uint8Array)) return document
    this.texts ??= this.noted()
    return this.texts.unpack(String(id), document, packed)
  }

  /** Packs at most so many documents of the rows above `after` and up to `upTo`, the first ones; tells the row up to which none is left. */
  pack({ after, upTo, limit }: SomeRows, kept: readonly string[]): number {
    const { name } = this.table
    const rows = this.file
      .prepare(
        `SELECT ${ROW}, id, fold, position, ${DOCUMENT} FROM ${name} WHERE ${ROW} > ? AND ${ROW} <= ? AND ${PLAIN} ORDER BY ${ROW} LIMIT ?`,
      )
      .rows([after, upTo, limit])
    const last = rows.length < limit ? upTo : Number(rows.at(-1)?.[0])
    if (rows.length === 0) return last
    const { texts } = this
    try {
      this.write(rows, texts ?? this.begin(PackedTexts.by(kept, this.newest())), [after, last])
    } catch (error) {
      // Nothing of it is kept, nor what it was begun with.
      this.texts = texts
      throw error
    }
    return last
  }

  /** A row that only became shorter would leave its page as large as it was. */
  private write(rows: readonly Row[], texts: PackedTexts, range: readonly [after: number, upTo: number]): void {
    const { name } = this.table
    this.file.prepare(`DELETE FROM ${name} WHERE ${ROW} > ? AND ${ROW} <= ? AND ${PLAIN}`).run(range)
    const insert = this.file.prepare(
      `INSERT INTO ${name} (${ROW}, id, fold, position, ${DOCUMENT}, packed) VALUES (?, ?, ?, ?, ?, ?)`,
    )
    for (const row of rows) {
      const { beside, packed } = texts.pack(documentOf(row))
      insert.run([...row.slice(0, 4), beside, packed])
    }
  }

  /** For an index over what is packed: nothing is, afterwards. */
  unpackAll(): void {
    const { name } = this.table
    const found = this.file.prepare(
      `SELECT ${TEXT}, ${ROW} FROM ${name} WHERE ${ROW} > ? AND packed IS NOT NULL ORDER BY ${ROW} LIMIT ?`,
    )
    const write = this.file.prepare(`UPDATE ${name} SET ${DOCUMENT} = ?, packed = NULL WHERE ${ROW} = ?`)
    for (let last = 0; ;) {
      const rows = found.rows([last, UNPACKED_AT_ONCE])
      for (const row of rows) write.run([this.textOf(row) ?? null, row[3] ?? null])
      if (rows.length < UNPACKED_AT_ONCE) break
      last = Number(rows.at(-1)?.[3])
    }
    this.note(undefined)
  }

  /** Those that are to come are most like them. */
  private newest(): readonly string[] {
    return this.file
      .prepare(`SELECT ${DOCUMENT} FROM ${this.table.name} WHERE ${PLAIN} ORDER BY ${ROW} DESC LIMIT ?`)
      .rows([LIKE_THE_NEWEST])
      .map(([document]) => String(document))
  }

  private begin(texts: PackedTexts): PackedTexts {
    this.note(texts)
    return texts
  }

  /** By whoever packed first while this one was held by a question. */
  private noted(): PackedTexts {
    const row = this.file.prepare('SELECT kept, dictionary FROM collections WHERE name = ?').row([this.table.collection])
    const texts = row && textsOf(row)
    if (texts === undefined) throw new Error(`${this.table.collection} has packed documents, and nothing to unpack them by.`)
    return texts
  }

  private note(texts: PackedTexts | undefined): void {
    this.texts = texts
    this.file
      .prepare('UPDATE collections SET kept = ?, dictionary = ? WHERE name = ?')
      .run([texts === undefined ? null : JSON.stringify(texts.kept), texts?.dictionary ?? null, this.table.collection])
  }
}

/** What the catalogue says: names and dictionary. */
export function textsOf([kept, dictionary]: Row): PackedTexts | undefined {
  if (typeof kept !== 'string' || !(dictionary instanceof Uint8Array)) return undefined
  return PackedTexts.from(JSON.parse(kept) as readonly string[], dictionary)
}

function documentOf(row: Row): string {
  return String(row[4])
}
