/**
 * The client tells of checkpoints and of the end as soon as it reads them, while up to 16 events before them still wait in its buffer.
 * This keeps what is told until those events have been received.
 */
export class InTurn {
  private readonly due: { readonly after: number; readonly act: () => void }[] = []
  private received = 0

  /** Acts behind the events that the client buffers now; at once where there are none. */
  afterBuffered(buffered: number, act: () => void): void {
    if (buffered === 0 && this.due.length === 0) act()
    else this.due.push({ after: this.received + buffered, act })
  }

  /** One more event has been received; acts on what is due behind it. */
  receivedOne(): void {
    this.received += 1
    while (this.due[0] && this.due[0].after <= this.received) this.due.shift()?.act()
  }
}
