import { streamKind } from '@spoc/platform-kernel'
import type { EscalationPolicyDefinition, EscalationPolicyEvent } from './escalation-policy.events.js'

/** A policy as it stands; `policy` is absent where none was defined. */
export interface EscalationPolicyFacts {
  readonly policy?: EscalationPolicyDefinition
}

/** Folds `escalation-policy-<id>`; leaves alone what it does not know. */
export const escalationPolicyFacts = streamKind<EscalationPolicyFacts, EscalationPolicyEvent>({
  category: 'escalation-policy',
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'routing.escalation-policy-defined.v1':
        return { policy: event.data }
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})
