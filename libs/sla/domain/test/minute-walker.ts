import { weekdays, type CalendarRules, type OpenHours } from '@spoc/sla-contracts'
import type { PausedSpan } from '../src/business-time/index.js'

const minute = 60_000
const quarter = 15 * minute

/**
 * The conventions read aloud, one minute at a time: look at the wall clock, at the date, at the pauses, and count. Knows nothing of the
 * library's arithmetic; asks Intl for the wall clock of every quarter of an hour, and of every minute of one in which the clocks change.
 */
export class MinuteWalker {
  private readonly clock: WallClock
  private readonly days = new Map<number, (time: number) => boolean>()

  constructor(private readonly rules: CalendarRules) {
    this.clock = wallClock(rules.zone)
  }

  /** Counted minutes in `[start, end)`, in milliseconds. */
  elapsed(start: number, end: number, pauses: readonly PausedSpan[]): number {
    let counted = 0
    for (let at = start; at < end; at += minute) if (this.counts(at, pauses)) counted += minute
    return counted
  }

  /** The end of the minute in which the target is full; nothing where that is not before `limit`. */
  due(start: number, targetMs: number, pauses: readonly PausedSpan[], limit: number): number | undefined {
    let counted = 0
    for (let at = start; at < limit; at += minute) {
      if (this.counts(at, pauses)) counted += minute
      if (counted === targetMs) return at + minute
    }
    return undefined
  }

  counts(at: number, pauses: readonly PausedSpan[]): boolean {
    return this.open(at) && !pauses.some(({ from, to }) => from <= at && (to === undefined || at < to))
  }

  private open(at: number): boolean {
    const wall = this.clock(at)
    const day = Math.floor(wall / 86_400_000)
    const open = this.days.get(day) ?? this.openOn(day)
    this.days.set(day, open)
    return open((wall - day * 86_400_000) / minute)
  }

  /** Which minutes of a local date are open. */
  private openOn(day: number): (time: number) => boolean {
    const midnight = new Date(day * 86_400_000)
    const date = midnight.toISOString().slice(0, 10)
    if (this.rules.holidays.some((holiday) => holiday.date === date)) return () => false
    const halfDay = this.rules.halfDays.find((half) => half.date === date)
    if (halfDay !== undefined) return anyOf(halfDay.hours.map(({ from, to }) => between(minutes(from), minutes(to))))
    if (this.rules.hours === '24x7') return () => true
    const today = (midnight.getUTCDay() + 6) % 7
    const begunToday = this.rules.hours[weekdays[today]!] ?? []
    const begunYesterday = this.rules.hours[weekdays[(today + 6) % 7]!] ?? []
    return anyOf([
      ...begunToday.map(({ from, to }) => between(minutes(from), overnight({ from, to }) ? 1_440 : minutes(to))),
      ...begunYesterday.filter(overnight).map(({ to }) => between(0, minutes(to))),
    ])
  }
}

type WallClock = (at: number) => number

const clocks = new Map<string, WallClock>()

/** The wall clock of a zone, as milliseconds since 1970-01-01T00:00 of its own. */
function wallClock(zone: string): WallClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const numeric = 'numeric'
  const shape = { hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...shape })
  const quarters = new Map<number, number>()
  const readQuarter = (start: number) => {
    const [first, next] = [read(format.format(start)), read(format.format(start + quarter))]
    return next - first === quarter ? first : Number.NaN
  }
  const clock: WallClock = (at) => {
    const start = Math.floor(at / quarter) * quarter
    const shown = quarters.get(start) ?? readQuarter(start)
    quarters.set(start, shown)
    return Number.isNaN(shown) ? read(format.format(at)) : shown + (at - start)
  }
  clocks.set(zone, clock)
  return clock
}

function read(text: string): number {
  const [month, day, year, hour, minuteOfHour] = text.split(/\D+/).map(Number)
  return Date.UTC(year!, month! - 1, day, hour, minuteOfHour)
}

const overnight = ({ from, to }: OpenHours): boolean => minutes(to) < minutes(from)
const between = (from: number, to: number) => (time: number) => from <= time && time < to
const anyOf = (tests: readonly ((time: number) => boolean)[]) => (time: number) => tests.some((test) => test(time))

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}
