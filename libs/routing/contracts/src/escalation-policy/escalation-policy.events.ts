import type { Fact, Id } from '@spoc/platform-kernel'
import type { Restriction } from '../rota/rota.events.js'

/** `id` names a person, a rota (`on-duty`, `next-on-duty`) or a team (`team`: all members, `team-lead`). */
export interface EscalationTarget {
  readonly kind: 'person' | 'on-duty' | 'next-on-duty' | 'team' | 'team-lead'
  readonly id: string
}

export interface EscalationStep {
  /** Since the page started. */
  readonly afterMs: number
  readonly targets: readonly EscalationTarget[]
  /** Outside of these hours the step is passed over, as if it came to nobody; without them it is always taken. */
  readonly onlyDuring?: { readonly zone: string; readonly hours: readonly Restriction[] }
}

export interface EscalationPolicyDefinition {
  readonly name: string
  /** Each later than the one before. */
  readonly steps: readonly EscalationStep[]
  readonly lastResort: Id<'person'>
  /** Since the page started; without it the last resort is told only when every step came to nobody. */
  readonly lastResortAfterMs?: number
}

/** Facts about one way to escalate. Stream `escalation-policy-<id>`, written by routing alone; said again, it replaces what was. */
export type EscalationPolicyEvent = Fact<'routing.escalation-policy-defined.v1', EscalationPolicyDefinition>
