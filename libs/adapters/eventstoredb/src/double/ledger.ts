import { randomUUID } from 'node:crypto'
import { decideAppend, type Verdict } from './decide-append.js'
import type { Journal } from './journal.js'
import {
  END_OF_STREAM,
  jsonEvent,
  recordBytes,
  type ExpectedRevision,
  type ProposedEvent,
  type StoredEvent,
} from './stored-event.js'
import { StreamHistory } from './stream-history.js'

export type Outcome =
  | { readonly is: 'done'; readonly revision: bigint; readonly position: bigint | undefined }
  | { readonly is: 'conflict'; readonly current: bigint }
  | { readonly is: 'deleted' }
  | { readonly is: 'too-large' }

/** Sum of the events' data in one append; metadata does not count. */
export const APPEND_LIMIT = 1_048_576

/** All events in their one order, and the streams in it. What it knows of recent ids is gone when a new one is made from the journal. */
export class Ledger {
  readonly all: StoredEvent[] = []
  private readonly streams = new Map<string, StreamHistory>()
  private readonly recent = new Map<string, StoredEvent>()
  private readonly listeners = new Set<(event: StoredEvent) => void>()
  private end = 0n

  constructor(
    private readonly journal: Journal,
    private readonly nowMs: () => number,
  ) {
    for (const event of journal.events) this.take(event)
    if (this.all.length === 0) this.writeSystemEvents()
    // Every start of a node writes its epoch: the log grows although nobody appended.
    this.write('$epoch-information', [jsonEvent(randomUUID(), '$epoch-information', '{"epochNumber":0}')])
  }

  history(stream: string): StreamHistory | undefined {
    return this.streams.get(stream)
  }

  /** Index in {@link all} of the first event at or after the position. */
  indexFrom(position: bigint): number {
    let low = 0
    let high = this.all.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.all[middle]?.position ?? 0n) < position) low = middle + 1
      else high = middle
    }
    return low
  }

  onWritten(listener: (event: StoredEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Outcome {
    if (events.reduce((bytes, event) => bytes + event.data.length, 0) > APPEND_LIMIT) return { is: 'too-large' }
    const verdict = this.decide(
      stream,
      expected,
      events.map((event) => event.id),
    )
    if (verdict.is === 'deleted') return verdict
    if (verdict.is === 'conflict') return { is: 'conflict', current: this.last(stream) }
    if (verdict.is === 'repeat') return this.done(stream, verdict.last)
    // An append of nothing succeeds; on a new stream it claims revision 0, which does not exist.
    if (events.length === 0) return { is: 'done', revision: this.last(stream) < 0n ? 0n : this.last(stream), position: undefined }
    if (this.streams.get(stream)?.softDeleted === true) this.truncate(stream, this.last(stream) + 1n)
    this.write(stream, events)
    return this.done(stream, this.last(stream))
  }

  /** Hides the events of a stream; its numbering goes on with the next append. */
  softDelete(stream: string, expected: ExpectedRevision): Outcome {
    const refused = this.refusedDeletion(stream, expected)
    if (refused) return refused
    if (this.last(stream) < 0n) return { is: 'conflict', current: -1n }
    const position = this.truncate(stream, END_OF_STREAM)
    return { is: 'done', revision: this.last(stream), position }
  }

  /** Ends a stream, also one that never was, for ever. */
  tombstone(stream: string, expected: ExpectedRevision): Outcome {
    const refused = this.refusedDeletion(stream, expected)
    if (refused) return refused
    const [written] = this.write(stream, [jsonEvent(randomUUID(), '$streamDeleted', '{}')], END_OF_STREAM)
    return { is: 'done', revision: END_OF_STREAM, position: written?.position }
  }

  close(): void {
    this.journal.close()
  }

  private refusedDeletion(stream: string, expected: ExpectedRevision): Outcome | undefined {
    if (this.streams.get(stream)?.tombstoned === true) return { is: 'deleted' }
    const right =
      expected === 'any' || expected === 'stream-exists' || (expected === 'no-stream' ? -1n : expected) === this.last(stream)
    return right ? undefined : { is: 'conflict', current: this.last(stream) }
  }

  private decide(stream: string, expected: ExpectedRevision, ids: readonly string[]): Verdict {
    const history = this.streams.get(stream)
    return decideAppend(
      {
        stream,
        last: this.last(stream),
        softDeleted: history?.softDeleted ?? false,
        tombstoned: history?.tombstoned ?? false,
        idAt: (revision) => history?.at(revision)?.id,
        recent: (id) => this.recent.get(id),
      },
      expected,
      ids,
    )
  }

  private last(stream: string): bigint {
    return this.streams.get(stream)?.last ?? -1n
  }

  private done(stream: string, revision: bigint): Outcome {
    return { is: 'done', revision, position: this.streams.get(stream)?.at(revision)?.position }
  }

  private truncate(stream: string, before: bigint): bigint | undefined {
    const [written] = this.write(`$$${stream}`, [jsonEvent(randomUUID(), '$metadata', `{"$tb":${before}}`)])
    return written?.position
  }

  private write(stream: string, proposed: readonly ProposedEvent[], at = this.last(stream) + 1n): readonly StoredEvent[] {
    const createdMs = this.nowMs()
    let position = this.end
    const events = proposed.map((event, index): StoredEvent => {
      const stored = { ...event, stream, revision: at + BigInt(index), position, createdMs }
      position += recordBytes(stream, event)
      return stored
    })
    this.journal.write(events)
    for (const event of events) {
      this.take(event)
      this.recent.set(event.id, event)
    }
    for (const event of events) for (const listener of this.listeners) listener(event)
    return events
  }

  private take(event: StoredEvent): void {
    this.all.push(event)
    this.end = event.position + recordBytes(event.stream, event)
    this.historyOf(event.stream).take(event)
    if (event.stream.startsWith('$$') && event.type === '$metadata') this.historyOf(event.stream.slice(2)).readMetadata(event)
  }

  private historyOf(stream: string): StreamHistory {
    const history = this.streams.get(stream) ?? new StreamHistory(this.nowMs)
    this.streams.set(stream, history)
    return history
  }

  /** A new node is not empty either: its users and settings stand before the first event of anybody else. */
  private writeSystemEvents(): void {
    this.write('$$$stats-127.0.0.1', [jsonEvent(randomUUID(), '$metadata', '{"$maxAge":86400}')])
    for (const name of ['admin', 'ops'])
      this.write(`$user-${name}`, [jsonEvent(randomUUID(), '$UserCreated', `{"loginName":"${name}"}`)])
  }
}
