import type { Durations, Figures } from '../api/reports.js'
import { span, type UnitLetters } from '../time/span.js'

/** A ratio as a percentage with one digit, without one where it is whole; a dash where nothing was counted. */
export function percent(ratio: number | undefined, none: string): string {
  if (ratio === undefined || ratio === null || Number.isNaN(ratio)) return none
  const value = Math.round(ratio * 1_000) / 10
  return `${Number.isInteger(value) ? value : value.toFixed(1)} %`
}

export function meanOf(durations: Durations | undefined, letters: UnitLetters, none: string): string {
  return durations?.meanMs === undefined || durations.meanMs === null ? none : span(durations.meanMs, letters)
}

export function medianOf(durations: Durations | undefined, letters: UnitLetters, none: string): string {
  return durations?.medianMs === undefined || durations.medianMs === null ? none : span(durations.medianMs, letters)
}

/** Kept promises of all that came out, over all clocks. */
export function attained(figures: Figures): number | undefined {
  const all = Object.values(figures.attainment ?? {})
  const met = all.reduce((sum, clock) => sum + clock.met, 0)
  const breached = all.reduce((sum, clock) => sum + clock.breached, 0)
  return met + breached === 0 ? undefined : met / (met + breached)
}

/** Nothing was received, ended or carried over. */
export const isQuiet = ({ received, ended, backlogAtStart }: Figures): boolean =>
  received === 0 && (ended ?? 0) === 0 && (backlogAtStart ?? 0) === 0
