import type { FactsKind } from '@spoc/platform-runtime'
import { evolveSla, noSla, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'

/** Folds `sla-<requestId>` for those who write of its clocks. */
export const slaFacts: FactsKind<SlaOfRequest, ClockEvent> = { category: 'sla', initial: noSla, evolve: evolveSla }
