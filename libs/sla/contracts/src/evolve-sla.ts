import type { Fact } from '@spoc/platform-kernel'
import type { ClockEvent, Pause, StartedClock, Timing } from './clock.events.js'
import { isSlaEvent } from './contract.js'
import { ended, standing } from './pauses.js'
import type { ClockName } from './policy.events.js'
import type { Clock, Met, SlaOfRequest } from './sla-of-request.js'
import { stillTold, warned, warningKey } from './warnings.js'

export const noSla: SlaOfRequest = { clocks: {}, pauses: [] }

/** The state of the stream `sla-<requestId>`; passes over events it does not know. */
export function slaOfRequest(events: Iterable<Fact>): SlaOfRequest {
  let state = noSla
  for (const event of events) state = evolveSla(state, event)
  return state
}

/** One event further. Never fails; an event that is not about a request's clocks changes nothing. */
export function evolveSla(state: SlaOfRequest, event: Fact): SlaOfRequest {
  if (!isSlaEvent(event)) return state
  switch (event.type) {
    case 'sla.clocks-started.v1':
      return started(state, event.data)
    case 'sla.clock-paused.v1':
      return paused(state, event.data)
    case 'sla.clock-resumed.v1':
      return resumed(state, event.data)
    case 'sla.clock-retargeted.v1':
      return retargeted(state, event.data)
    case 'sla.clock-restarted.v1':
      return onEach(state, [event.data], restarted)
    case 'sla.clock-met.v1':
      return onEach(state, [event.data], met)
    case 'sla.clock-warned.v1':
      return onEach(state, [event.data], warned)
    case 'sla.clock-breached.v1':
      return onEach(state, [event.data], (clock, { effectiveAt, detectedAt }) => ({
        ...clock,
        breach: { effectiveAt, detectedAt },
      }))
    case 'sla.breach-withdrawn.v1':
      return onEach(state, [event.data], (clock) =>
        clock.breach === undefined ? clock : { ...clock, breach: undefined, withdrawn: [...clock.withdrawn, clock.breach] },
      )
    case 'sla.clocks-cancelled.v1': {
      const { at, because } = event.data
      const changes = event.data.clocks.map((clock) => ({ clock }))
      return onEach(state, changes, (clock) => ({
        ...clock,
        is: 'cancelled',
        cancelled: { at, because },
        pauses: ended(clock.pauses, at),
      }))
    }
    case 'sla.clocks-reopened.v1':
      return reopened(state, event.data)
    default:
      return state
  }
}

type DataOf<Type extends ClockEvent['type']> = Extract<ClockEvent, { readonly type: Type }>['data']

function started(state: SlaOfRequest, data: DataOf<'sla.clocks-started.v1'>): SlaOfRequest {
  const { requestId, accountId, policyId, policyRevision, terms, receivedAt, idleWhileResolved, pauses } = data
  const clocks = Object.fromEntries(data.clocks.map((clock) => [clock.clock, fresh(clock, pauses)]))
  return {
    started: { requestId, accountId, policyId, policyRevision, terms, receivedAt, idleWhileResolved },
    clocks: { ...state.clocks, ...clocks },
    pauses,
  }
}

function fresh(clock: StartedClock, known: readonly Pause[]): Clock {
  const { told = [] } = clock
  const given = clock.warnAt.filter((warn) => told.includes(warningKey(warn)))
  const pauses = known.filter((pause) => clock.pausesOn.includes(pause.reason))
  return {
    ...clock,
    is: standing(pauses),
    pauses,
    warned: Math.max(0, ...given.map(({ share }) => share)),
    told,
    replaced: [],
    withdrawn: [],
    rounds: 1,
    roundsBreached: 0,
  }
}

function paused(state: SlaOfRequest, { from, reason, party, clocks }: DataOf<'sla.clock-paused.v1'>): SlaOfRequest {
  const pause: Pause = { from, reason, party }
  return onEach({ ...state, pauses: [...state.pauses, pause] }, clocks, (clock, timing) => ({
    ...retimed(clock, timing),
    is: 'paused',
    pauses: [...clock.pauses, pause],
  }))
}

function resumed(state: SlaOfRequest, { at, clocks }: DataOf<'sla.clock-resumed.v1'>): SlaOfRequest {
  return onEach({ ...state, pauses: ended(state.pauses, at) }, clocks, (clock, timing) => ({
    ...retimed(clock, timing),
    is: 'running',
    pauses: ended(clock.pauses, at),
  }))
}

