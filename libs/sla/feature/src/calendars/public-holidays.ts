import { epochMs, instantOf, refuse, type Instant, type Refusal } from '@spoc/platform-kernel'
import type { Holiday } from '@spoc/sla-contracts'

/** Years that are filled in: clocks run on for months, and late facts reach back. */
const YEARS_BACK = 2
const YEARS_AHEAD = 5
const DAY_MS = 86_400_000

/**
 * Public holidays of a country, state or region (`DE`, `DE-BE`, `DE-BY-A`), from two years back to five years ahead, each date once. Refused:
 * `calendar-holidays-malformed`, where nothing is known of it.
 */
export async function publicHolidays(of: string, now: Instant): Promise<readonly Holiday[] | Refusal> {
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
  const found = new Map<string, string>()
  for (let year = thisYear - YEARS_BACK; year <= thisYear + YEARS_AHEAD; year += 1)
    for (const { type, date, start, end, name } of calendar.getHolidays(year))
      if (type === 'public')
        for (const day of daysFrom(date.slice(0, 10), end.getTime() - start.getTime())) if (!found.has(day)) found.set(day, name)
  return [...found].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** Whole local days; one that a clock change makes an hour shorter is whole too. */
function daysFrom(date: string, lastsMs: number): readonly string[] {
  const days = Math.max(1, Math.floor((lastsMs + 2 * 3_600_000) / DAY_MS))
  const first = epochMs(`${date}T00:00:00.000Z`)
  return Array.from({ length: days }, (_, index) => instantOf(first + index * DAY_MS).slice(0, 10))
}
