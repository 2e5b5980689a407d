import { isRefusal, type Decision } from '@spoc/platform-kernel'
import { evolveSla, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'

export type Step = (state: SlaOfRequest) => Decision<ClockEvent>

/** Decisions one after another, each on what those before it made of the state, as one. */
export function inTurn(state: SlaOfRequest, ...steps: readonly Step[]): Decision<ClockEvent> {
  const events: ClockEvent[] = []
  let current = state
  for (const step of steps) {
    const decision = step(current)
    if (isRefusal(decision)) return decision
    events.push(...decision)
    current = decision.reduce(evolveSla, current)
  }
  return events
}
