/** Events outstanding for one live subscriber. The server keeps no more than this, and drops who falls further behind. */
export const LIVE_BUFFER = 32

/** Whether the subscriber takes what it is sent. */
export interface Flow {
  readonly isStalled: boolean
  readonly flowing: () => Promise<void>
}

export class LiveBuffer<Item> {
  private readonly items: { readonly item: Item; readonly is: 'event' | 'checkpoint' }[] = []
  private events = 0
  private wake: (() => void) | undefined
  overflown = false
  private closed = false

  constructor(private readonly flow: Flow) {}

  /** Checkpoints do not count. */
  push(item: Item, is: 'event' | 'checkpoint' = 'event'): void {
    if (is === 'event') this.events += 1
    if (this.events > LIVE_BUFFER) this.overflown = true
    else this.items.push({ item, is })
    this.wake?.()
  }

  close(): void {
    this.closed = true
    this.wake?.()
  }

  /** The next item, in order; nothing where it has overflown or was closed. */
  async next(): Promise<Item | undefined> {
    while (!this.overflown && !this.closed && (this.items.length === 0 || this.flow.isStalled)) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve))
      await (this.items.length > 0 && this.flow.isStalled ? Promise.race([woken, this.flow.flowing()]) : woken)
    }
    if (this.overflown || this.closed) return undefined
    const next = this.items.shift()
    if (next?.is === 'event') this.events -= 1
    return next?.item
  }
}
