import type { Request } from '@spoc/intake-contracts'
import { isRefusal, type Decision, type Instant } from '@spoc/platform-kernel'
import { evolveSla, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'
import { cancelClocks, retargetClocks, startClocks, withBreaches, type ChangeOfTerms } from '@spoc/sla-domain'
import type { PromiseFor } from './promise-for.js'
import type { RequestHistory } from './request-history.js'
import { actOf } from './what-acts.js'

/**
 * Starts the clocks from the receipt and lives through what has happened since, as if the promise had been known from the beginning: what was
 * done in time is met, waiting is taken off, and only what is missed after all is a breach, told now.
 */
export function startAsOfReceipt(
  state: SlaOfRequest,
  requestId: string,
  accountId: string,
  request: Request,
  history: RequestHistory,
  { terms, ...promised }: PromiseFor,
  now: Instant,
): Decision<ClockEvent> {
  const { receivedAt } = request
  const started = startClocks(state, { requestId, accountId, receivedAt, ...terms }, promised, { now: receivedAt })
  if (isRefusal(started)) return started
  const events = [...started]
  let current = started.reduce(evolveSla, state)
  for (const event of history) {
    const { occurredAt } = event.metadata
    const decision = actOf(event)?.(current, { calendars: promised.calendars, now: occurredAt }) ?? []
    if (isRefusal(decision)) return decision
    events.push(...decision)
    current = decision.reduce(evolveSla, current)
  }
  return withBreaches(state, events, now).map((event) => detectedAt(event, now))
}

/** The request goes over to other terms; without a promise any more its clocks end. */
export function changeTerms(
  state: SlaOfRequest,
  accountId: string,
  { at, because }: Pick<ChangeOfTerms, 'at' | 'because'>,
  promise: PromiseFor | undefined,
  now: Instant,
): Decision<ClockEvent> {
  const decision =
    promise === undefined
      ? cancelClocks(state, { at, because: 'withdrawn' }, { now })
      : retargetClocks(state, { at, because, terms: promise.terms }, promise, { now })
  if (isRefusal(decision) || state.started?.accountId === accountId) return decision
  return underAccount(state, decision, accountId, { at, because })
}

/** Says that the request has another account, so that all that follows is told to the right client. */
function underAccount(
  { started }: SlaOfRequest,
  events: readonly ClockEvent[],
  accountId: string,
  { at, because }: Pick<ChangeOfTerms, 'at' | 'because'>,
): readonly ClockEvent[] {
  if (started === undefined) return events
  const moved = events.map((event): ClockEvent => {
    switch (event.type) {
      case 'sla.clock-retargeted.v1':
        return { ...event, data: { ...event.data, accountId } }
      case 'sla.clocks-started.v1':
        return { ...event, data: { ...event.data, accountId } }
      default:
        return event
    }
  })
  if (moved.some(({ type }) => type === 'sla.clock-retargeted.v1')) return moved
  const { policyId, policyRevision, terms, idleWhileResolved } = started
  const data = { at, because, policyId, policyRevision, terms, idleWhileResolved, accountId, clocks: [] }
  return [{ type: 'sla.clock-retargeted.v1', data }, ...moved]
}

function detectedAt(event: ClockEvent, now: Instant): ClockEvent {
  return event.type === 'sla.clock-breached.v1' ? { ...event, data: { ...event.data, detectedAt: now } } : event
}
