import type { Metadata, Recorded } from '@spoc/platform-kernel'
import { ConcurrencyConflict, type Appended } from '@spoc/platform-ports'
import { LRUCache } from 'lru-cache'
import { endProcess } from '../sqlite/end-process.js'
import { GroupCommit } from '../sqlite/group-commit.js'
import type { SqliteFile } from '../sqlite/sqlite-file.js'
import type { EventRow, EventTable } from './event-table.js'
import { isPlainJson, type Outgoing } from './outgoing.js'
import { before, PACK_EVENTS, packed } from './packs.js'

const REVISIONS_KEPT = 50_000

interface Pending {
  readonly row: EventRow
  readonly written: Outgoing
}

/** An event that has just become durable. */
export interface Durable {
  readonly position: number
  readonly bytes: number
  /** As a reader will find it. */
  readonly recorded: () => Recorded
}

/** The one writer of the log: gives positions and revisions, and commits in groups. */
export class Appender {
  private readonly commits: GroupCommit
  private readonly revisions = new LRUCache<string, number>({ max: REVISIONS_KEPT })
  private durable: number
  private committed: number
  private last: number
  private pending: Pending[] = []
  private inserted = 0

  constructor(
    private readonly file: SqliteFile,
    private readonly table: EventTable,
    private readonly onDurable: (events: readonly Durable[]) => void,
  ) {
    this.durable = table.head()
    this.committed = this.durable
    this.last = this.durable
    this.commits = new GroupCommit(file, 'event-log', {
      beforeCommit: () => this.insertPending(),
      onceDurable: () => this.telling(),
      afterRollback: () => this.forget(),
      onLost: endProcess,
    })
  }

  /** Position of the last durable event. */
  get head(): number {
    return this.durable
  }

  /** False only where the stream surely has no event at this revision or above. */
  mayHave(stream: string, revision: number): boolean {
    return (this.revisions.get(stream) ?? Infinity) >= revision
  }

  /** Resolves when all up to this position is durable. */
  async reached(position: number): Promise<void> {
    if (position > this.durable) await this.commits.durable()
  }

  append(stream: string, expected: number, events: readonly Outgoing[]): Promise<Appended> {
    return this.commits.run(() => this.appendNow(stream, expected, events))
  }

  /** Nothing is lost where it is cut off: an event is in its row or in its pack. */
  async pack(number: number): Promise<void> {
    const rows = this.table.plainRows(before(number), before(number) + PACK_EVENTS)
    const body = await packed(rows.map(([, , , id, , metadata, data]) => [id, metadata, data]))
    await this.commits.run(() => this.file.apart(`Pack ${number} of the log`, () => this.table.pack(number, body)))
  }

  close(): Promise<void> {
    return this.commits.close()
  }

  private appendNow(stream: string, expected: number, events: readonly Outgoing[]): Appended {
    const actual = this.revisions.get(stream) ?? this.table.lastRevision(stream)
    if (actual !== expected) return this.answerBefore(stream, expected, events) ?? conflict(stream, expected, actual)
    let revision = expected
    for (const written of events) {
      this.last += 1
      revision += 1
      const { id, type } = written.event
      this.pending.push({ row: [this.last, stream, revision, id, type, written.metadata, written.data], written })
    }
    this.revisions.set(stream, revision)
    return { revision, position: BigInt(this.last) }
  }

  /** The same ids at the same place: this is a retry of an append whose answer was lost. */
  private answerBefore(stream: string, expected: number, events: readonly Outgoing[]): Appended | undefined {
    if (expected < -1) return undefined
    this.insertPending()
    const found = this.table.places(stream, expected + 1, events.length)
    const last = found.at(-1)
    if (last === undefined || found.length < events.length) return undefined
    if (!found.every(({ id }, index) => id === events[index]?.event.id)) return undefined
    return { revision: expected + events.length, position: BigInt(last.position) }
  }

  private insertPending(): void {
    this.table.insert(this.pending.slice(this.inserted).map(({ row }) => row))
    this.inserted = this.pending.length
  }

  private telling(): () => void {
    const { pending, last } = this
    this.pending = []
    this.inserted = 0
    this.committed = last
    return () => {
      this.durable = last
      if (pending.length > 0) this.onDurable(pending.map(asDurable))
    }
  }

  private forget(): void {
    this.pending = []
    this.inserted = 0
    this.last = this.committed
    this.revisions.clear()
  }
}

function conflict(stream: string, expected: number, actual: number): never {
  throw new ConcurrencyConflict(stream, expected, actual)
}

function asDurable({ row: [position, stream, revision, id, type], written }: Pending): Durable {
  return {
    position,
    bytes: written.bytes,
    recorded: () => ({
      id,
      stream,
      revision,
      position: BigInt(position),
      type,
      data: isPlainJson(written.event.data) ? written.event.data : (JSON.parse(written.data) as unknown),
      metadata: isPlainJson(written.event.metadata) ? written.event.metadata : (JSON.parse(written.metadata) as Metadata),
    }),
  }
}
