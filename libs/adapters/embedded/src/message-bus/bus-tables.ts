import type { Delivered } from '@spoc/platform-ports'
import type { Row, SqliteFile, Value } from '../sqlite/sqlite-file.js'
import { Lane } from './lane.js'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS lanes (
    number INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    oldest INTEGER NOT NULL,
    end INTEGER NOT NULL,
    UNIQUE (topic, partition)
  );
  CREATE TABLE IF NOT EXISTS messages (
    lane INTEGER NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    headers TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (lane, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS consumed (
    consumer_group TEXT NOT NULL,
    lane INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (consumer_group, lane)
  ) WITHOUT ROWID`

export type MessageRow = readonly [lane: number, number: number, key: string, headers: string, value: string]

const CHUNKS = [32, 8, 1]

/** The tables of the bus. */
export class BusTables {
  constructor(private readonly file: SqliteFile) {}

  create(): void {
    this.file.exec(SCHEMA)
  }

  lanes(): readonly Lane[] {
    return this.file
      .prepare('SELECT number, topic, partition, oldest, end FROM lanes ORDER BY number')
      .rows([])
      .map(([number, topic, partition, oldest, end]) => {
        return new Lane(Number(number), String(topic), Number(partition), Number(oldest), Number(end))
      })
  }

  addLane(topic: string, partition: number): Lane {
    this.file.prepare('INSERT INTO lanes (topic, partition, oldest, end) VALUES (?, ?, 0, 0)').run([topic, partition])
    const number = this.file.prepare('SELECT number FROM lanes WHERE topic = ? AND partition = ?').row([topic, partition])?.[0]
    return new Lane(Number(number), topic, partition, 0, 0)
  }

  saveLane({ number, oldest, end }: Lane): void {
    this.file.prepare('UPDATE lanes SET oldest = ?, end = ? WHERE number = ?').run([oldest, end, number])
  }

  insert(rows: readonly MessageRow[]): void {
    let done = 0
    for (const size of CHUNKS)
      for (; rows.length - done >= size; done += size) {
        const values = Array.from({ length: size }, () => '(?, ?, ?, ?, ?)').join(', ')
        const chunk = rows.slice(done, done + size).flatMap((row): readonly Value[] => row)
        this.file.prepare(`INSERT INTO messages (lane, number, key, headers, value) VALUES ${values}`).run(chunk)
      }
  }

  read(lane: Lane, from: number, limit: number): readonly Delivered[] {
    return this.file
      .prepare('SELECT number, key, headers, value FROM messages WHERE lane = ? AND number >= ? ORDER BY number LIMIT ?')
      .rows([lane.number, from, limit])
      .map((row) => delivered(lane, row))
  }

  /** Forgets the messages before {@link Lane.oldest}. */
  trim({ number, oldest }: Lane): void {
    this.file.prepare('DELETE FROM messages WHERE lane = ? AND number < ?').run([number, oldest])
  }

  consumed(): readonly { readonly group: string; readonly lane: number; readonly next: number }[] {
    return this.file
      .prepare('SELECT consumer_group, lane, next FROM consumed')
      .rows([])
      .map(([group, lane, next]) => ({ group: String(group), lane: Number(lane), next: Number(next) }))
  }

  saveConsumed(group: string, lane: number, next: number): void {
    this.file
      .prepare(
        'INSERT INTO consumed (consumer_group, lane, next) VALUES (?, ?, ?) ON CONFLICT (consumer_group, lane) DO UPDATE SET next = excluded.next',
      )
      .run([group, lane, next])
  }
}

function delivered({ topic, partition }: Lane, [number, key, headers, value]: Row): Delivered {
  return {
    topic,
    partition,
    offset: BigInt(Number(number)),
    key: String(key),
    headers: JSON.parse(String(headers)) as Readonly<Record<string, string>>,
    value: String(value),
  }
}
