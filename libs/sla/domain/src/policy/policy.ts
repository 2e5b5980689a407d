import { streamKind } from '@spoc/platform-kernel'
import type { PolicyEvent, PolicyRules } from '@spoc/sla-contracts'

/** A policy as last defined; clocks carry the terms they were started with. */
export type Policy =
  | { readonly is: 'unknown' }
  | {
      readonly is: 'defined'
      readonly policyId: string
      readonly revision: number
      readonly name: string
      readonly rules: PolicyRules
    }

export const policyStream = streamKind<Policy, PolicyEvent>({
  category: 'sla-policy',
  initial: { is: 'unknown' },
  evolve: (policy, event) => {
    switch (event.type) {
      case 'sla.policy-defined.v1':
        return { is: 'defined', ...event.data }
      default:
        return policy
    }
  },
  about: (_, id) => ({ subject: id }),
})
