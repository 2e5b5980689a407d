import { fromLocalInput, toDateInput } from '../time/instants.js'

/** Days of a report as they are chosen: both included, in the browser's zone, e.g. `2026-03-01`. */
export interface Days {
  readonly from: string
  readonly to: string
}

export type Preset = '7' | '30' | 'month' | 'last'
export const presets: readonly Preset[] = ['7', '30', 'month', 'last']

const plusDays = (day: Date, days: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days)

export function presetDays(preset: Preset, now: number): Days {
  const today = new Date(now)
  const [year, month] = [today.getFullYear(), today.getMonth()]
  const of = (from: Date, to: Date): Days => ({ from: toDateInput(from.getTime()), to: toDateInput(to.getTime()) })
  switch (preset) {
    case '7':
      return of(plusDays(today, -6), today)
    case '30':
      return of(plusDays(today, -29), today)
    case 'month':
      return of(new Date(year, month, 1), today)
    case 'last':
      return of(new Date(year, month - 1, 1), new Date(year, month, 0))
  }
}

/** What the platform is asked for, `[from, to)`: none while a day is not filled in, or the last lies before the first. */
export function daysAsked({ from, to }: Days): Days | undefined {
  if (!isDay(from) || !isDay(to) || to < from) return undefined
  return { from, to: toDateInput(plusDays(new Date(`${to}T00:00`), 1).getTime()) }
}

const isDay = (text: string) => fromLocalInput(text) !== undefined && text.length === 10
