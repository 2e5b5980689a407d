/** Clock changes of a zone are found from here on; before it, the offset of this instant is taken to have stood. */
const coveredFrom = Date.UTC(1970, 0, 1)
/** Clock changes after it are not looked for: nobody's law reaches so far. */
export const horizon = Date.UTC(2200, 0, 1)

const dayMs = 86_400_000
/** Shorter than any time a zone has kept an offset since 1970 (seven days, Recife in October 2000). */
const stepMs = 6 * dayMs
const stretchMs = 3_660 * dayMs

/**
 * The offsets of one IANA zone as plain arithmetic: offset `offsets[i]` (milliseconds to add to UTC for local time) stands in
 * `[starts[i], starts[i + 1])`. Intl is asked once for each stretch of ten years, never on the way of a computation.
 */
export class ZoneOffsets {
  readonly starts: number[] = [Number.NEGATIVE_INFINITY]
  readonly offsets: number[]
  private coveredTo = coveredFrom
  private readonly format: Intl.DateTimeFormat

  /** Throws RangeError where the runtime knows no such zone. */
  constructor(readonly zone: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    this.offsets = [this.offsetAt(coveredFrom)]
  }

  /** Until when the clock changes are known. */
  get knownTo(): number {
    return this.coveredTo
  }

  /** Finds the clock changes up to `epochMs`, or up to the horizon; answers whether there were any to find. */
  coverTo(epochMs: number): boolean {
    const from = this.coveredTo
    while (this.coveredTo <= epochMs && this.coveredTo < horizon) this.coverStretch()
    return this.coveredTo > from
  }

  private coverStretch(): void {
    const end = Math.min(this.coveredTo + stretchMs, horizon)
    let known = this.offsets.at(-1) ?? 0
    for (let at = this.coveredTo; at < end; at += stepMs) {
      const until = Math.min(at + stepMs, end)
      const offset = this.offsetAt(until)
      if (offset === known) continue
      this.starts.push(this.changeBetween(at, until, known))
      this.offsets.push(offset)
      known = offset
    }
    this.coveredTo = end
  }

  /** The second at which the offset `before` ends, in `(from, to]`. */
  private changeBetween(from: number, to: number, before: number): number {
    let low = from / 1_000
    let high = to / 1_000
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.offsetAt(middle * 1_000) === before) low = middle
      else high = middle
    }
    return high * 1_000
  }

  private offsetAt(epochMs: number): number {
    const text = this.format.format(epochMs)
    const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? []
    if (sign === undefined) return 0
    const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1_000
    return sign === '-' ? -ms : ms
  }
}

const zones = new Map<string, ZoneOffsets>()

/** The offsets of a zone, found once for all calendars in it; nothing where the runtime knows no IANA zone of that name. */
export function zoneOffsets(zone: string): ZoneOffsets | undefined {
  const found = zones.get(zone)
  if (found !== undefined) return found
  if (!/^[A-Za-z]/.test(zone)) return undefined
  try {
    const offsets = new ZoneOffsets(zone)
    zones.set(zone, offsets)
    return offsets
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
