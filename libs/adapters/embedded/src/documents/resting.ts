import { GivingWay } from '../care/giving-way.js'
import type { DocumentStore } from './store.js'
import type { DocumentTable } from './table.js'

const LOOK_EVERY_MS = 1_000
/** Documents that were written again after they had been packed are found then, and what failed is tried again. */
const ANEW_EVERY_MS = 3_600_000
/** A millisecond or two of the thread that answers questions. */
const AT_ONCE = 16
/** Rows looked at in one step, where all are packed. */
const LOOKED_AT = 2_048
/** Where others ask for anything, they have so many parts of the time for one of packing. */
const PARTS_TO_OTHERS = 49

/** Packs the documents that have come to rest, in the tables of collections that say theirs do: a few at a time, with most of the time left to others. */
export class Resting {
  private readonly way: GivingWay
  /** By table, the row up to which all is packed; nothing for those that are left alone until the next look at all. */
  private through = new Map<DocumentTable, number | undefined>()
  private readonly timers: readonly NodeJS.Timeout[]
  private atWork: Promise<void> | undefined

  /** `plain`: so many of the newest rows of each table stay as they are. */
  constructor(
    private readonly store: DocumentStore,
    private readonly plain: number,
    private readonly onTrouble: (error: unknown) => void,
  ) {
    this.way = new GivingWay(() => store.asked, PARTS_TO_OTHERS)
    const look = () => void (this.atWork ??= this.work().finally(() => (this.atWork = undefined)))
    this.timers = [setInterval(look, LOOK_EVERY_MS), setInterval(() => (this.through = new Map()), ANEW_EVERY_MS)]
    for (const timer of this.timers) timer.unref()
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    this.way.end()
    await this.atWork
  }

  private async work(): Promise<void> {
    for (const table of this.store.resting()) {
      const { through } = this
      try {
        await this.packAll(table, through)
      } catch (error) {
        through.set(table, undefined)
        this.onTrouble(error)
      }
    }
  }

  private async packAll(table: DocumentTable, through: Map<DocumentTable, number | undefined>): Promise<void> {
    if (through.has(table) && through.get(table) === undefined) return
    const isThere = () => this.store.table(table.collection) === table
    let after = through.get(table) ?? 0
    const end = isThere() ? this.store.reading(() => table.lastRow()) - this.plain : 0
    while (after < end && !this.way.isOver) {
      const began = performance.now()
      const upTo = Math.min(end, after + LOOKED_AT)
      const pack = () => this.store.file.apart(`Packing ${table.collection}`, () => table.pack(after, upTo, AT_ONCE))
      after = await this.store.change(() => (isThere() ? pack() : end))
      through.set(table, after)
      await this.way.after(performance.now() - began)
    }
  }
}
