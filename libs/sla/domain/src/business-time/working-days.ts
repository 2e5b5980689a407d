import type { BusinessCalendar } from './business-calendar.js'

/** The most working days a target may have. */
export const mostWorkingDays = 1_000

/** Dates looked at for a working day before it is said that there is none: ten years without one. */
const mostClosedDates = 3_660

/**
 * "N working days" in milliseconds: the whole open time of the N working days from the start's local date on, that date included where it
 * is one, however late in it the start is. A working day is a local date with any open time. A calendar that has not so many working days
 * left makes a target that is never reached.
 */
export function workingDaysMs(start: number, days: number, calendar: BusinessCalendar): number {
  const first = calendar.dateOf(start)
  let date = first
  let found = 0
  for (let closed = 0; found < days && closed < mostClosedDates; date += 1) {
    if (calendar.openOnDates(date, date + 1) > 0) {
      found += 1
      closed = 0
    } else closed += 1
  }
  return found < days ? Number.MAX_SAFE_INTEGER : calendar.openOnDates(first, date)
}
