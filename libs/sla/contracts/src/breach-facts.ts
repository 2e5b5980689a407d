import { streamKind, type Instant } from '@spoc/platform-kernel'
import type { BreachAttribution, BreachEvent } from './breach.events.js'
import type { ClockOutcome } from './outcomes.js'

/** Whose doing the breaches of a request were, oldest first. */
export interface BreachesOfRequest {
  readonly accountId?: string
  readonly attributed: readonly BreachAttribution[]
}

/** Folds `breach-<requestId>`; leaves alone what it does not know. */
export const breachFacts = streamKind<BreachesOfRequest, BreachEvent>({
  category: 'breach',
  initial: { attributed: [] },
  evolve: (state, event) => {
    switch (event.type) {
      case 'sla.breach-attributed.v1': {
        const { requestId: _, accountId, requestRevision: __, ...attribution } = event.data
        return { accountId, attributed: [...state.attributed, attribution] }
      }
      default:
        return state
    }
  },
  about: ({ accountId }, id) => ({ subject: id, ...(accountId === undefined ? {} : { accountId }) }),
})

/** Whether a breach of the clock has not been withdrawn; one of an earlier round or promise stands too. */
export function breachStands(
  { breach, withdrawn = [] }: Pick<ClockOutcome, 'breach' | 'withdrawn'>,
  effectiveAt: Instant,
): boolean {
  return breach?.effectiveAt === effectiveAt || !withdrawn.some((one) => one.effectiveAt === effectiveAt)
}
