import type { Instant } from '@spoc/platform-kernel'
import type { WarnAt, Warned } from './clock.events.js'
import type { WarningRule, WarningThreshold } from './policy.events.js'
import type { ClockCourse } from './sla-of-request.js'

/** What tells one warning of a clock from another: its threshold. `75`, `lead-60`, `wall-60`. */
export function warningKey(threshold: WarnAt | WarningThreshold): string {
  const { share, leadMinutes, time } = { share: undefined, leadMinutes: undefined, time: undefined, ...threshold }
  if (leadMinutes === undefined) return String(share)
  return `${time === 'wall' ? 'wall' : 'lead'}-${leadMinutes}`
}

/** The warnings of a clock; one from before there were others than shares has those. */
export function warningsOf({ warnShares, warnings }: Pick<ClockCourse, 'warnShares' | 'warnings'>): readonly WarningRule[] {
  return warnings ?? warnShares.map((share) => ({ share }))
}

/** A warning was given, and with it all that were reached by then. */
export function warned<Course extends ClockCourse>(clock: Course, { share, at, threshold }: Warned): Course {
  const reached = clock.warnAt.filter((warn) => warn.at <= at).map(warningKey)
  const told = new Set([...clock.told, ...reached, warningKey(threshold ?? { share })])
  return { ...clock, warned: Math.max(share, clock.warned), told: [...told] }
}

/**
 * What stays given when another promise takes the place of the one before: of the new warnings that are past, those that were given, and those
 * of no higher share than was warned of. The others come anew.
 */
export function stillTold(
  before: Pick<ClockCourse, 'told' | 'warned'>,
  warnAt: readonly WarnAt[],
  at: Instant,
): Pick<ClockCourse, 'told' | 'warned'> {
  const told = warnAt.filter((warn) => warn.at <= at && (warn.share <= before.warned || before.told.includes(warningKey(warn))))
  return { told: told.map(warningKey), warned: Math.max(0, ...told.map(({ share }) => share)) }
}
