import { isDeepStrictEqual } from 'node:util'
import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import { atFirstUse } from './at-first-use.js'

/** Which fold a published collection holds, and the swap that is under way. */
export interface Published {
  readonly _id: string
  readonly fold: number
  readonly swapTo?: number
}

export const PUBLISHED = { name: 'platform_published', indexes: [], holds: 'state' } as const satisfies CollectionKind

const LOOK_EVERY_MS = 1_000
const PAGE = 1_000

/** Which fold each published collection holds. Many ask now and then; all of a process share one look. */
export class PublishedFolds {
  private readonly kept: () => Promise<Collection<Published>>
  private seen = new Map<string, Published>()
  private seenAt = -Infinity
  private looking: Promise<void> | undefined
  /** Counts how often this process knew better: a look that began before that may not have seen it. */
  private outdated = 0

  constructor(documents: Pick<Documents, 'collection'>) {
    this.kept = atFirstUse<Published>(documents, PUBLISHED)
  }

  /** As it is. */
  async get(collection: string): Promise<Published | undefined> {
    const published = await (await this.kept()).get(collection)
    if (!isDeepStrictEqual(published, this.seen.get(collection))) this.lookAgain()
    return published
  }

  /** As it was when it was asked a second ago, or later. */
  async lately(collection: string): Promise<Published | undefined> {
    if (performance.now() - this.seenAt >= LOOK_EVERY_MS) {
      do await (this.looking ??= this.look())
      while (this.seenAt === -Infinity)
    }
    return this.seen.get(collection)
  }

  async put(published: Published): Promise<void> {
    try {
      await (await this.kept()).put(published)
    } finally {
      // Also where it failed: the answer alone may have been lost.
      this.lookAgain()
    }
  }

  private lookAgain(): void {
    this.outdated += 1
    this.seenAt = -Infinity
  }

  private async look(): Promise<void> {
    const { outdated } = this
    const at = performance.now()
    try {
      const { items } = await (await this.kept()).find({ limit: PAGE })
      this.seen = new Map(items.map((published) => [published._id, published]))
      if (outdated === this.outdated) this.seenAt = at
    } finally {
      this.looking = undefined
    }
  }
}
