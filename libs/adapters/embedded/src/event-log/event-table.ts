import type { Metadata, Recorded } from '@spoc/platform-kernel'
import type { Row, SqliteFile, Value } from '../sqlite/sqlite-file.js'

export const EVENTS = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    metadata TEXT NOT NULL,
    data TEXT NOT NULL
  )`

const BY_STREAM = 'CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision)'

/** One event, in the order of the columns. */
export type EventRow = readonly [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  metadata: string,
  data: string,
]

export const COLUMNS = 'position, stream, revision, id, type, metadata, data'

/** Inserting many rows by one statement costs a third less than one each; a few sizes keep the prepared statements few. */
const CHUNKS = [64, 16, 4, 1]

export interface Range {
  readonly after: number
  readonly upTo: number
  readonly backwards: boolean
  readonly limit: number
  readonly typePrefixes: readonly string[]
}

/** The one table of the log. Positions are given by the log, one after the other from 1, without a hole. */
export class EventTable {
  constructor(private readonly file: SqliteFile) {}

  create(): void {
    this.file.exec(EVENTS)
    this.file.exec(BY_STREAM)
  }

  head(): number {
    return Number(this.file.prepare('SELECT coalesce(max(position), 0) FROM events').row([])?.[0] ?? 0)
  }

  lastRevision(stream: string): number {
    const row = this.file.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1').row([stream])
    return row === undefined ? -1 : Number(row[0])
  }

  /** Id and position of the events of a stream from a revision on. */
  places(stream: string, from: number, limit: number): readonly { readonly id: string; readonly position: number }[] {
    return this.file
      .prepare('SELECT id, position FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?')
      .rows([stream, from, limit])
      .map(([id, position]) => ({ id: String(id), position: Number(position) }))
  }

  insert(rows: readonly EventRow[]): void {
    let done = 0
    for (const size of CHUNKS)
      for (; rows.length - done >= size; done += size)
        this.file.prepare(insertSql(size)).run(rows.slice(done, done + size).flat())
  }

  streamForwards(stream: string, from: number, limit: number): readonly Recorded[] {
    return this.read(`WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`, [stream, from, limit])
  }

  streamBackwards(stream: string, from: number, limit: number): readonly Recorded[] {
    return this.read(`WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`, [stream, from, limit])
  }

  /** Events above `after` and up to `upTo`. */
  range({ after, upTo, backwards, limit, typePrefixes }: Range): readonly Recorded[] {
    const oneOf = typePrefixes.map(() => '(type >= ? AND type < ?)').join(' OR ')
    const filter = oneOf === '' ? '' : ` AND (${oneOf})`
    const bounds = typePrefixes.flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`])
    return this.read(`WHERE position > ? AND position <= ?${filter} ORDER BY position ${backwards ? 'DESC' : 'ASC'} LIMIT ?`, [
      after,
      upTo,
      ...bounds,
      limit,
    ])
  }

  private read(where: string, values: readonly Value[]): readonly Recorded[] {
    return this.file.prepare(`SELECT ${COLUMNS} FROM events ${where}`).rows(values).map(recorded)
  }
}

function insertSql(rows: number): string {
  return `INSERT INTO events (${COLUMNS}) VALUES ${Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`
}

function recorded([position, stream, revision, id, type, metadata, data]: Row): Recorded {
  return {
    id: String(id),
    stream: String(stream),
    revision: Number(revision),
    position: BigInt(Number(position)),
    type: String(type),
    data: JSON.parse(String(data)) as unknown,
    metadata: JSON.parse(String(metadata)) as Metadata,
  }
}
