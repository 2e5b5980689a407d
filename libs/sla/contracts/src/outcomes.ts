import type { Instant } from '@spoc/platform-kernel'
import type { ClockEvent } from './clock.events.js'
import { evolveSla } from './evolve-sla.js'
import type { ClockName } from './policy.events.js'
import type { Breach, Clock, ClockStanding, Met } from './sla-of-request.js'

/** How a clock stands or came out, and what an outcome to come is told by; not how its deadline was computed, nor what was warned of. */
export interface ClockOutcome {
  readonly clock: ClockName
  /** Whether it counts just now is not told apart. */
  readonly is: Exclude<ClockStanding, 'paused'>
  readonly targetMs: number
  readonly dueAt?: Instant
  readonly breach?: Breach
  readonly met?: Pick<Met, 'elapsedMs' | 'within'>
  /** Breaches that were none; absent where there are none. */
  readonly withdrawn?: readonly Breach[]
  /** Of an update clock, absent where none was: rounds before this one that were breached. */
  readonly roundsBreached?: number
}

/** One event further, as `evolveSla` has it. Never fails. */
export function evolveOutcomes(outcomes: readonly ClockOutcome[], event: ClockEvent): readonly ClockOutcome[] {
  const clocks = Object.fromEntries(outcomes.map((outcome) => [outcome.clock, asClock(outcome)]))
  return Object.values(evolveSla({ clocks, pauses: [] }, event).clocks).map(outcomeOf)
}

export function outcomeOf({ clock, is, targetMs, dueAt, breach, met, withdrawn, roundsBreached }: Clock): ClockOutcome {
  return {
    clock,
    is: is === 'paused' ? 'running' : is,
    targetMs,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(breach === undefined ? {} : { breach }),
    ...(met === undefined ? {} : { met: { elapsedMs: met.elapsedMs, within: met.within } }),
    ...(withdrawn.length === 0 ? {} : { withdrawn }),
    ...(roundsBreached === 0 ? {} : { roundsBreached }),
  }
}

/** A whole clock; in what no outcome depends on there is nothing. */
function asClock({ met, ...outcome }: ClockOutcome): Clock {
  return { ...untold, ...outcome, ...(met === undefined ? {} : { met: { ...met, at: '', by: '' } }) }
}

const untold: Omit<Clock, 'clock' | 'is' | 'targetMs'> = {
  startedAt: '',
  policyId: '',
  policyRevision: 0,
  scope: { serviceClass: '*', priority: '*', kind: '*' },
  target: { minutes: 0 },
  calendarId: '',
  calendarRevision: 0,
  warnShares: [],
  pausesOn: [],
  warnAt: [],
  warned: 0,
  told: [],
  pauses: [],
  withdrawn: [],
  replaced: [],
  rounds: 1,
  roundsBreached: 0,
}
