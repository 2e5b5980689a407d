import type { Instant } from '@spoc/platform-kernel'
import { warningKey, type BreachAttribution, type Clock, type ClockCourse } from '@spoc/sla-contracts'
import { attributionLines } from '../breach/attribution-lines.js'
import { explain, lengthOf, type Calendars, type Explanation, type TimeAccount } from '@spoc/sla-domain'

/** The account of one clock, as it is told to a client and to an auditor: figures, and the same as lines of text that add up. */
export interface ExplainedClock extends Explanation {
  readonly state: Clock['is']
  readonly startedAt: Instant
  readonly elapsedMs: number
  readonly dueAt?: Instant
  readonly never?: Clock['never']
  readonly breach?: Clock['breach']
  readonly met?: Clock['met']
  readonly firstMet?: Clock['firstMet']
  readonly replaced: Clock['replaced']
  readonly withdrawn: Clock['withdrawn']
  /** The warnings of the promise as it is now whose instants are known. */
  readonly warnings: readonly ExplainedWarning[]
  /** Whose doing each breach was that stands; clients are not told which team it was. */
  readonly attribution: readonly BreachAttribution[]
  readonly text: readonly string[]
}

/** For whom a warning is, is the provider's own business. */
export interface ExplainedWarning {
  /** Percent of the target that is used then. */
  readonly share: number
  readonly at: Instant
  readonly given: boolean
}

/** Until when a clock is explained: the moment it was met or cancelled, else now. */
export function explainedUntil({ startedAt, met, cancelled }: ClockCourse, now: Instant): Instant {
  const until = met?.at ?? cancelled?.at ?? now
  return until < startedAt ? startedAt : until
}

export function explained(
  clock: Clock,
  now: Instant,
  calendars: Calendars,
  attribution: readonly BreachAttribution[],
): ExplainedClock {
  const account = explain(clock, explainedUntil(clock, now), calendars)
  const { is, startedAt, dueAt, never, breach, met, firstMet, replaced, withdrawn } = clock
  const warnings = warningsOf(clock)
  return {
    ...account,
    state: is,
    startedAt,
    elapsedMs: account.countedMs,
    dueAt,
    never,
    breach,
    met,
    firstMet,
    replaced,
    withdrawn,
    warnings,
    attribution,
    text: [...textOf(clock, account, warnings), ...attribution.flatMap(attributionLines)],
  }
}

function warningsOf({ warnAt, told }: Clock): readonly ExplainedWarning[] {
  return warnAt.map((warning) => ({ share: warning.share, at: warning.at, given: told.includes(warningKey(warning)) }))
}

function textOf(clock: Clock, account: Explanation, warnings: readonly ExplainedWarning[]): readonly string[] {
  const { policy, calendar, zone } = account
  const { serviceClass, priority, kind } = policy.scope
  return [
    `${clock.clock}: ${lengthOf(clock.targetMs)} promised for class ${serviceClass}, priority ${priority}, kind ${kind}`,
    `policy ${policy.policyId} revision ${policy.revision}; calendar ${calendar.calendarId} revision ${calendar.revision}; times of ${zone}`,
    ...linesOf(account),
    ...clock.replaced.map(
      ({ targetMs, dueAt: was, until, breach: missed }) =>
        `until ${until} the promise was ${lengthOf(targetMs)}, due ${was ?? 'at no known instant'}${missed === undefined ? '' : `, missed at ${missed.effectiveAt}`}`,
    ),
    ...warnings.filter(({ given }) => given).map(({ share, at }) => `warned at ${at}, ${share} % used`),
    ...outcomeOf(clock),
  ]
}

/** The account itself, and its sum. */
export function linesOf({ lines, countedMs, pausedMs, closedMs, remainingMs }: TimeAccount): readonly string[] {
  return [
    ...lines.map(({ text }) => text),
    `counted ${lengthOf(countedMs)} + paused ${lengthOf(pausedMs)} + closed ${lengthOf(closedMs)} = ${lengthOf(countedMs + pausedMs + closedMs)}`,
    remainingMs >= 0 ? `left of the promise: ${lengthOf(remainingMs)}` : `over the promise by ${lengthOf(-remainingMs)}`,
  ]
}

/** What came of it, whosever promise it counts. */
export function outcomeOf({ dueAt, never, breach, met, cancelled, withdrawn }: ClockCourse): readonly string[] {
  return [
    ...withdrawn.map(
      ({ effectiveAt, detectedAt }) =>
        `a breach of ${effectiveAt}, told at ${detectedAt}, was withdrawn: what prevented it became known later`,
    ),
    dueAt === undefined ? (never?.message ?? 'No due instant.') : `due ${dueAt}`,
    ...(breach === undefined ? [] : [`missed at ${breach.effectiveAt}, found at ${breach.detectedAt}`]),
    ...(met === undefined ? [] : [`${met.within ? 'kept' : 'done late'} at ${met.at} by ${met.by}`]),
    ...(cancelled === undefined ? [] : [`ended at ${cancelled.at}: ${cancelled.because}`]),
  ]
}
