import { GivingWay } from '../care/giving-way.js'
import { before, PACK_EVENTS } from './packs.js'

export interface Packer {
  /** Position of the last durable event. */
  readonly head: number
  /** Makes the pack of this number; each follows the one before. */
  pack(number: number): Promise<void>
}

/** Where anything is appended meanwhile, others have so many parts of the time for one of packing. */
const PARTS_TO_OTHERS = 19

/**
 * Packs events that have come to rest, one pack after the other, where there are any, and leaves most of the time to others: it falls behind
 * where much is appended, and comes after.
 */
export class Packing {
  private readonly way: GivingWay
  private atWork: Promise<void> | undefined

  /** `next`: the first pack that is not there; `plain`: so many of the newest events stay as they are. */
  constructor(
    private readonly packer: Packer,
    private next: number,
    private readonly plain: number,
    private readonly onTrouble: (error: unknown) => void,
    private readonly againAfterMs = 60_000,
  ) {
    this.way = new GivingWay(() => packer.head, PARTS_TO_OTHERS)
  }

  /** Something was appended. */
  wake(): void {
    if (this.atWork !== undefined || !this.isDue) return
    this.atWork = this.work().finally(() => (this.atWork = undefined))
  }

  async close(): Promise<void> {
    this.way.end()
    await this.atWork
  }

  private get isDue(): boolean {
    return !this.way.isOver && before(this.next) + PACK_EVENTS + this.plain <= this.packer.head
  }

  private async work(): Promise<void> {
    while (this.isDue) {
      const began = performance.now()
      try {
        await this.packer.pack(this.next)
        this.next += 1
        await this.way.after(performance.now() - began)
      } catch (error) {
        this.onTrouble(error)
        await this.way.rest(this.againAfterMs)
      }
    }
  }
}
