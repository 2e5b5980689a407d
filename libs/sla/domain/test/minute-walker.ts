import { weekdays, type CalendarRules, type OpenHours } from '@spoc/sla-contracts'
import type { PausedSpan } from '../src/business-time/index.js'

const minute = 60_000
const dayMs = 1_440 * minute

/**
 * The conventions read aloud, one minute at a time: look at the wall clock, at the date, at the pauses, and count. Knows nothing of the
 * library's arithmetic; asks Intl for the wall clock every six hours, every quarter of an hour where it does not show six hours more at the
 * end of them, and every minute of a quarter in which the clocks change.
 */
export class MinuteWalker {
  private readonly clock: WallClock
  private readonly dates = new Map<number, Uint8Array>()

  constructor(private readonly rules: CalendarRules) {
    this.clock = wallClock(rules.zone)
  }

  /** Of each minute in `[start, end)` whether it is open: 1. */
  walk(start: number, end: number): Uint8Array {
    const open = new Uint8Array((end - start) / minute)
    let done = 0
    while (done < open.length) {
      const at = start + done * minute
      const { wall, until } = this.clock(at)
      const day = Math.floor(wall / dayMs)
      const time = (wall - day * dayMs) / minute
      const ofDate = this.dates.get(day) ?? this.openOn(day)
      this.dates.set(day, ofDate)
      const minutes = ofDate.subarray(time, time + Math.min((until - at) / minute, open.length - done))
      open.set(minutes, done)
      done += minutes.length
    }
    return open
  }

  /** Which minutes of a local date are open: 1. */
  private openOn(day: number): Uint8Array {
    const midnight = new Date(day * dayMs)
    const date = midnight.toISOString().slice(0, 10)
    const open = noMinute()
    if (this.rules.holidays.some((holiday) => holiday.date === date)) return open
    const halfDay = this.rules.halfDays.find((half) => half.date === date)
    if (halfDay !== undefined) {
      for (const { from, to } of halfDay.hours) open.fill(1, minutes(from), minutes(to))
      return open
    }
    if (this.rules.hours === '24x7') return open.fill(1)
    const today = (midnight.getUTCDay() + 6) % 7
    const begunToday = this.rules.hours[weekdays[today]!] ?? []
    const begunYesterday = this.rules.hours[weekdays[(today + 6) % 7]!] ?? []
    for (const { from, to } of begunToday) open.fill(1, minutes(from), overnight({ from, to }) ? 1_440 : minutes(to))
    for (const { to } of begunYesterday.filter(overnight)) open.fill(1, 0, minutes(to))
    return open
  }
}

const noMinute = () => new Uint8Array(1_440)

/** Of minutes that follow one another from `start`, those that are open and in no pause. */
export function unpaused(open: Uint8Array, start: number, pauses: readonly PausedSpan[]): Uint8Array {
  return open.map((isOpen, index) => {
    const at = start + index * minute
    return pauses.some(({ from, to }) => from <= at && (to === undefined || at < to)) ? 0 : isOpen
  })
}

/** How many of the first `count` minutes count, in milliseconds. */
export function countedMs(counts: Uint8Array, count: number): number {
  return counts.subarray(0, count).reduce((sum, one) => sum + one, 0) * minute
}

/** The end of the minute in which the target is full; nothing where that is in none of them. */
export function fullAt(counts: Uint8Array, start: number, targetMs: number): number | undefined {
  let counted = 0
  const index = counts.findIndex((one) => (counted += one) * minute === targetMs)
  return index < 0 ? undefined : start + (index + 1) * minute
}

/** What the wall clock shows, as milliseconds since 1970-01-01T00:00 of its own, and until when it goes on with real time. */
type WallClock = (at: number) => { readonly wall: number; readonly until: number }

const clocks = new Map<string, WallClock>()

function wallClock(zone: string): WallClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const numeric = 'numeric'
  const shape = { hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...shape })
  const look = (at: number) => read(format.format(at))
  const everyMinute: WallClock = (at) => ({ wall: look(at), until: at + minute })
  const clock = unbroken(6 * 60 * minute, look, unbroken(15 * minute, look, everyMinute))
  clocks.set(zone, clock)
  return clock
}

/** Looks once where the wall clock goes on with real time for so long, and leaves to another clock where it does not. */
function unbroken(lengthMs: number, look: (at: number) => number, otherwise: WallClock): WallClock {
  return (at) => {
    const start = Math.floor(at / lengthMs) * lengthMs
    const shown = look(start)
    const goesOn = look(start + lengthMs) - shown === lengthMs
    return goesOn ? { wall: shown + (at - start), until: start + lengthMs } : otherwise(at)
  }
}

function read(text: string): number {
  const [month, day, year, hour, minuteOfHour] = text.split(/\D+/).map(Number)
  return Date.UTC(year!, month! - 1, day, hour, minuteOfHour)
}

const overnight = ({ from, to }: OpenHours): boolean => minutes(to) < minutes(from)

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}
