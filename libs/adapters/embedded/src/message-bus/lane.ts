import type { Delivered } from '@spoc/platform-ports'
import { Recent } from '../sqlite/recent.js'

const RECENT_MESSAGES = 64
const RECENT_BYTES = 256 * 1024

/** One partition of one topic: its messages are numbered from 0, without a hole. */
export class Lane {
  /** Number of the next message to be published. */
  end: number
  /** What was committed of {@link Lane.end}. */
  durableEnd: number
  readonly recent = new Recent<Delivered>(RECENT_MESSAGES, RECENT_BYTES)
  private readonly followers = new Set<() => void>()

  constructor(
    readonly number: number,
    readonly topic: string,
    readonly partition: number,
    /** Number of the oldest message that is kept. */
    public oldest: number,
    end: number,
  ) {
    this.end = end
    this.durableEnd = end
  }

  /** Calls back whenever messages were added; returns how to stop that. */
  follow(onAdded: () => void): () => void {
    this.followers.add(onAdded)
    return () => this.followers.delete(onAdded)
  }

  tellFollowers(): void {
    for (const onAdded of this.followers) onAdded()
  }
}

/** The partition of a key: FNV-1a over its UTF-8 bytes. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0) % partitions
}
