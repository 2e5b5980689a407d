import { END_OF_STREAM, type StoredEvent } from './stored-event.js'

/** The events of one stream, with what deleting has done to them. */
export class StreamHistory {
  private readonly events: StoredEvent[] = []
  private truncateBefore = 0n
  private maxCount: bigint | undefined
  private maxAgeMs: number | undefined
  tombstoned = false

  constructor(private readonly nowMs: () => number) {}

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

  /** Events hidden by the stream's metadata stay in $all. */
  readable(revision: bigint): StoredEvent | undefined {
    const event = this.at(revision)
    if (!event || revision < this.truncateBefore) return undefined
    if (this.maxCount !== undefined && revision <= this.last - this.maxCount) return undefined
    return this.maxAgeMs !== undefined && event.createdMs < this.nowMs() - this.maxAgeMs ? undefined : event
  }

  take(event: StoredEvent): void {
    if (event.type === '$streamDeleted') this.tombstoned = true
    else this.events.push(event)
  }

  /** Each metadata event takes the place of the one before. A mark near the end of numbers is that end: JSON numbers cannot hold it exactly. */
  readMetadata(event: StoredEvent): void {
    const metadata: unknown = JSON.parse(event.data.toString('utf8'))
    const before = numberIn(metadata, '$tb') ?? 0
    const maxCount = numberIn(metadata, '$maxCount')
    const maxAgeSeconds = numberIn(metadata, '$maxAge')
    this.truncateBefore = before > Number.MAX_SAFE_INTEGER ? END_OF_STREAM : BigInt(before)
    this.maxCount = maxCount === undefined ? undefined : BigInt(maxCount)
    this.maxAgeMs = maxAgeSeconds === undefined ? undefined : maxAgeSeconds * 1000
  }
}

function numberIn(metadata: unknown, name: string): number | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined
  const value: unknown = Reflect.get(metadata, name)
  return typeof value === 'number' ? value : undefined
}
