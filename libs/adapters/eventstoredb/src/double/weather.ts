import { setTimeout as pause } from 'node:timers/promises'

/** What can go wrong between a client and the double, on demand. */
export class Weather {
  private lost = 0
  private delayMs = 0
  private frozen: { readonly over: Promise<void>; readonly end: () => void } | undefined

  constructor(
    /** Breaks every connection at once; clients may connect again. */
    readonly kill: () => void,
    /** Ends every open stream with status 13, as a server does that was told to stop. */
    readonly terminate: () => void,
  ) {}

  /** The next `appends` are written but never acknowledged: every connection breaks instead. */
  inDoubt(appends = 1): void {
    this.lost = appends
  }

  /** Nothing is done or answered until {@link thaw}; connections stay open. */
  freeze(): void {
    if (this.frozen) return
    let end: () => void = () => undefined
    const over = new Promise<void>((resolve) => (end = resolve))
    this.frozen = { over, end }
  }

  thaw(): void {
    this.frozen?.end()
    this.frozen = undefined
  }

  /** Each acknowledgement of an append comes so much later; 0 for at once. */
  delay(milliseconds: number): void {
    this.delayMs = milliseconds
  }

  /** As {@link thaw}, but what was waiting is never done: the process that held it has ended. */
  forget(): void {
    this.frozen = undefined
    this.lost = 0
  }

  async thawed(): Promise<void> {
    while (this.frozen) await this.frozen.over
  }

  /** False where the answer to this append is to be lost; the connections are gone then. */
  async acknowledges(): Promise<boolean> {
    if (this.lost > 0) {
      this.lost -= 1
      this.kill()
      return false
    }
    if (this.delayMs > 0) await pause(this.delayMs, undefined, { ref: false })
    await this.thawed()
    return true
  }
}
