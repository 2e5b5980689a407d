import { END_OF_STREAM, type StoredEvent } from './stored-event.js'

/** The events of one stream, with what deleting has done to them. */
export class StreamHistory {
  private readonly events: StoredEvent[] = []
  private truncateBefore = 0n
  tombstoned = false

  get last(): bigint {
    return BigInt(this.events.length) - 1n
  }

  get softDeleted(): boolean {
    return this.truncateBefore === END_OF_STREAM
  }

  /** Nothing of it can be read: StreamNotFound. */
  get absent(): boolean {
    return this.events.length === 0 || this.softDeleted
  }

  /** Also where truncated: idempotency looks at what was written, not at what may be read. */
  at(revision: bigint): StoredEvent | undefined {
    return revision < 0n ? undefined : this.events[Number(revision)]
  }

  readable(revision: bigint): StoredEvent | undefined {
    return revision < this.truncateBefore ? undefined : this.at(revision)
  }

  take(event: StoredEvent): void {
    if (event.type === '$streamDeleted') this.tombstoned = true
    else this.events.push(event)
  }

  /** A mark near the end of numbers is that end: JSON numbers cannot hold it exactly. */
  readMetadata(event: StoredEvent): void {
    const metadata: unknown = JSON.parse(event.data.toString('utf8'))
    if (typeof metadata !== 'object' || metadata === null || !('$tb' in metadata) || typeof metadata.$tb !== 'number') return
    this.truncateBefore = metadata.$tb > Number.MAX_SAFE_INTEGER ? END_OF_STREAM : BigInt(metadata.$tb)
  }
}
