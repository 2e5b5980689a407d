import { setTimeout } from 'node:timers/promises'
import { EngineUnavailable } from '@spoc/platform-ports'
import type { DocumentStore } from './store.js'
import type { DocumentTable } from './table.js'

const LOOK_EVERY_MS = 1_000
/** Documents that were written again after they had been packed are found then. */
const ANEW_EVERY_MS = 3_600_000
/** A millisecond or two of the thread that answers questions. */
const AT_ONCE = 16
/** Rows looked at in one step, where all are packed. */
const LOOKED_AT = 2_048
/** Where others ask for anything, they have so many parts of the time for one of packing. */
const PARTS_TO_OTHERS = 49
const AGAIN_AFTER_MS = 60_000

/** Packs the documents that have come to rest, in the tables of collections that say theirs do: a few at a time, with most of the time left to others. */
export class Resting {
  private readonly closing = new AbortController()
  private readonly through = new Map<DocumentTable, number>()
  private readonly look: NodeJS.Timeout
  private readonly anew: NodeJS.Timeout
  private atWork: Promise<void> | undefined

  /** `plain`: so many of the newest rows of each table stay as they are. */
  constructor(
    private readonly store: DocumentStore,
    private readonly plain: number,
  ) {
    this.look = setInterval(() => {
      this.atWork ??= this.work().finally(() => (this.atWork = undefined))
    }, LOOK_EVERY_MS).unref()
    this.anew = setInterval(() => this.through.clear(), ANEW_EVERY_MS).unref()
  }

  async close(): Promise<void> {
    clearInterval(this.look)
    clearInterval(this.anew)
    this.closing.abort()
    await this.atWork
  }

  private async work(): Promise<void> {
    for (const table of this.store.resting()) {
      const end = this.store.reading(() => table.lastRow()) - this.plain
      for (let after = this.through.get(table) ?? 0; after < end && !this.closing.signal.aborted;) {
        const began = performance.now()
        const last = await this.pack(table, after, Math.min(end, after + LOOKED_AT))
        if (last === undefined) return
        after = last
        this.through.set(table, after)
        await this.giveWay(performance.now() - began)
      }
    }
  }

  /** Nothing where it is to be tried again later. */
  private async pack(table: DocumentTable, after: number, upTo: number): Promise<number | undefined> {
    try {
      return await this.store.change(() =>
        this.store.table(table.collection) === table ? this.store.file.atOnce(() => table.pack(after, upTo, AT_ONCE)) : undefined,
      )
    } catch (error) {
      // Whoever writes is told of it.
      if (!(error instanceof EngineUnavailable)) throw error
      await this.rest(AGAIN_AFTER_MS)
      return undefined
    }
  }

  private async giveWay(took: number): Promise<void> {
    const { asked } = this.store
    await this.rest(took)
    if (this.store.asked > asked) await this.rest(took * (PARTS_TO_OTHERS - 1))
  }

  /** Ends at once where the documents are closed. */
  private rest(milliseconds: number): Promise<void> {
    return setTimeout(milliseconds, undefined, { ref: false, signal: this.closing.signal }).catch(() => undefined)
  }
}
