import type { ConsumeOptions } from '@spoc/platform-ports'
import type { BusStore } from './bus-store.js'
import type { Lane } from './lane.js'

const BATCH = 128
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000

/** Gives the messages of one lane to one member of a group, batch after batch. */
export class LaneConsumer {
  private stopped = false
  private wakeUp: () => void = () => undefined
  private readonly ended: Promise<void>

  constructor(
    private readonly store: BusStore,
    readonly lane: Lane,
    private readonly options: Pick<ConsumeOptions, 'group' | 'onBatch'>,
  ) {
    this.ended = this.follow()
  }

  /** Resolves after the batch at hand. */
  stop(): Promise<void> {
    this.stopped = true
    this.wakeUp()
    return this.ended
  }

  private async follow(): Promise<void> {
    const unfollow = this.lane.follow(() => this.wakeUp())
    try {
      let failures = 0
      while (!this.stopped) {
        const handled = await this.handleNext()
        failures = handled === 'failed' ? failures + 1 : 0
        if (handled === 'nothing') await this.untilWoken()
        if (handled === 'failed') await this.untilWoken(pauseMs(failures))
      }
    } finally {
      unfollow()
    }
  }

  /** A batch whose handling or whose mark fails comes again; who handles it has told why. */
  private async handleNext(): Promise<'handled' | 'failed' | 'nothing'> {
    const { store, lane, options } = this
    try {
      const batch = store.read(lane, store.next(options.group, lane), BATCH)
      const last = batch.at(-1)
      if (last === undefined) return 'nothing'
      await options.onBatch(batch, () => Promise.resolve())
      await store.consumedUpTo(options.group, lane, Number(last.offset) + 1)
      return 'handled'
    } catch {
      return 'failed'
    }
  }

  private untilWoken(atLatestMs?: number): Promise<void> {
    if (this.stopped) return Promise.resolve()
    return new Promise((resolve) => {
      if (atLatestMs === undefined) {
        this.wakeUp = resolve
        return
      }
      const timer = setTimeout(resolve, atLatestMs)
      this.wakeUp = () => {
        if (!this.stopped) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

export function pauseMs(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
}
