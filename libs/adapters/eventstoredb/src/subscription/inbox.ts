import type { Position, Recorded } from '@spoc/platform-kernel'
import type { SubscribeOptions } from '@spoc/platform-ports'

/** All up to the position has been given or filtered out. */
export interface Mark {
  readonly position: Position
  readonly caughtUp: boolean
}

const BATCH_EVENTS = 256

/** Between receiving and handling: takes in at once, hands over in batches, one handler at a time. */
export class Inbox {
  /** Whether the end of the log had been reached: then each time nothing waits is the end again. */
  live = false
  private readonly waiting: Recorded[] = []
  private readonly marks: (Mark & { readonly after: number })[] = []
  private taken = 0
  private handled = 0
  private open = true
  private wake: () => void = () => undefined
  private watchers: (() => void)[] = []

  constructor(private readonly options: Pick<SubscribeOptions, 'onEvents' | 'onProgress'>) {}

  /** Events taken in and not handled yet. */
  get size(): number {
    return this.taken - this.handled
  }

  push(event: Recorded): void {
    this.waiting.push(event)
    this.taken += 1
    this.wake()
  }

  /** Told on once the events taken in before it have been handled; of several that are due at once only the last. */
  mark(mark: Mark): void {
    this.marks.push({ ...mark, after: this.taken })
    this.wake()
  }

  /** No further handler is called; whoever waits for room goes on. */
  close(): void {
    this.open = false
    this.wake()
    this.tellWatchers()
  }

  /** Resolves once at most so many events are in, or it was closed. */
  async downTo(events: number): Promise<void> {
    while (this.open && this.size > events) await new Promise<void>((resolve) => this.watchers.push(resolve))
  }

  /** Hands over until closed; rejects with what a handler rejects with. */
  async run(): Promise<void> {
    while (this.open) {
      const batch = this.waiting.splice(0, BATCH_EVENTS)
      if (batch.length > 0) await this.options.onEvents(batch)
      this.handled += batch.length
      this.tellWatchers()
      const mark = this.reached(batch)
      if (mark && this.open) await this.options.onProgress?.(mark.position, mark.caughtUp)
      else if (batch.length === 0 && this.open) await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  private reached(batch: readonly Recorded[]): Mark | undefined {
    const pending = this.marks.findIndex((mark) => mark.after > this.handled)
    const due = this.marks.splice(0, pending < 0 ? this.marks.length : pending)
    const last = batch.at(-1)
    const told = due.at(-1)
    const atEnd = last !== undefined && this.live && this.waiting.length === 0 && last.position > (told?.position ?? -1n)
    return atEnd ? { position: last.position, caughtUp: true } : told
  }

  private tellWatchers(): void {
    const watchers = this.watchers
    this.watchers = []
    for (const watcher of watchers) watcher()
  }
}
