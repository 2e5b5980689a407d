import { IANAZone } from 'luxon'

export const MINUTE_MS = 60_000
export const DAY_MS = 24 * 60 * MINUTE_MS
export const WEEK_MS = 7 * DAY_MS

/** A wall-clock reading as the milliseconds it would be in UTC, so that wall clocks can be counted with. Names no instant by itself. */
export type WallClockMs = number

/** Part of the time line in which the zone keeps one offset, `[from, to)` in epoch milliseconds. */
export interface SteadyTime {
  readonly from: number
  readonly to: number
  readonly offsetMs: number
}

/**
 * Between the wall clock of one IANA zone and the time line, exact over clock changes. Instants are epoch milliseconds.
 * Rests on no zone changing its clock twice within a day.
 */
export interface ZoneClock {
  wallClock(instant: number): WallClockMs
  /** The instant of a reading: the first of two; the jump where the clock skips it. */
  instant(reading: WallClockMs): number
  /** `[from, to)` cut at the clock changes in it. */
  steadyTimes(from: number, to: number): readonly SteadyTime[]
}

export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name)
}

/** Kept, since asking whether a zone exists costs a millisecond; there are some 600 of them at most. */
const clocks = new Map<string, ZoneClock>()

/** Throws on a zone that does not exist: rotas are checked for that when they are saved. */
export function zoneClock(name: string): ZoneClock {
  const kept = clocks.get(name)
  if (kept !== undefined) return kept
  if (!isZone(name)) throw new Error(`There is no time zone ${name}.`)
  const clock = newClock(name)
  clocks.set(name, clock)
  return clock
}

function newClock(name: string): ZoneClock {
  const offset = rememberedOffset(IANAZone.create(name))
  return {
    wallClock: (instant) => instant + offset(instant),
    instant: (reading) => instantOfReading(reading, offset),
    steadyTimes: (from, to) => steadyTimes(from, to, offset),
  }
}

type Offset = (instant: number) => number

/** Offsets at the borders of UTC days kept at once; past it they are looked up anew. */
const REMEMBERED_DAYS = 20_000

/** Asking for an offset costs some 15 µs, so those at the borders of UTC days are kept: where both agree, the day has one offset. */
function rememberedOffset(zone: IANAZone): Offset {
  const atBorder = new Map<number, number>()
  const border = (day: number): number => {
    const kept = atBorder.get(day)
    if (kept !== undefined) return kept
    if (atBorder.size >= REMEMBERED_DAYS) atBorder.clear()
    const offset = zone.offset(day * DAY_MS) * MINUTE_MS
    atBorder.set(day, offset)
    return offset
  }
  return (instant) => {
    const day = Math.floor(instant / DAY_MS)
    const offset = border(day)
    return offset === border(day + 1) ? offset : zone.offset(instant) * MINUTE_MS
  }
}

/** Offsets lie within 14 hours, so a day to either side is surely before and after the reading. */
function instantOfReading(reading: WallClockMs, offset: Offset): number {
  const before = offset(reading - DAY_MS)
  const after = offset(reading + DAY_MS)
  const first = reading - Math.max(before, after)
  const second = reading - Math.min(before, after)
  if (first + offset(first) === reading) return first
  if (second + offset(second) === reading) return second
  return changeIn(first, second, offset)
}

/** The first instant with the offset of `later`, of the one change between `earlier` and `later`. */
function changeIn(earlier: number, later: number, offset: Offset): number {
  const target = offset(later)
  let [low, high] = [earlier, later]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offset(middle) === target) high = middle
    else low = middle
  }
  return high
}

function steadyTimes(from: number, to: number, offset: Offset): readonly SteadyTime[] {
  const times: SteadyTime[] = []
  let start = from
  let offsetMs = offset(from)
  for (let seen = from; seen < to;) {
    const next = Math.min(seen + DAY_MS, to)
    const offsetThen = offset(next)
    if (offsetThen !== offsetMs) {
      const change = changeIn(seen, next, offset)
      times.push({ from: start, to: change, offsetMs })
      start = change
      offsetMs = offsetThen
    }
    seen = next
  }
  if (start < to) times.push({ from: start, to, offsetMs })
  return times
}
