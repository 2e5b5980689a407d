import type { Restriction } from '@spoc/routing-contracts'
import { timeOf } from './local-text.js'
import { joined, overlap, type Stretch } from './span-arithmetic.js'
import { DAY_MS, type WallClockMs, type ZoneClock } from './zone-clock.js'

/**
 * The instants of `[from, to)` whose local time lies in the hours. An hour that the clock skips is not there; one that happens twice is
 * there twice. Without restrictions, all of it.
 */
export function restrictedHours(
  restrictions: readonly Restriction[] | undefined,
  clock: ZoneClock,
  whole: Stretch,
): readonly Stretch[] {
  if (restrictions === undefined || restrictions.length === 0) return [whole]
  return joined(
    clock.steadyTimes(whole.from, whole.to).flatMap(({ from, to, offsetMs }) =>
      restrictedOnWallClock(restrictions, from + offsetMs, to + offsetMs).map((stretch) => ({
        from: stretch.from - offsetMs,
        to: stretch.to - offsetMs,
      })),
    ),
  )
}

/** The hours between two readings of the wall clock, as if no clock ever changed. */
export function restrictedOnWallClock(
  restrictions: readonly Restriction[],
  from: WallClockMs,
  to: WallClockMs,
): readonly Stretch[] {
  const firstDay = Math.floor(from / DAY_MS) - 1
  const lastDay = Math.floor((to - 1) / DAY_MS)
  const found: Stretch[] = []
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (const { weekdays, ...hours } of restrictions) {
      if (!weekdays.some((weekday) => weekday === weekdayOf(day))) continue
      const part = overlap({ from, to }, hoursOn(day, hours))
      if (part !== undefined) found.push(part)
    }
  }
  return joined(found)
}

/** Hours that run over midnight belong to the day they start; equal is empty. */
function hoursOn(day: number, hours: Pick<Restriction, 'from' | 'to'>): Stretch {
  const from = timeOf(hours.from)
  const to = timeOf(hours.to)
  return { from: day * DAY_MS + from, to: day * DAY_MS + (to < from ? to + DAY_MS : to) }
}

/** ISO weekday of a day counted from 1970-01-01, which was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}
