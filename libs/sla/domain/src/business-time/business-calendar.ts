import { countBelow, dayMs, type LocalHours } from './local-hours.js'
import type { ZoneOffsets } from './zone-offsets.js'

/** Why open time cannot be reached: the calendar opens no more, or only beyond the year 2200. */
export type NeverOpen = 'no-open-time-left' | 'beyond-horizon'

/**
 * Open time in real time: local hours seen through the clock changes of a zone. Between two changes the local time line is unbroken, so a
 * constant per stretch (`shifts`) joins the local counts; an hour that is skipped counts nothing, one that happens twice counts twice.
 * All instants are milliseconds since 1970-01-01 UTC. Clock changes are known from 1970 to 2200.
 */
export class BusinessCalendar {
  /** What to add to the local count of the stretch that begins at `zone.starts[i]`. */
  private readonly shifts: number[] = [0]
  /** Open time before `zone.starts[i]`. */
  private readonly openAtStart: number[] = [Number.NEGATIVE_INFINITY]

  constructor(
    readonly zone: ZoneOffsets,
    readonly hours: LocalHours,
  ) {}

  /** Open time before the instant, counted from a fixed one: only differences mean anything. */
  openBefore(at: number): number {
    if (at >= this.zone.knownTo) this.zone.coverTo(at)
    if (this.shifts.length < this.zone.starts.length) this.join()
    const stretch = countBelow(this.zone.starts, at + 1) - 1
    return this.hours.openBefore(at + this.zone.offsets[stretch]!) + this.shifts[stretch]!
  }

  /** The earliest instant that has `open` before it, counted as `openBefore` counts. */
  reach(open: number): number | NeverOpen {
    for (;;) {
      if (this.shifts.length < this.zone.starts.length) this.join()
      const stretch = countBelow(this.openAtStart, open) - 1
      const local = this.hours.reach(open - this.shifts[stretch]!)
      const at = local - this.zone.offsets[stretch]!
      if (at < this.zone.knownTo) return at
      if (this.zone.coverTo(Number.isNaN(at) ? this.hours.lastException + 2 * dayMs : at)) continue
      return Number.isNaN(at) ? 'no-open-time-left' : 'beyond-horizon'
    }
  }

  /** Whether the instant lies in open hours. */
  isOpen(at: number): boolean {
    return this.openBefore(at + 1) > this.openBefore(at)
  }

  /** The instant itself where it is open, else the next at which the calendar opens. */
  nextOpening(at: number): number | NeverOpen {
    const first = this.reach(this.openBefore(at) + 1)
    return typeof first === 'number' ? first - 1 : first
  }

  /** Open time of the local dates `[first, end)`, in days since 1970-01-01; by real time, so a day of a clock change has its own length. */
  openOnDates(first: number, end: number): number {
    const [from, to] = [first * dayMs, end * dayMs]
    return this.stretchesOfOffset(from - dayMs, to + dayMs)
      .map((stretch) => [Math.max(from, stretch.from + stretch.offset), Math.min(to, stretch.to + stretch.offset)] as const)
      .filter(([opens, closes]) => opens < closes)
      .reduce((open, [opens, closes]) => open + this.hours.openBefore(closes) - this.hours.openBefore(opens), 0)
  }

  /** The local date of an instant, in days since 1970-01-01. */
  dateOf(at: number): number {
    return Math.floor(this.localOf(at) / dayMs)
  }

  /** Local time of an instant, as milliseconds of a time line on which 1970-01-01T00:00 local is 0. */
  localOf(at: number): number {
    this.zone.coverTo(at)
    return at + this.zone.offsets[countBelow(this.zone.starts, at + 1) - 1]!
  }

  /** The parts of `[from, to)` in which one offset stands, in order. */
  stretchesOfOffset(
    from: number,
    to: number,
  ): readonly { readonly from: number; readonly to: number; readonly offset: number }[] {
    this.zone.coverTo(to)
    const { starts, offsets } = this.zone
    return offsets
      .map((offset, index) => ({
        from: Math.max(from, starts[index]!),
        to: Math.min(to, starts[index + 1] ?? Number.POSITIVE_INFINITY),
        offset,
      }))
      .filter((stretch) => stretch.from < stretch.to)
  }

  private join(): void {
    const { starts, offsets } = this.zone
    for (let stretch = this.shifts.length; stretch < starts.length; stretch += 1) {
      const at = starts[stretch]!
      const open = this.hours.openBefore(at + offsets[stretch - 1]!) + this.shifts[stretch - 1]!
      this.openAtStart.push(open)
      this.shifts.push(open - this.hours.openBefore(at + offsets[stretch]!))
    }
  }
}
