import { plusMs, type Id, type Instant } from '@spoc/platform-kernel'
import type { Rota } from '@spoc/routing-contracts'
import { dutyPlan, type Absence, type DutyPlan, type DutySpan } from './duty-plan.js'
import { DAY_MS } from './zone-clock.js'

/** How far ahead the next person is looked for: the longest turns and the rarest shifts lie within it. */
const HORIZON_DAYS = [2, 15, 120, 800]

/** Contiguous spans of `[from, to)`; see {@link dutyPlan}. */
export function spans(rota: Rota, from: Instant, to: Instant, absences: readonly Absence[] = []): readonly DutySpan[] {
  return dutyPlan(rota, from, to, absences).spans
}

/** Who is on duty at the instant, and why, and who would have been. Its spans last but a millisecond. */
export function dutyAt(rota: Rota, at: Instant, absences: readonly Absence[] = []): DutyPlan {
  return dutyPlan(rota, at, plusMs(at, 1), absences)
}

/** Who is on duty at the instant; nothing where nobody is. */
export function onDuty(rota: Rota, at: Instant, absences: readonly Absence[] = []): Id<'person'> | undefined {
  return dutyAt(rota, at, absences).spans[0]?.personId
}

/** The first other person to come on duty after the instant, and when; nothing within the next 800 days where there is none. */
export function nextOnDuty(
  rota: Rota,
  at: Instant,
  absences: readonly Absence[] = [],
): { readonly personId: Id<'person'>; readonly from: Instant } | undefined {
  const now = onDuty(rota, at, absences)
  const found = firstSpan(rota, at, absences, ({ personId }) => personId !== undefined && personId !== now)
  return found?.personId === undefined ? undefined : { personId: found.personId, from: found.from }
}

/** The first instant after `at` at which somebody's span begins, also the same person's; nothing within the next 800 days where there is none. */
export function nextShiftAt(rota: Rota, at: Instant, absences: readonly Absence[] = []): Instant | undefined {
  return firstSpan(rota, at, absences, ({ personId, from }) => personId !== undefined && from > at)?.from
}

function firstSpan(
  rota: Rota,
  at: Instant,
  absences: readonly Absence[],
  fits: (span: DutySpan) => boolean,
): DutySpan | undefined {
  for (const days of HORIZON_DAYS) {
    const found = spans(rota, at, plusMs(at, days * DAY_MS), absences).find(fits)
    if (found !== undefined) return found
  }
  return undefined
}
