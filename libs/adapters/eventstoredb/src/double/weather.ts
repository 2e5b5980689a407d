/** What the weather does to the connections. */
export interface Transport {
  readonly breakConnections: () => void
  /** Ends every open read and subscription with status 13. */
  readonly endStreams: () => void
  readonly freeze: () => void
  readonly thaw: () => void
  /** Whether the connection of a call is there still. */
  readonly has: (peer: string) => boolean
}

/** What can go wrong between a client and the double, on demand. */
export class Weather {
  private lost = 0
  private midway: { left: number } | undefined
  private readonly frozen = new Gate()
  private readonly stalled = new Gate()
  private readonly withheld = new Gate()

  constructor(private readonly transport: Transport) {}

  /** Breaks every connection at once; clients may connect again. */
  kill(): void {
    this.transport.breakConnections()
  }

  /** Ends every open stream with status 13, as a server does that was told to stop. */
  terminate(): void {
    this.transport.endStreams()
  }

  /** The next `appends` are written but never acknowledged: every connection breaks instead. */
  inDoubt(appends = 1): void {
    this.lost = appends
  }

  /** The next `written` appends are written; with the last of them every connection breaks. None is acknowledged, and what else was in flight is not written. */
  breakMidway(written: number): void {
    this.midway = { left: written }
  }

  /** Nothing is done, answered or kept alive until {@link thaw}; connections stay open, and new ones are taken. */
  freeze(): void {
    this.frozen.shut()
    this.transport.freeze()
  }

  thaw(): void {
    this.frozen.open()
    this.transport.thaw()
  }

  /** Live subscribers take nothing until {@link resume}, as one that does not read: with the 33rd event outstanding it is dropped. */
  stall(): void {
    this.stalled.shut()
  }

  resume(): void {
    this.stalled.open()
  }

  /** Appends are written, but not acknowledged until {@link acknowledge}: they stay in flight. */
  withhold(): void {
    this.withheld.shut()
  }

  acknowledge(): void {
    this.withheld.open()
  }

  /** Fair again, but what was waiting is never done: the process that held it has ended. */
  forget(): void {
    this.frozen.forget()
    this.withheld.forget()
    this.stalled.open()
    this.lost = 0
    this.midway = undefined
  }

  thawed(): Promise<void> {
    return this.frozen.passed()
  }

  /** Resolves once live subscribers take what they are sent; at once where they do. */
  flowing(): Promise<void> {
    return this.stalled.passed()
  }

  get isStalled(): boolean {
    return this.stalled.isShut
  }

  /** False where the append came over a connection that broke midway before its turn, so that it is not to be written. */
  writes(peer: string): boolean {
    return this.transport.has(peer)
  }

  /** False where the answer to this append is to be lost. */
  async acknowledges(): Promise<boolean> {
    if (this.midway) {
      this.midway.left -= 1
      if (this.midway.left <= 0) {
        this.midway = undefined
        this.kill()
      }
      return false
    }
    if (this.lost > 0) {
      this.lost -= 1
      this.kill()
      return false
    }
    await this.withheld.passed()
    await this.thawed()
    return true
  }
}

/** Shut, whoever comes waits until it opens. */
class Gate {
  private closed: { readonly over: Promise<void>; readonly end: () => void } | undefined

  get isShut(): boolean {
    return this.closed !== undefined
  }

  shut(): void {
    if (this.closed) return
    let end: () => void = () => undefined
    const over = new Promise<void>((resolve) => (end = resolve))
    this.closed = { over, end }
  }

  open(): void {
    this.closed?.end()
    this.closed = undefined
  }

  /** As {@link open}, but whoever waits now waits for ever. */
  forget(): void {
    this.closed = undefined
  }

  async passed(): Promise<void> {
    while (this.closed) await this.closed.over
  }
}
