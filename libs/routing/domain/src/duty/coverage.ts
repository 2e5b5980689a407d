import { epochMs, instantOf, type Id, type Instant } from '@spoc/platform-kernel'
import type { Rota } from '@spoc/routing-contracts'
import type { Absence, DutySpan } from './duty-plan.js'
import { spans } from './on-duty.js'
import { without } from './span-arithmetic.js'

/** `[from, to)`. */
export interface Period {
  readonly from: Instant
  readonly to: Instant
}

/** Where nobody is on duty, each gap whole. None: every millisecond of the period is covered. */
export function coverageGaps(rota: Rota, period: Period, absences: readonly Absence[] = []): readonly Period[] {
  return uncovered(
    [period],
    spans(rota, period.from, period.to, absences).filter(({ personId }) => personId !== undefined),
  )
}

/** What of the periods nothing covers, e.g. of a team's gaps what the named person's hours leave open in a 24x7 arrangement. */
export function uncovered(periods: readonly Period[], coveredBy: readonly Period[]): readonly Period[] {
  return without(periods.map(stretchOf), coveredBy.map(stretchOf)).map(({ from, to }) => ({
    from: instantOf(from),
    to: instantOf(to),
  }))
}

/** Duties of people who have no way to be reached: to be warned of while there is time. */
export function unreachableDuties(
  rota: Rota,
  period: Period,
  reachable: (personId: Id<'person'>) => boolean,
  absences: readonly Absence[] = [],
): readonly DutySpan[] {
  return spans(rota, period.from, period.to, absences).filter(({ personId }) => personId !== undefined && !reachable(personId))
}

function stretchOf({ from, to }: Period): { readonly from: number; readonly to: number } {
  return { from: epochMs(from), to: epochMs(to) }
}
