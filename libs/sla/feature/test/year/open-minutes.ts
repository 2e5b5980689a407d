import { weekdays, type CalendarRules, type OpenHours } from '@spoc/sla-contracts'

export const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const SIX_HOURS = 24 * QUARTER
const DAY = 1_440 * MINUTE

/**
 * A calendar as somebody reads it who looks at every minute: what the wall clock of the zone shows then, which local date that is, and whether the rules
 * have it open. Knows nothing of the product's arithmetic. Begins at `from`, ends at `end`; clocks change at quarters of an hour in those years.
 */
export class OpenMinutes {
  private readonly open: Uint8Array
  /** Open minutes before each. */
  private readonly before: Int32Array
  private readonly date: Int32Array

  constructor(
    private readonly rules: CalendarRules,
    private readonly from: number,
    readonly end: number,
  ) {
    const count = (end - from) / MINUTE
    this.open = new Uint8Array(count)
    this.date = new Int32Array(count)
    const dates = new Map<number, Uint8Array>()
    for (const [quarter, offset] of offsetsOf(rules.zone, from, end).entries()) {
      const wall = from + quarter * QUARTER + offset
      const date = Math.floor(wall / DAY)
      const minutes = dates.get(date) ?? this.openOn(date)
      dates.set(date, minutes)
      const time = (wall - date * DAY) / MINUTE
      this.open.set(minutes.subarray(time, time + 15), quarter * 15)
      this.date.fill(date, quarter * 15, quarter * 15 + 15)
    }
    this.before = new Int32Array(count + 1)
    this.open.forEach((isOpen, index) => (this.before[index + 1] = this.before[index]! + isOpen))
  }

  isOpen(at: number): boolean {
    return this.open[(at - this.from) / MINUTE] === 1
  }

  /** How many minutes in `[from, to)` are open. */
  between(from: number, to: number): number {
    return this.before[(to - this.from) / MINUTE]! - this.before[(from - this.from) / MINUTE]!
  }

  /** Open minutes of the next so many dates that have any, from the local date of an instant on, that date included. */
  ofWorkingDays(at: number, days: number): number {
    let index = (at - this.from) / MINUTE
    while (this.date[index - 1] === this.date[index]) index -= 1
    let [minutes, worked, ofDate] = [0, 0, 0]
    for (; worked < days; index += 1) {
      ofDate += this.open[index]!
      if (this.date[index + 1] === this.date[index]) continue
      if (ofDate > 0) worked += 1
      minutes += ofDate
      ofDate = 0
    }
    return minutes
  }

  /** Which minutes of a local date are open: 1. */
  private openOn(day: number): Uint8Array {
    const date = new Date(day * DAY)
    const named = date.toISOString().slice(0, 10)
    const open = new Uint8Array(1_440)
    if (this.rules.holidays.some((holiday) => holiday.date === named)) return open
    const half = this.rules.halfDays.find((one) => one.date === named)
    if (half === undefined && this.rules.hours === '24x7') return open.fill(1)
    const week = this.rules.hours === '24x7' ? {} : this.rules.hours
    const weekday = (date.getUTCDay() + 6) % 7
    for (const { from, to } of half?.hours ?? week[weekdays[weekday]!] ?? [])
      open.fill(1, timeOf(from), isOvernight({ from, to }) ? 1_440 : timeOf(to))
    const nightBefore = half === undefined ? (week[weekdays[(weekday + 6) % 7]!] ?? []).filter(isOvernight) : []
    for (const { to } of nightBefore) open.fill(1, 0, timeOf(to))
    return open
  }
}

const timeOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const isOvernight = ({ from, to }: OpenHours): boolean => timeOf(to) < timeOf(from)

/** How far the wall clock is ahead of UTC in each quarter of an hour: asked every six hours, and in each quarter where it is not the same at both ends. */
function offsetsOf(zone: string, from: number, end: number): readonly number[] {
  const numeric = 'numeric'
  const shape = { hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...shape })
  const offsetAt = (at: number) => {
    const [month, day, year, hour, minute] = format.format(at).split(/\D+/).map(Number)
    return Date.UTC(year!, month! - 1, day, hour, minute) - at
  }
  const offsets: number[] = []
  for (let at = from; at < end; at += SIX_HOURS) {
    const [first, last] = [offsetAt(at), offsetAt(at + SIX_HOURS)]
    for (let quarter = 0; quarter < SIX_HOURS; quarter += QUARTER) offsets.push(first === last ? first : offsetAt(at + quarter))
  }
  return offsets
}
