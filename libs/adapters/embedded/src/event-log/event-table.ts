import { isDeepStrictEqual } from 'node:util'
import type { Metadata, Recorded } from '@spoc/platform-kernel'
import type { Row, SqliteFile, Value } from '../sqlite/sqlite-file.js'
import { before, PACK_EVENTS, Packs, PACKS, unpacked, type Texts } from './packs.js'

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

/** What stands for each of the texts of an event that is packed; no JSON is empty. */
const IN_PACK = ''

/**
 * The events of the log, which have a row each; the texts of older ones lie in packs. Positions are given by the log, one after the other from 1,
 * without a hole.
 */
export class EventTable {
  private readonly packs: Packs

  constructor(private readonly file: SqliteFile) {
    this.packs = new Packs(file)
  }

  create(): void {
    this.file.exec(EVENTS)
    this.file.exec(BY_STREAM)
    this.file.exec(PACKS)
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
      .prepare(`SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`)
      .rows([stream, from, limit])
      .map((row) => ({ id: this.textsOf(row)[0], position: Number(row[0]) }))
  }

  /** The first pack that is not there. */
  nextPack(): number {
    return Number(this.file.prepare('SELECT coalesce(max(number) + 1, 0) FROM packs').row([])?.[0] ?? 0)
  }

  /**
   * Inside a transaction: the texts of the events are in the pack from now on. Refused where the pack does not hold what is to be taken away, event
   * for event. A row that only became shorter would leave its page as large as it was.
   */
  pack(pack: number, body: Uint8Array): void {
    const rows = this.plainRows(before(pack), before(pack) + PACK_EVENTS)
    const texts = unpacked(body)
    const isSame = ([, , , id, , metadata, data]: EventRow, index: number) =>
      data !== IN_PACK && isDeepStrictEqual(texts[index], [id, metadata, data])
    if (rows.length !== PACK_EVENTS || texts.length !== PACK_EVENTS || !rows.every(isSame))
      throw new Error(`Pack ${pack} of the log would not hold its events as they are.`)
    this.file.prepare('INSERT INTO packs (number, body) VALUES (?, ?)').run([pack, body])
    this.file.prepare('DELETE FROM events WHERE position > ? AND position <= ?').run([before(pack), before(pack) + PACK_EVENTS])
    this.insert(rows.map(([position, stream, revision, , type]) => [position, stream, revision, IN_PACK, type, IN_PACK, IN_PACK]))
  }

  insert(rows: readonly EventRow[]): void {
    let done = 0
    for (const size of CHUNKS)
      for (; rows.length - done >= size; done += size)
        this.file.prepare(insertSql(size)).run(rows.slice(done, done + size).flat())
  }

  /** Events above `after` and up to `upTo` as they were written, packed or not. */
  plainRows(after: number, upTo: number): readonly EventRow[] {
    return this.file
      .prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ? ORDER BY position`)
      .rows([after, upTo])
      .map((row) => {
        const [id, metadata, data] = this.textsOf(row)
        return [Number(row[0]), String(row[1]), Number(row[2]), id, String(row[4]), metadata, data]
      })
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
    return this.file
      .prepare(`SELECT ${COLUMNS} FROM events ${where}`)
      .rows(values)
      .map((row) => this.recorded(row))
  }

  private recorded(row: Row): Recorded {
    const [position, stream, revision, , type] = row
    const [id, metadata, data] = this.textsOf(row)
    return {
      id,
      stream: String(stream),
      revision: Number(revision),
      position: BigInt(Number(position)),
      type: String(type),
      data: JSON.parse(data) as unknown,
      metadata: JSON.parse(metadata) as Metadata,
    }
  }

  private textsOf([position, , , id, , metadata, data]: Row): Texts {
    return data === IN_PACK ? this.packs.at(Number(position)) : [String(id), String(metadata), String(data)]
  }
}

function insertSql(rows: number): string {
  return `INSERT INTO events (${COLUMNS}) VALUES ${Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`
}
