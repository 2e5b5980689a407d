import { refuse, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import {
  evolveSla,
  warningsOf,
  type ClockEvent,
  type Pause,
  type RequestTerms,
  type SlaOfRequest,
  type StartedClock,
} from '@spoc/sla-contracts'
import { latestRevision, type Calendars } from '../calendar/calendar.js'
import type { Policy } from '../policy/policy.js'
import { termsFor, type AppliedTerms } from '../policy/terms-for.js'
import { withBreaches } from './fire.js'
import { meetClock, type Meeting } from './meet-clock.js'
import { calendarOf, reckoningOf, timingOf } from './reckon.js'

/** What is known of a request when its clocks start. */
export interface RequestFacts extends RequestTerms {
  readonly requestId: string
  readonly accountId: string
  /** Clocks count from here, also where the account became known later. */
  readonly receivedAt: Instant
  /** Waiting that has already been. */
  readonly pauses?: readonly Pause[]
  /** What was done before the clocks started, e.g. a first response while the account was not known. */
  readonly done?: readonly Meeting[]
}

/** The policy of the request's contract, and the calendars it names. */
export interface PromisedBy {
  readonly policy: Policy
  readonly calendars: Calendars
}

/**
 * Starts all clocks that the policy promises for the request, in one event; a deadline already past is a breach at once, without warnings.
 * Started clocks are left alone. Refused: `policy-unknown`, `calendar-unknown`.
 */
export function startClocks(
  state: SlaOfRequest,
  request: RequestFacts,
  { policy, calendars }: PromisedBy,
  { now }: Pick<Given, 'now'>,
): Decision<ClockEvent> {
  if (state.started !== undefined) return []
  if (policy.is === 'unknown') return refuse('policy-unknown', 'The contract names a policy that is not defined.', 'policyId')
  const { requestId, accountId, receivedAt, serviceClass, priority, kind } = request
  const terms = { serviceClass, priority, kind }
  const pauses = request.pauses ?? []
  const applied = termsFor(policy.rules, terms)
  const missing = applied.find((each) => latestRevision(calendars, each.terms.calendarId) === undefined)
  if (missing !== undefined)
    return refuse('calendar-unknown', `There is no calendar “${missing.terms.calendarId}”.`, `clocks.${missing.clock}.calendarId`)
  const clocks = applied.map((each) => startedClock(policy, each, receivedAt, pauses, calendars))
  const { policyId, revision: policyRevision } = policy
  const { idleWhileResolved } = policy.rules
  const data = { requestId, accountId, policyId, policyRevision, terms, receivedAt, idleWhileResolved, pauses, clocks }
  return withBreaches(state, withDone(state, [{ type: 'sla.clocks-started.v1', data }], request.done ?? [], calendars, now), now)
}

/** One clock from its start, with the pauses that its terms list taken off. */
export function startedClock(
  policy: Extract<Policy, { is: 'defined' }>,
  applied: AppliedTerms,
  startedAt: Instant,
  pauses: readonly Pause[],
  calendars: Calendars,
): StartedClock {
  const reckoning = reckoningOf(policy, applied, startedAt, calendars)
  const own = pauses.filter(({ reason }) => reckoning.pausesOn.includes(reason))
  const timing = timingOf(
    { ...reckoning, warnings: warningsOf(reckoning), startedAt, pauses: own },
    calendarOf(reckoning, calendars),
  )
  return { clock: applied.clock, startedAt, ...reckoning, ...timing }
}

function withDone(
  state: SlaOfRequest,
  events: readonly ClockEvent[],
  done: readonly Meeting[],
  calendars: Calendars,
  now: Instant,
): readonly ClockEvent[] {
  return done.reduce<readonly ClockEvent[]>((all, meeting) => {
    const met = meetClock(all.reduce(evolveSla, state), meeting, { calendars }, { now })
    return 'refused' in met ? all : [...all, ...met]
  }, events)
}
