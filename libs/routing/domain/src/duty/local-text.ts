import type { LocalDate, LocalTime } from '@spoc/routing-contracts'
import { DAY_MS, MINUTE_MS, type WallClockMs } from './zone-clock.js'

/** Midnight of a calendar day; nothing where the text is no day of the calendar, e.g. `2026-02-30`. */
export function readDate(text: LocalDate): WallClockMs | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? undefined : ms
}

/** Milliseconds since the midnight of the wall clock; `24:00` ends the day. Nothing where the text is no time. */
export function readTime(text: LocalTime): number | undefined {
  if (text === '24:00') return DAY_MS
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return found === null ? undefined : (Number(found[1]) * 60 + Number(found[2])) * MINUTE_MS
}

/** For what was checked when it was saved. */
export function dateOf(text: LocalDate): WallClockMs {
  return found(readDate(text), text)
}

/** For what was checked when it was saved. */
export function timeOf(text: LocalTime): number {
  return found(readTime(text), text)
}

function found(value: number | undefined, text: string): number {
  if (value === undefined) throw new Error(`${text} is no date or time.`)
  return value
}
