import type { Instant } from '@spoc/platform-kernel'
import type { WarnAt, Warned } from './clock.events.js'
import type { WarningRule, WarningThreshold } from './policy.events.js'
import type { ClockCourse } from './sla-of-request.js'

/** A clock is in jeopardy from its first warning on, while it runs and has not missed its deadline. */
export function isInJeopardy({ is, breach, told }: Pick<ClockCourse, 'is' | 'breach' | 'told'>): boolean {
  return is === 'running' && breach === undefined && told.length > 0
}

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
 * of no higher share than was warned of; and of those by wall time, whose instants are not known while there is no deadline, those that were
 * given. The others come anew.
 */
export function stillTold(
  before: Pick<ClockCourse, 'told' | 'warned'>,
  next: Pick<ClockCourse, 'dueAt' | 'warnAt' | 'warnShares' | 'warnings'>,
  at: Instant,
): Pick<ClockCourse, 'told' | 'warned'> {
  const isGiven = (warn: WarnAt) =>
    before.told.includes(warningKey(warn)) || (before.told.length > 0 && warn.share <= before.warned)
  const past = next.warnAt.filter((warn) => warn.at <= at && isGiven(warn))
  const unknown = next.dueAt === undefined ? warningsOf(next).filter(isByWallTime).map(warningKey) : []
  const told = new Set([...past.map(warningKey), ...unknown.filter((key) => before.told.includes(key))])
  return { told: [...told], warned: Math.max(0, ...past.map(({ share }) => share)) }
}

function isByWallTime(warning: WarningRule): boolean {
  return 'leadMinutes' in warning && warning.time === 'wall'
}
