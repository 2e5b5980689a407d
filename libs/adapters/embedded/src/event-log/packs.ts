import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { SqliteFile } from '../sqlite/sqlite-file.js'

/** So many events of consecutive positions lie in one pack: those from 1 on in pack 0, and so on. */
export const PACK_EVENTS = 64

export const PACKS = 'CREATE TABLE IF NOT EXISTS packs (number INTEGER PRIMARY KEY, body BLOB NOT NULL)'

/** What of an event is packed. Its position, stream, revision and type stay in its row, so that it is found as before. */
export type Texts = readonly [id: string, metadata: string, data: string]

/** Of the packs that were opened last so many characters stay: who reads a stream or a page reads several events of each. */
const OPEN_CHARACTERS = 4 * 1024 * 1024

const deflate = promisify(deflateRaw)

export function packOf(position: number): number {
  return Math.floor((position - 1) / PACK_EVENTS)
}

/** The position before the first of a pack. */
export function before(pack: number): number {
  return pack * PACK_EVENTS
}

/** Texts of one kind lie side by side, being alike; each is one line, as JSON is written. Compressed beside the thread. */
export function packed(events: readonly Texts[]): Promise<Uint8Array> {
  const ids = JSON.stringify(events.map(([id]) => id))
  const lines = [ids, ...events.map(([, metadata]) => metadata), ...events.map(([, , data]) => data)]
  return deflate(lines.join('\n'))
}

/** Packs as they are kept. One is never changed, and never goes. */
export class Packs {
  private readonly open = new LRUCache<number, readonly Texts[]>({ maxSize: OPEN_CHARACTERS, sizeCalculation: sizeOf })

  constructor(private readonly file: SqliteFile) {}

  /** The texts of the event at a position whose pack is there. */
  at(position: number): Texts {
    const number = packOf(position)
    const events = this.open.get(number) ?? this.read(number)
    const texts = events[position - 1 - before(number)]
    if (texts === undefined) throw new Error(`Pack ${number} of the log does not hold the event at ${position}.`)
    return texts
  }

  private read(number: number): readonly Texts[] {
    const body = this.file.prepare('SELECT body FROM packs WHERE number = ?').row([number])?.[0]
    if (!(body instanceof Uint8Array)) throw new Error(`Pack ${number} of the log is missing.`)
    const events = unpacked(body)
    this.open.set(number, events)
    return events
  }
}

/** The events of a pack, in their order. */
export function unpacked(body: Uint8Array): readonly Texts[] {
  const [first = '[]', ...lines] = inflateRawSync(body).toString('utf8').split('\n')
  const ids = JSON.parse(first) as readonly string[]
  if (lines.length !== 2 * ids.length) throw new Error('A pack of the log is damaged.')
  return ids.map((id, index) => [id, lines[index] ?? '', lines[ids.length + index] ?? ''])
}

function sizeOf(events: readonly Texts[]): number {
  return events.reduce((sum, texts) => sum + texts.reduce((all, { length }) => all + length, 0), 1)
}
