import { epochMs, type Instant } from '@spoc/platform-kernel'
import { weekdays, type CalendarRules, type OpenHours, type Weekday } from './calendar.events.js'

/**
 * Whether a calendar is open at an instant: its local time is in the hours, and its local date is no holiday (the morning part of a night
 * shift included). Looks at one moment only; how much open time lies between two is for sla to reckon.
 */
export function isOpen(rules: CalendarRules, at: Instant): boolean {
  const { date, weekday, time } = localMoment(rules.zone, at)
  if (rules.holidays.some((holiday) => holiday.date === date)) return false
  const halfDay = rules.halfDays.find((day) => day.date === date)
  if (halfDay !== undefined) return halfDay.hours.some(({ from, to }) => from <= time && time < endOf(to))
  if (rules.hours === '24x7') return true
  const dayBefore = weekdays[(weekdays.indexOf(weekday) + 6) % 7]!
  return (
    (rules.hours[weekday] ?? []).some(({ from, to }) => from <= time && (time < endOf(to) || runsOverMidnight({ from, to }))) ||
    (rules.hours[dayBefore] ?? []).some((hours) => runsOverMidnight(hours) && time < hours.to)
  )
}

/** `23:59` as an end is taken for `24:00`, so that the last minute of the day is not lost. */
function endOf(to: string): string {
  return to === '23:59' ? '24:00' : to
}

function runsOverMidnight({ from, to }: OpenHours): boolean {
  return endOf(to) < from
}

interface LocalMoment {
  readonly date: string
  readonly weekday: Weekday
  /** `HH:MM:SS`, which sorts among the `HH:MM` of hours as the moments do. */
  readonly time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localMoment(zone: string, at: Instant): LocalMoment {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  formats.set(zone, format)
  const parts = new Map(format.formatToParts(epochMs(at)).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const weekday = weekdays.find((day) => day === part('weekday').toLowerCase())
  if (weekday === undefined) throw new Error(`${zone} has no weekday at ${at}.`)
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  }
}
