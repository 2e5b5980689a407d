import { epochMs, instantOf, refuse, type Instant, type Refusal } from '@spoc/platform-kernel'
import { weekdays, type CalendarRules, type HalfDay, type Holiday, type OpenHours } from '@spoc/sla-contracts'

/** Years that are filled in: clocks run on for months, and late facts reach back. */
const YEARS_BACK = 2
const YEARS_AHEAD = 5
const DAY_MS = 86_400_000

/** A public holiday; one that begins in the course of its day says when, as `HH:MM`. */
export interface PublicHoliday extends Holiday {
  readonly beginsAt?: string
}

/**
 * Public holidays of a country, state or region (`DE`, `DE-BE`, `DE-BY-A`), from two years back to five years ahead, each date once. Refused:
 * `calendar-holidays-malformed`, where nothing is known of it.
 */
export async function publicHolidays(of: string, now: Instant): Promise<readonly PublicHoliday[] | Refusal> {
  // Holds the calendars of the whole world: loaded only where somebody asks for them.
  const { default: Holidays } = await import('date-holidays')
  const [country = '', state, region] = of.toUpperCase().split('-')
  const known = new Holidays()
  const states = Object.keys(known.getStates(country) ?? {})
  const regions = state === undefined ? [] : Object.keys(known.getRegions(country, state) ?? {})
  const isKnown =
    country in known.getCountries() &&
    (state === undefined || states.includes(state)) &&
    (region === undefined || regions.includes(region))
  if (!isKnown) return refuse('calendar-holidays-malformed', `Nothing is known of the public holidays of ${of}.`, 'holidaysOf')
  const calendar = new Holidays(country, state ?? '', region ?? '')
  const thisYear = Number(now.slice(0, 4))
  const found = new Map<string, PublicHoliday>()
  for (let year = thisYear - YEARS_BACK; year <= thisYear + YEARS_AHEAD; year += 1)
    for (const { type, date, start, end, name } of calendar.getHolidays(year))
      if (type === 'public')
        for (const [place, day] of daysFrom(date.slice(0, 10), end.getTime() - start.getTime()).entries()) {
          const beginsAt = place === 0 ? date.slice(11, 16) : '00:00'
          const known = found.get(day)
          if (known === undefined || (known.beginsAt ?? '00:00') > beginsAt)
            found.set(day, { date: day, name, ...(beginsAt === '00:00' ? {} : { beginsAt }) })
        }
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** Closed for the whole day, or a half day with the hours that the week has until the holiday begins. */
export function asExceptions(
  holidays: readonly PublicHoliday[],
  hours: CalendarRules['hours'],
): { readonly holidays: readonly Holiday[]; readonly halfDays: readonly HalfDay[] } {
  const until = ({ date, beginsAt }: PublicHoliday) => (beginsAt === undefined ? [] : hoursUntil(beginsAt, date, hours))
  return {
    holidays: holidays.filter((each) => until(each).length === 0).map(({ date, name }) => ({ date, name })),
    halfDays: holidays
      .map((each) => ({ date: each.date, name: each.name, hours: until(each) }))
      .filter((each) => each.hours.length > 0),
  }
}

/** The hours of a date before a time of day, the end of the night before included. */
function hoursUntil(time: string, date: string, hours: CalendarRules['hours']): readonly OpenHours[] {
  if (hours === '24x7') return [{ from: '00:00', to: time }]
  const weekday = new Date(epochMs(`${date}T00:00:00.000Z`)).getUTCDay()
  const [today, dayBefore] = [weekdays[(weekday + 6) % 7]!, weekdays[(weekday + 5) % 7]!]
  const nightBefore = (hours[dayBefore] ?? []).filter(({ from, to }) => to < from).map(({ to }) => ({ from: '00:00', to }))
  return [...nightBefore, ...(hours[today] ?? [])]
    .filter(({ from, to }) => from < time && from !== to)
    .map(({ from, to }) => ({ from, to: to < from || to > time ? time : to }))
}

/** Whole local days; one that a clock change makes an hour shorter is whole too. */
function daysFrom(date: string, lastsMs: number): readonly string[] {
  const days = Math.max(1, Math.floor((lastsMs + 2 * 3_600_000) / DAY_MS))
  const first = epochMs(`${date}T00:00:00.000Z`)
  return Array.from({ length: days }, (_, index) => instantOf(first + index * DAY_MS).slice(0, 10))
}
