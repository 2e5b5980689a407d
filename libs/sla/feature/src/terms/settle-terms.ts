import type { Request } from '@spoc/intake-contracts'
import { isRefusal, type Decision, type Instant } from '@spoc/platform-kernel'
import { evolveSla, noSla, type ClockEvent, type ClockName, type SlaOfRequest } from '@spoc/sla-contracts'
import {
  cancelClocks,
  clocksOf,
  isOpen,
  retargetClocks,
  startClocks,
  termsFor,
  withBreaches,
  type ChangeOfTerms,
} from '@spoc/sla-domain'
import type { PromiseFor } from './promise-for.js'
import type { RequestHistory } from './request-history.js'
import { actOf } from './what-acts.js'

export type Because = ChangeOfTerms['because']
type Started = NonNullable<SlaOfRequest['started']>

/** A request whose terms may have changed, and what was promised for it now; nothing: no contract, or none for such a request. */
export interface Terms {
  readonly requestId: string
  readonly accountId: string
  readonly request: Request
  readonly history: RequestHistory
  readonly promise: PromiseFor | undefined
  /** When the change took effect. */
  readonly at: Instant
  readonly now: Instant
}

/**
 * Starts the clocks, moves them to other terms, or ends them where nothing is promised any more; the same terms again are no event. A promise
 * that comes back counts from the receipt, as the first did.
 */
export function settleTerms(state: SlaOfRequest, terms: Terms, because: Because): Decision<ClockEvent> {
  const { accountId, promise, at, now } = terms
  if (state.started === undefined) return promise === undefined ? [] : startAsOfReceipt(state, terms, promise)
  if (promise !== undefined && isPromisedAgain(state, promise)) return startAsOfReceipt(state, terms, promise)
  const decision =
    promise === undefined
      ? cancelClocks(state, { at, because: 'no-longer-promised' }, { now })
      : retargetClocks(state, { at, because, terms: promise.terms }, promise, { now })
  if (isRefusal(decision) || state.started.accountId === accountId) return decision
  return underAccount(state.started, decision, accountId, { at, because })
}

/** What has changed in the promise while the clocks stood still; nothing where it is the same. */
export function changeSince({ terms: before, policyId }: Started, { terms, policy }: PromiseFor): Because | undefined {
  if (policy.is === 'defined' && policy.policyId !== policyId) return 'contract-changed'
  if (before.priority !== terms.priority) return 'priority-changed'
  if (before.kind !== terms.kind) return 'kind-changed'
  return before.serviceClass === terms.serviceClass ? undefined : 'class-changed'
}

/**
 * Starts the clocks that the request does not have yet from its receipt, and lives through what has happened since, as if the promise had been
 * known from the beginning: what was done in time is met, waiting is taken off, and only what is missed after all is a breach, told now.
 */
function startAsOfReceipt(
  state: SlaOfRequest,
  { requestId, accountId, request, history, now }: Terms,
  promise: PromiseFor,
): Decision<ClockEvent> {
  const { receivedAt } = request
  const started = startClocks(noSla, { requestId, accountId, receivedAt, ...promise.terms }, promise, { now: receivedAt })
  if (isRefusal(started)) return started
  const events = started.map((event) => withoutClocksOf(state, event))
  let current = events.reduce(evolveSla, noSla)
  for (const event of history) {
    const { occurredAt } = event.metadata
    const decision = actOf(event, history)?.(current, { calendars: promise.calendars, now: occurredAt }) ?? []
    if (isRefusal(decision)) return decision
    events.push(...decision)
    current = decision.reduce(evolveSla, current)
  }
  return withBreaches(noSla, events, now).map((event) => detectedAt(event, now))
}

/** A clock that runs, or has run to its end, keeps its outcome. */
function withoutClocksOf(state: SlaOfRequest, event: ClockEvent): ClockEvent {
  if (event.type !== 'sla.clocks-started.v1') return event
  return { ...event, data: { ...event.data, clocks: event.data.clocks.filter(({ clock }) => isMissing(state, clock)) } }
}

/** Nothing runs any more, and a clock that ended for want of a promise is promised. */
function isPromisedAgain(state: SlaOfRequest, { policy, terms }: PromiseFor): boolean {
  if (policy.is === 'unknown' || clocksOf(state).some(isOpen)) return false
  return termsFor(policy.rules, terms).some(({ clock }) => state.clocks[clock] !== undefined && isMissing(state, clock))
}

function isMissing({ clocks }: SlaOfRequest, name: ClockName): boolean {
  const clock = clocks[name]
  return clock === undefined || clock.cancelled?.because === 'no-longer-promised'
}

/** Says that the request has another account, so that all that follows is told to the right client. */
function underAccount(
  started: Started,
  events: readonly ClockEvent[],
  accountId: string,
  { at, because }: Pick<ChangeOfTerms, 'at' | 'because'>,
): readonly ClockEvent[] {
  const moved = events.map((event) => ofAccount(event, accountId))
  if (moved.some(({ type }) => type === 'sla.clock-retargeted.v1')) return moved
  const { policyId, policyRevision, terms, idleWhileResolved } = started
  const data = { at, because, policyId, policyRevision, terms, idleWhileResolved, accountId, clocks: [] }
  return [{ type: 'sla.clock-retargeted.v1', data }, ...moved]
}

function ofAccount(event: ClockEvent, accountId: string): ClockEvent {
  switch (event.type) {
    case 'sla.clock-retargeted.v1':
      return { ...event, data: { ...event.data, accountId } }
    case 'sla.clocks-started.v1':
      return { ...event, data: { ...event.data, accountId } }
    default:
      return event
  }
}

function detectedAt(event: ClockEvent, now: Instant): ClockEvent {
  return event.type === 'sla.clock-breached.v1' ? { ...event, data: { ...event.data, detectedAt: now } } : event
}
