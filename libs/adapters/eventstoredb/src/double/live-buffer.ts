/** What is outstanding for one live subscriber. The server keeps no more than this, and drops who falls further behind. */
export const LIVE_BUFFER = 32

export class LiveBuffer<Item> {
  private readonly items: Item[] = []
  private wake: (() => void) | undefined
  overflown = false
  private closed = false

  push(item: Item): void {
    if (this.items.length >= LIVE_BUFFER) this.overflown = true
    else this.items.push(item)
    this.wake?.()
  }

  close(): void {
    this.closed = true
    this.wake?.()
  }

  /** The next item, in order; nothing where it has overflown or was closed. */
  async next(): Promise<Item | undefined> {
    while (this.items.length === 0 && !this.overflown && !this.closed) await new Promise<void>((resolve) => (this.wake = resolve))
    return this.overflown || this.closed ? undefined : this.items.shift()
  }
}
