import { setTimeout } from 'node:timers/promises'
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
  private readonly closing = new AbortController()
  private atWork: Promise<void> | undefined

  /** `next`: the first pack that is not there; `plain`: so many of the newest events stay as they are. */
  constructor(
    private readonly packer: Packer,
    private next: number,
    private readonly plain: number,
    private readonly onTrouble: (error: unknown) => void,
    private readonly againAfterMs = 60_000,
  ) {}

  /** Something was appended. */
  wake(): void {
    if (this.atWork !== undefined || !this.isDue) return
    this.atWork = this.work().finally(() => (this.atWork = undefined))
  }

  async close(): Promise<void> {
    this.closing.abort()
    await this.atWork
  }

  private get isDue(): boolean {
    return !this.closing.signal.aborted && before(this.next) + PACK_EVENTS + this.plain <= this.packer.head
  }

  private async work(): Promise<void> {
    while (this.isDue) {
      const began = performance.now()
      try {
        await this.packer.pack(this.next)
        this.next += 1
        await this.giveWay(performance.now() - began)
      } catch (error) {
        this.onTrouble(error)
        await this.rest(this.againAfterMs)
      }
    }
  }

  private async giveWay(took: number): Promise<void> {
    const { head } = this.packer
    await this.rest(took)
    if (this.packer.head > head) await this.rest(took * (PARTS_TO_OTHERS - 1))
  }

  /** Ends at once where the log is closed. */
  private rest(milliseconds: number): Promise<void> {
    return setTimeout(milliseconds, undefined, { ref: false, signal: this.closing.signal }).catch(() => undefined)
  }
}
