import { LRUCache } from 'lru-cache'
import type { Position, Recorded } from '@spoc/platform-kernel'

const STREAMS_KEPT = 10_000
/** Of a feed that was silent for longer nothing is concluded: the process may have been held up. Whatever comes of the log is a sign, and what is decided on came just now. */
const LATELY_MS = 1_000

/**
 * What this process has been told by the log's feed: up to where, and of which streams what came last. By that it knows, without asking the log,
 * whether what it remembers of a stream is all there was of it when some event came.
 */
export class Told {
  private through: Position = 0n
  private heardAt = -Infinity
  /** Nothing can be said of what was read before the feed had come so far: what it told of since then may have been dropped. */
  private surelySince: Position | undefined
  private readonly latest = new LRUCache<string, Position>({
    max: STREAMS_KEPT,
    dispose: (position, _, reason) => {
      if (reason === 'evict' && this.surelySince !== undefined && position > this.surelySince) this.surelySince = position
    },
  })

  /** `follows`: whether the feed brings the events of streams of a category. */
  constructor(
    readonly follows: (category: string) => boolean,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** The feed begins here. */
  begin(at: Position): void {
    this.surelySince = at
    this.reached(at)
  }

  events(events: readonly Recorded[]): void {
    for (const { stream, position } of events) this.appended(stream, position)
    this.reached(events.at(-1)?.position ?? this.through)
  }

  /** Nothing else came up to here. */
  reached(position: Position): void {
    this.heardAt = this.elapsed()
    if (position > this.through) this.through = position
  }

  /** By this process itself, which knows of it before the feed does. */
  appended(stream: string, position: Position): void {
    if (position > (this.latest.peek(stream) ?? 0n)) this.latest.set(stream, position)
  }

  /** To be noted before a stream is read, and given to {@link Told.isWhole} with what was read. */
  get here(): Position {
    return this.through
  }

  /** Whether the feed has come so far, and that not long ago. */
  hasLately(position: Position): boolean {
    return this.through >= position && this.elapsed() - this.heardAt <= LATELY_MS
  }

  /** Whether a stream that was read when the feed was at `readAt`, with its last event at `position`, is as it stood at `asOf` or later. */
  isWhole(stream: string, position: Position, readAt: Position, asOf: Position): boolean {
    if (this.surelySince === undefined || readAt < this.surelySince || !this.hasLately(asOf)) return false
    return (this.latest.peek(stream) ?? 0n) <= position
  }
}
