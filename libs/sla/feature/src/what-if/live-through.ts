import { requestFacts, type Request } from '@spoc/intake-contracts'
import { isRefusal, type Decision, type Instant, type RecordedOf } from '@spoc/platform-kernel'
import { evolveSla, noSla, type ClockEvent, type RequestTerms, type SlaOfRequest } from '@spoc/sla-contracts'
import { retargetClocks, startClocks, withBreaches, type PromisedBy } from '@spoc/sla-domain'
import type { RequestHistory } from '../terms/request-history.js'
import { actOf } from '../terms/what-acts.js'

/** By which policy, and for which class of service, a request was promised anything from some moment on. */
export interface Grounds {
  readonly serviceClass: string
  readonly policyId: string
  readonly policyRevision: number
  /** Revision of the request's event that brought it; absent where something else did, e.g. an amendment of the contract. */
  readonly by?: number
  readonly recordedAt: Instant
}

/** What a request's clocks lived on, as their own stream tells, oldest first. */
export function groundsIn(events: readonly RecordedOf<ClockEvent>[]): readonly Grounds[] {
  return events.flatMap(({ type, data, metadata: { source, recordedAt } }) => {
    if (type !== 'sla.clocks-started.v1' && type !== 'sla.clock-retargeted.v1') return []
    const { policyId, policyRevision, terms } = data
    const by = source?.stream.startsWith('request-') === true ? source.revision : undefined
    return [{ serviceClass: terms.serviceClass, policyId, policyRevision, recordedAt, ...(by !== undefined && { by }) }]
  })
}

/** What would have been promised on these grounds. */
export type PromisedOn = (grounds: Grounds) => PromisedBy

/** Something that became known at an instant: an event of the request, or other grounds. */
type Step =
  | { readonly at: Instant; readonly event: RequestHistory[number] }
  | { readonly at: Instant; readonly event?: undefined; readonly grounds: Grounds }

/**
 * The clocks of a request as they would stand now, had other terms been promised from its receipt on: its whole history is lived through again,
 * step by step in the order in which it became known, with every change of priority, kind, class and policy on the way. Decides by what the
 * running clocks are decided by, and writes nothing. Undefined where the request never had clocks.
 */
export function liveThrough(
  history: RequestHistory,
  grounds: readonly Grounds[],
  promisedOn: PromisedOn,
  { requestId, now }: { readonly requestId: string; readonly now: Instant },
): SlaOfRequest | undefined {
  let [current] = grounds
  let request = requestFacts.initial
  let state = noSla
  for (const { at, ...step } of stepsOf(history, grounds)) {
    const { event } = step
    if (event === undefined) current = step.grounds
    else {
      current = grounds.findLast(({ by }) => by === event.revision) ?? current
      request = requestFacts.evolve(request, event)
    }
    if (current === undefined || request.is === 'unknown') continue
    const promised = promisedOn(current)
    const terms = termsOf(request, current)
    if (state.started === undefined) {
      const { accountId = '', receivedAt } = request
      const start = { requestId, accountId, receivedAt, ...terms }
      state = after(state, startClocks(state, start, promised, { now: receivedAt }))
    }
    state = after(state, withBreaches(state, [], at))
    const act = event === undefined ? undefined : actOf(event, history)
    state = after(state, act?.(state, { calendars: promised.calendars, now: at }) ?? [])
    const change = { at: event?.metadata.occurredAt ?? at, because: 'contract-changed', terms } as const
    state = after(state, retargetClocks(state, change, promised, { now: at }))
  }
  return state.started === undefined ? undefined : after(state, withBreaches(state, [], now))
}

/** In the order in which they became known. */
function stepsOf(history: RequestHistory, grounds: readonly Grounds[]): readonly Step[] {
  const steps: readonly Step[] = [
    ...history.map((event) => ({ at: event.metadata.recordedAt, event })),
    ...grounds.flatMap((each) => (each.by === undefined ? [{ at: each.recordedAt, grounds: each }] : [])),
  ]
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

function termsOf({ priority, kind }: Request, { serviceClass }: Grounds): RequestTerms {
  return { serviceClass, priority, kind }
}

function after(state: SlaOfRequest, decision: Decision<ClockEvent>): SlaOfRequest {
  return isRefusal(decision) ? state : decision.reduce(evolveSla, state)
}
