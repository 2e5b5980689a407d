import { refuse, type Refusal } from '@spoc/platform-kernel'
import type { Restriction } from '@spoc/routing-contracts'
import { readTime } from './local-text.js'

/** The first thing that is wrong with hours, or nothing. `field` is where they stand in what was sent. */
export function checkRestriction({ weekdays, from, to }: Restriction, field: string): Refusal | undefined {
  if (weekdays.length === 0 || !weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)) {
    return refuse('weekday-invalid', 'Name at least one weekday, 1 (Monday) to 7 (Sunday).', `${field}.weekdays`)
  }
  if (readTime(from) === undefined || from === '24:00') return refuse('time-invalid', 'A time is HH:MM.', `${field}.from`)
  if (readTime(to) === undefined) return refuse('time-invalid', 'A time is HH:MM, or 24:00.', `${field}.to`)
  return from === to ? refuse('restriction-empty', 'From and to are equal, which is no time at all.', `${field}.to`) : undefined
}
