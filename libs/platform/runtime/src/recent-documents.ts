import { LRUCache } from 'lru-cache'
import type { Collection, GuardedWrite } from '@spoc/platform-ports'
import type { ViewDocument } from './fold-batch.js'

/** Of each collection; a request's events follow one another within a second or two. */
const KEPT = 512

/**
 * The documents that a fold has written of late, so that it need not read them back. That holds for as long as it is given every event in
 * order: another process that folds beside it makes the same of them, and the guards let neither set back what the other has written.
 */
export class RecentDocuments {
  private readonly recent = new LRUCache<string, GuardedWrite<ViewDocument>>({ max: KEPT })

  /** As {@link Collection.getGuarded}. */
  async getGuarded(ids: readonly string[], from: Collection<ViewDocument>): Promise<readonly GuardedWrite<ViewDocument>[]> {
    const known = ids.flatMap((id) => this.recent.get(id) ?? [])
    if (known.length === ids.length) return known
    return [...known, ...(await from.getGuarded(ids.filter((id) => !this.recent.has(id))))]
  }

  /** Writes, and remembers; whatever fails leaves nothing that is not certain. */
  async write(writes: readonly GuardedWrite<ViewDocument>[], write: () => Promise<void>): Promise<void> {
    try {
      await write()
      for (const one of writes) this.recent.set(one.id, one)
    } catch (error) {
      this.clear()
      throw error
    }
  }

  clear(): void {
    this.recent.clear()
  }
}
