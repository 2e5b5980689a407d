import { streamKind } from '@spoc/platform-kernel'
import type { PolicyEvent, PolicyRules } from './policy.events.js'
import type { Revision } from './revisions.js'

/** Every revision of a policy, in the order in which they were defined; `inForceAt` finds the one that applies. */
export interface PolicyFacts {
  readonly revisions: readonly Revision<PolicyRules>[]
}

/** Folds `sla-policy-<id>`; leaves alone what it does not know. */
export const policyFacts = streamKind<PolicyFacts, PolicyEvent>({
  category: 'sla-policy',
  initial: { revisions: [] },
  evolve: (state, event) => {
    switch (event.type) {
      case 'sla.policy-defined.v1': {
        const { revision, name, rules, appliesFrom } = event.data
        return { revisions: [...state.revisions, { revision, name, rules, appliesFrom }] }
      }
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})
