import { LRUCache } from 'lru-cache'
import type { Collection, GuardedWrite } from '@spoc/platform-ports'
import type { ViewDocument } from './fold-batch.js'

/** Of each collection; a request's events follow one another within a second or two. */
const MOST = 512
/** And so many members of documents and of the lists in them: some documents hold thousands of words. */
const MOST_MEMBERS = 20_000

/**
 * The documents that a fold has written or found of late, so that it need not read them again. That holds for as long as it is given every event in
 * order and has the turn: another process that folds beside it for a moment makes the same of them, and the guards let neither set back what
 * the other has written; but a rebuild there may make others.
 */
export class RecentDocuments {
  private readonly recent = new LRUCache<string, GuardedWrite<ViewDocument>>({
    max: MOST,
    maxSize: MOST_MEMBERS,
    sizeCalculation: ({ document }) => membersOf(document),
  })

  /** As {@link Collection.getGuarded}. */
  async getGuarded(ids: readonly string[], from: Collection<ViewDocument>): Promise<readonly GuardedWrite<ViewDocument>[]> {
    const known = ids.flatMap((id) => this.recent.get(id) ?? [])
    if (known.length === ids.length) return known
    const found = await from.getGuarded(ids.filter((id) => !this.recent.has(id)))
    for (const one of found) this.recent.set(one.id, one)
    return [...known, ...found]
  }

  /** Writes, and remembers; whatever fails leaves nothing that is not certain. */
  async write(writes: readonly GuardedWrite<ViewDocument>[], write: () => Promise<void>): Promise<void> {
    if (writes.length === 0) return
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

function membersOf(document: object = {}): number {
  let members = 1
  for (const member of Object.values(document)) members += Array.isArray(member) ? member.length : 1
  return members
}
