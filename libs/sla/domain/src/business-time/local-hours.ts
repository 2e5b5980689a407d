/** Milliseconds of local time in a day, clock changes left aside. */
export const dayMs = 86_400_000
/** 1970-01-01 was a Thursday: day 0 stands three days into its week, which begins on Monday. */
const daysIntoWeek = 3

/** Open stretches `[from, to)` of one local date in milliseconds after midnight, in order, apart from each other. */
export type DayHours = readonly (readonly [from: number, to: number])[]

/** A local date, in days since 1970-01-01, whose hours are not those of its weekday. */
export interface ExceptionalDay {
  readonly day: number
  readonly hours: DayHours
}

/**
 * Open time on an unbroken local time line, as if clocks never changed: how much lies before a local moment, and which moment so much
 * lies before. Whole weeks are multiplied, exceptional days looked up by halving, so the cost does not grow with the distance.
 */
export class LocalHours {
  private readonly weekOpen: number
  /** Open time of the week before each weekday, Monday first. */
  private readonly dayStart: readonly number[]
  private readonly days: readonly number[]
  /** Open time before each exceptional day, and before the day after it. */
  private readonly before: readonly number[]
  private readonly after: readonly number[]
  /** What the exceptional days up to the k-th (exclusive) add to the open time of their weeks. */
  private readonly added: readonly number[]

  /** `week`: hours of the seven weekdays, Monday first. `exceptions`: in order of day, each day once. */
  constructor(
    readonly week: readonly DayHours[],
    readonly exceptions: readonly ExceptionalDay[],
  ) {
    this.dayStart = runningSum(week.map(openTime))
    this.weekOpen = this.dayStart[7] ?? 0
    this.days = exceptions.map(({ day }) => day)
    const added = [0]
    const before: number[] = []
    const after: number[] = []
    for (const [index, { day, hours }] of exceptions.entries()) {
      const start = this.regularBefore(day * dayMs) + (added[index] ?? 0)
      before.push(start)
      after.push(start + openTime(hours))
      added.push((added[index] ?? 0) + openTime(hours) - openTime(this.weekdayHours(day)))
    }
    this.before = before
    this.after = after
    this.added = added
  }

  /** The end of the last exceptional day, after which every week is like the other. */
  get lastException(): number {
    return ((this.days.at(-1) ?? -1) + 1) * dayMs
  }

  /** Open time before the local moment, counted from a fixed one. */
  openBefore(local: number): number {
    const day = Math.floor(local / dayMs)
    const index = countBelow(this.days, day)
    const exception = this.exceptions[index]
    if (exception?.day === day) return this.before[index]! + openUntil(exception.hours, local - day * dayMs)
    return this.regularBefore(local) + this.added[index]!
  }

  /** The earliest local moment that has `open` before it, counted as `openBefore` counts; NaN where none ever has. */
  reach(open: number): number {
    const index = countBelow(this.after, open)
    if (index < this.days.length && open > this.before[index]!) {
      const { day, hours } = this.exceptions[index]!
      return day * dayMs + timeOfDay(hours, open - this.before[index]!)
    }
    if (this.weekOpen === 0) return Number.NaN
    const regular = open - this.added[index]!
    const weeks = Math.ceil(regular / this.weekOpen) - 1
    const rest = regular - weeks * this.weekOpen
    let weekday = 0
    while (this.dayStart[weekday + 1]! < rest) weekday += 1
    return (weeks * 7 - daysIntoWeek + weekday) * dayMs + timeOfDay(this.week[weekday]!, rest - this.dayStart[weekday]!)
  }

  /** The hours of a local date. */
  hoursOf(day: number): DayHours {
    const exception = this.exceptions[countBelow(this.days, day)]
    return exception?.day === day ? exception.hours : this.weekdayHours(day)
  }

  private weekdayHours(day: number): DayHours {
    return this.week[(((day + daysIntoWeek) % 7) + 7) % 7]!
  }

  private regularBefore(local: number): number {
    const day = Math.floor(local / dayMs)
    const week = Math.floor((day + daysIntoWeek) / 7)
    const weekday = day + daysIntoWeek - week * 7
    return week * this.weekOpen + this.dayStart[weekday]! + openUntil(this.week[weekday]!, local - day * dayMs)
  }
}

export function openTime(hours: DayHours): number {
  return openUntil(hours, dayMs)
}

function openUntil(hours: DayHours, timeOfDay: number): number {
  let open = 0
  for (const [from, to] of hours) {
    if (from >= timeOfDay) break
    open += (to < timeOfDay ? to : timeOfDay) - from
  }
  return open
}

/** The earliest time of day with `open` (above 0) of the hours before it. */
function timeOfDay(hours: DayHours, open: number): number {
  let rest = open
  for (const [from, to] of hours) {
    if (rest <= to - from) return from + rest
    rest -= to - from
  }
  return Number.NaN
}

function runningSum(values: readonly number[]): readonly number[] {
  const sums = [0]
  for (const value of values) sums.push(sums.at(-1)! + value)
  return sums
}

/** How many of the ascending values lie below the given one. */
export function countBelow(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
