import { join } from 'node:path'
import type { Position, Recorded } from '@spoc/platform-kernel'
import {
  EngineUnavailable,
  type Appended,
  type EventLog,
  type LogSubscription,
  type NewEvent,
  type ReadStreamOptions,
  type SubscribeOptions,
} from '@spoc/platform-ports'
import type { DataFolder } from '../folder/data-folder.js'
import { Recent } from '../sqlite/recent.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { Appender, type Durable } from './appender.js'
import { EventTable } from './event-table.js'
import { outgoing } from './outgoing.js'
import { Packing } from './packing.js'
import { Subscription, turn } from './subscription.js'

/** Events of one batch. */
const BATCH = 256
/** So many positions are looked at in one turn of the event loop. */
const WINDOW = 4096
const RECENT_EVENTS = 2048
const RECENT_BYTES = 16 * 1024 * 1024

/** So many of the newest events are not packed: commands and readers of the log have to do with them. */
const PLAIN_EVENTS = 16_384

export interface LogOptions {
  /** Told of what fails while nobody waits for it; without, it is nobody's and ends the process. */
  readonly onTrouble?: (what: string, error: unknown) => void
  readonly plainEvents?: number
}

/**
 * The log in one SQLite file. Appends of one turn of the event loop share one transaction and one wait for the disk; older events are packed,
 * which takes less than a third of the room.
 */
export async function openEmbeddedEventLog(folder: DataFolder, options: LogOptions = {}): Promise<EventLog> {
  return new EmbeddedEventLog(folder, options)
}

class EmbeddedEventLog implements EventLog {
  private readonly file: SqliteFile
  private readonly table: EventTable
  private readonly appender: Appender
  private readonly recent = new Recent<Recorded>(RECENT_EVENTS, RECENT_BYTES)
  private readonly subscriptions = new Set<Subscription>()
  private readonly packing: Packing | undefined

  constructor(
    private readonly folder: DataFolder,
    { onTrouble, plainEvents = PLAIN_EVENTS }: LogOptions,
  ) {
    this.file = new SqliteFile(join(folder.path, 'log.db'), { synchronous: 'beside', readOnly: folder.readOnly })
    this.table = new EventTable(this.file)
    if (!folder.readOnly) this.table.create()
    this.appender = new Appender(this.file, this.table, (events) => this.onDurable(events))
    if (folder.readOnly) return
    this.packing = new Packing(this.appender, this.table.nextPack(), plainEvents, (error) => {
      if (onTrouble === undefined) throw error
      onTrouble('packing of the log', error)
    })
    this.packing.wake()
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    if (this.folder.readOnly) throw new EngineUnavailable('event-log', 'the data folder is open for reading only')
    return this.appender.append(stream, expected, outgoing(events))
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<readonly Recorded[]> {
    const limit = options.limit ?? Number.MAX_SAFE_INTEGER
    const from = options.from ?? 0
    const found = this.reading(() => {
      if (options.direction === 'backwards')
        return this.table.streamBackwards(stream, options.from ?? Number.MAX_SAFE_INTEGER, limit)
      // Most questions are whether anything is new, and nothing is.
      return this.appender.mayHave(stream, from) ? this.table.streamForwards(stream, from, limit) : []
    })
    // Committed is not durable yet, and what is told may be acted on.
    const newest = options.direction === 'backwards' ? found[0] : found.at(-1)
    if (newest !== undefined) await this.appender.reached(Number(newest.position))
    return found
  }

  async readAll(options: Parameters<EventLog['readAll']>[0]): Promise<readonly Recorded[]> {
    const backwards = options.direction === 'backwards'
    const end = this.end()
    let after = backwards ? 0 : Number(options.from ?? 0n)
    let upTo = backwards && options.from !== undefined ? Math.min(end, Number(options.from) - 1) : end
    const found: Recorded[] = []
    for (let windows = 0; after < upTo && found.length < options.limit; windows += 1) {
      // Others have their turn even where none is found: a log may be long.
      if (windows > 0) await turn()
      const window = backwards ? { after: Math.max(after, upTo - WINDOW), upTo } : { after, upTo: Math.min(upTo, after + WINDOW) }
      const limit = options.limit - found.length
      found.push(...this.range(window.after, window.upTo, backwards, limit, options.typePrefixes ?? []))
      if (backwards) upTo = window.after
      else after = window.upTo
    }
    return found
  }

  async subscribe(options: SubscribeOptions): Promise<LogSubscription> {
    this.reading(() => undefined)
    const source = {
      end: () => BigInt(this.end()),
      next: (after: Position, typePrefixes: readonly string[]) => this.next(after, typePrefixes),
    }
    const subscription = new Subscription(source, options)
    this.subscriptions.add(subscription)
    return {
      stop: () => {
        this.subscriptions.delete(subscription)
        return subscription.stop()
      },
    }
  }

  async head(): Promise<Position> {
    return BigInt(this.end())
  }

  async ping(): Promise<void> {
    this.reading(() => this.file.prepare('SELECT 1').row([]))
  }

  async close(): Promise<void> {
    await this.packing?.close()
    await this.appender.close()
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()))
    this.subscriptions.clear()
    this.file.close()
  }

  private end(): number {
    return this.folder.readOnly ? this.reading(() => this.table.head()) : this.appender.head
  }

  private next(after: Position, typePrefixes: readonly string[]): { events: readonly Recorded[]; upTo: Position } {
    const recent = this.recent.from(Number(after) + 1, BATCH)
    if (recent !== undefined) {
      const upTo = recent.at(-1)?.position ?? after
      return { events: typePrefixes.length === 0 ? recent : recent.filter(ofType(typePrefixes)), upTo }
    }
    const from = Number(after)
    const upTo = Math.min(this.end(), from + WINDOW)
    const events = this.range(from, upTo, false, BATCH, typePrefixes)
    const full = events.length === BATCH ? events.at(-1)?.position : undefined
    return { events, upTo: full ?? BigInt(Math.max(from, upTo)) }
  }

  private range(after: number, upTo: number, backwards: boolean, limit: number, typePrefixes: readonly string[]) {
    return this.reading(() => this.table.range({ after, upTo, backwards, limit, typePrefixes }))
  }

  private onDurable(events: readonly Durable[]): void {
    this.packing?.wake()
    if (this.subscriptions.size === 0) return this.recent.clear()
    for (const { position, bytes, recorded } of events) this.recent.add(position, recorded(), bytes)
    for (const subscription of this.subscriptions) subscription.wake()
  }

  private reading<T>(read: () => T): T {
    return this.file.reading('event-log', read)
  }
}

function ofType(typePrefixes: readonly string[]): (event: Recorded) => boolean {
  return ({ type }) => typePrefixes.some((prefix) => type.startsWith(prefix))
}
