import type { Recorded } from '@spoc/platform-kernel'

const EVENTS_KEPT = 2048
const BYTES_KEPT = 16 * 1024 * 1024

/** The newest events of the log, kept in memory so that subscribers at its end need not read and parse them again. */
export class RecentEvents {
  private kept: { readonly event: Recorded; readonly bytes: number }[] = []
  private bytes = 0

  /** The events that follow the last one added. */
  add(event: Recorded, bytes: number): void {
    this.kept.push({ event, bytes })
    this.bytes += bytes
    if (this.kept.length > EVENTS_KEPT || this.bytes > BYTES_KEPT) this.shorten()
  }

  /** At most `limit` events after the position; undefined where they are no longer all here. */
  after(position: bigint, limit: number): readonly Recorded[] | undefined {
    const first = this.kept[0]
    if (first === undefined || position + 1n < first.event.position) return undefined
    const from = Number(position + 1n - first.event.position)
    return this.kept.slice(from, from + limit).map(({ event }) => event)
  }

  clear(): void {
    this.kept = []
    this.bytes = 0
  }

  private shorten(): void {
    const half = this.kept.splice(0, Math.ceil(this.kept.length / 2))
    this.bytes -= half.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}
