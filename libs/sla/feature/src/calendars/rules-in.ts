import { isRefusal, Refused, type Given } from '@spoc/platform-kernel'
import type { CalendarRules } from '@spoc/sla-contracts'
import type { CalendarTerms } from './calendar.dto.js'
import { asExceptions, publicHolidays } from './public-holidays.js'

/** The rules that a body stands for, public holidays filled in. Refused: `calendar-holidays-malformed`. */
export async function rulesIn(
  { zone, hours, holidays, halfDays, holidaysOf }: CalendarTerms,
  { now }: Pick<Given, 'now'>,
): Promise<CalendarRules> {
  const named = holidays.map(({ date, name }) => ({ date, name }))
  const half = halfDays.map(({ date, name, hours: open }) => ({ date, name, hours: open.map(({ from, to }) => ({ from, to })) }))
  const known = holidaysOf === undefined ? [] : await publicHolidays(holidaysOf, now)
  if (isRefusal(known)) throw new Refused(known)
  const taken = new Set([...named, ...half].map(({ date }) => date))
  const more = asExceptions(
    known.filter(({ date }) => !taken.has(date)),
    hours,
  )
  return { zone, hours, holidays: [...named, ...more.holidays], halfDays: [...half, ...more.halfDays] }
}
