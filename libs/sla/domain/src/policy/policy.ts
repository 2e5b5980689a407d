import { streamKind, type Instant } from '@spoc/platform-kernel'
import { inForceAt, type PolicyEvent, type PolicyRules, type Revision } from '@spoc/sla-contracts'

/** A policy as last defined, or as `policyAt` finds it; clocks carry the terms they were started with. */
export type Policy =
  | { readonly is: 'unknown' }
  | (Revision<PolicyRules> & {
      readonly is: 'defined'
      readonly policyId: string
      /** Every one there has been, in the order in which they were defined. */
      readonly revisions: readonly Revision<PolicyRules>[]
    })

export const policyStream = streamKind<Policy, PolicyEvent>({
  category: 'sla-policy',
  initial: { is: 'unknown' },
  evolve: (policy, event) => {
    switch (event.type) {
      case 'sla.policy-defined.v1': {
        const { policyId, ...revision } = event.data
        const before = policy.is === 'defined' ? policy.revisions : []
        return { is: 'defined', policyId, ...revision, revisions: [...before, revision] }
      }
      default:
        return policy
    }
  },
  about: (_, id) => ({ subject: id }),
})

/** The policy for what was received at an instant: in the revision that applies then. */
export function policyAt(policy: Policy, at: Instant): Policy {
  if (policy.is === 'unknown') return policy
  const found = inForceAt(policy.revisions, at) ?? policy.revisions[0]
  return found === undefined ? policy : asRevised(policy, found)
}

/** The policy in one of its revisions, or in one that is only thought of. */
export function asRevised(
  { policyId, revisions }: Extract<Policy, { is: 'defined' }>,
  revision: Revision<PolicyRules>,
): Extract<Policy, { is: 'defined' }> {
  return { is: 'defined', policyId, ...revision, revisions }
}
