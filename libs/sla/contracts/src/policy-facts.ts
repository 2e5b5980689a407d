import { streamKind } from '@spoc/platform-kernel'
import type { PolicyEvent, PolicyRules } from './policy.events.js'

/** A policy as last defined; `rules` is absent where none was. */
export interface PolicyFacts {
  readonly name?: string
  readonly rules?: PolicyRules
}

/** Folds `sla-policy-<id>`; leaves alone what it does not know. */
export const policyFacts = streamKind<PolicyFacts, PolicyEvent>({
  category: 'sla-policy',
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'sla.policy-defined.v1':
        return { name: event.data.name, rules: event.data.rules }
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})