/** A breach that the new promise has too stays the one breach; otherwise it is kept with the promise it broke. */
function retargeted(
  state: SlaOfRequest,
  { at, clocks, policyId, policyRevision, terms, accountId, idleWhileResolved, nextRound }: DataOf<'sla.clock-retargeted.v1'>,
): SlaOfRequest {
  const { started } = state
  const later = nextRound === undefined ? [] : [{ clock: 'update', nextRound } as const]
  const told = onEach(state, later, (clock, next) => ({ ...clock, ...next }))
  const next: SlaOfRequest =
    started === undefined
      ? told
      : {
          ...told,
          started: {
            ...started,
            policyId,
            policyRevision,
            terms,
            idleWhileResolved,
            accountId: accountId ?? started.accountId,
          },
        }
  return onEach(next, clocks, (clock, { replaced, warned: _, inJeopardy: __, pauses = clock.pauses, ...reckoning }) => {
    return {
      ...clock,
      dueAt: undefined,
      never: undefined,
      warnings: undefined,
      ...reckoning,
      is: standing(pauses),
      pauses,
      breach: reckoning.dueAt !== undefined && reckoning.dueAt <= at ? clock.breach : undefined,
      ...stillTold(clock, reckoning, at),
      replaced: [...clock.replaced, { targetMs: replaced.targetMs, dueAt: replaced.dueAt, breach: clock.breach, until: at }],
    }
  })
}

function restarted(
  { nextRound, ...clock }: Clock,
  { startedAt, targetMs, pauses, ...timing }: DataOf<'sla.clock-restarted.v1'>,
): Clock {
  const open = pauses ?? clock.pauses.filter((pause) => pause.to === undefined).map((pause) => ({ ...pause, from: startedAt }))
  return {
    ...retimed(clock, timing),
    ...(nextRound === 'none' ? {} : nextRound),
    is: standing(open),
    startedAt,
    targetMs,
    warned: 0,
    told: [],
    pauses: open,
    met: undefined,
    cancelled: undefined,
    breach: undefined,
    rounds: clock.rounds + 1,
    roundsBreached: clock.roundsBreached + (clock.breach === undefined ? 0 : 1),
  }
}

function met(clock: Clock, { at, elapsedMs, within, by }: DataOf<'sla.clock-met.v1'>): Clock {
  const now: Met = { at, elapsedMs, within, by }
  const first = clock.firstMet === undefined || at < clock.firstMet.at ? now : clock.firstMet
  return { ...clock, is: 'met', met: now, firstMet: first }
}

function reopened(state: SlaOfRequest, { at, idle, clocks }: DataOf<'sla.clocks-reopened.v1'>): SlaOfRequest {
  const next = { ...state, pauses: ended(state.pauses, at) }
  return onEach(next, clocks, (clock, { idleFrom, startedAt, targetMs, ...timing }) => {
    const again: Clock = {
      ...retimed(clock, timing),
      is: 'running',
      startedAt,
      targetMs,
      met: undefined,
      cancelled: undefined,
    }
    const before = ended(clock.pauses, idleFrom)
    switch (idle) {
      case 'excluded':
        return { ...again, pauses: [...before, { from: idleFrom, to: at, reason: 'resolved' }] }
      case 'counted':
        return { ...again, pauses: before }
      case 'restarted': {
        const outcome = { targetMs: clock.targetMs, dueAt: clock.dueAt, breach: clock.breach, until: at }
        return { ...again, pauses: [], warned: 0, told: [], breach: undefined, replaced: [...clock.replaced, outcome] }
      }
    }
  })
}

function onEach<Change extends { readonly clock: ClockName }>(
  state: SlaOfRequest,
  changes: readonly Change[],
  change: (clock: Clock, by: Change) => Clock,
): SlaOfRequest {
  const clocks: Partial<Record<ClockName, Clock>> = { ...state.clocks }
  for (const by of changes) {
    const clock = clocks[by.clock]
    if (clock !== undefined) clocks[by.clock] = change(clock, by)
  }
  return { ...state, clocks }
}

function retimed(clock: Clock, { dueAt, never, warnAt }: Timing): Clock {
  return { ...clock, dueAt, never, warnAt }
}
