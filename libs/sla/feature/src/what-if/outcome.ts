import type { Instant } from '@spoc/platform-kernel'
import { clockNames, type Clock, type ClockName, type SlaOfRequest } from '@spoc/sla-contracts'

/** `breached`: its deadline was missed, be it met later or not; `open`: it runs and may still be kept. */
export const outcomes = ['met', 'breached', 'open', 'cancelled', 'not-promised'] as const
export type Outcome = (typeof outcomes)[number]

/** How a promise came out; the figures are absent where nothing was promised. */
export interface ClockOutcome {
  readonly outcome: Outcome
  readonly targetMs?: number
  readonly dueAt?: Instant
  readonly metAt?: Instant
  readonly elapsedMs?: number
  readonly breachedAt?: Instant
}

/** One clock as the record has it, and as it would have been. */
export interface ComparedClock {
  readonly clock: ClockName
  readonly was: ClockOutcome
  readonly wouldBe: ClockOutcome
  /** Whether it would have come out otherwise. */
  readonly changed: boolean
}

/** Every clock that was promised, or would have been. */
export function compare(was: SlaOfRequest, wouldBe: SlaOfRequest): readonly ComparedClock[] {
  return clockNames.flatMap((clock) => {
    const [before, after] = [outcomeOf(was.clocks[clock]), outcomeOf(wouldBe.clocks[clock])]
    if (before.outcome === 'not-promised' && after.outcome === 'not-promised') return []
    return [{ clock, was: before, wouldBe: after, changed: before.outcome !== after.outcome }]
  })
}

function outcomeOf(clock: Clock | undefined): ClockOutcome {
  if (clock === undefined || clock.cancelled?.because === 'no-longer-promised') return { outcome: 'not-promised' }
  const { targetMs, dueAt, met, breach } = clock
  return {
    outcome: wordFor(clock),
    targetMs,
    ...(dueAt !== undefined && { dueAt }),
    ...(met !== undefined && { metAt: met.at, elapsedMs: met.elapsedMs }),
    ...(breach !== undefined && { breachedAt: breach.effectiveAt }),
  }
}

function wordFor({ is, breach, roundsBreached, met }: Clock): Outcome {
  if (breach !== undefined || roundsBreached > 0 || met?.within === false) return 'breached'
  return is === 'met' || is === 'cancelled' ? is : 'open'
}
