import { projector } from '@spoc/platform-runtime'
import { POLICIES, type PolicyDocument, type PolicyEvent } from '@spoc/sla-contracts'

export const policies = projector<PolicyDocument, PolicyEvent>({
  collection: POLICIES,
  version: 2,
  on: {
    'sla.policy-defined.v1': ({ data: { policyId, revision, name, rules, appliesFrom }, metadata }, into) => {
      const version = {
        ...{ revision, name, rules, definedAt: metadata.recordedAt },
        ...(appliesFrom === undefined ? {} : { appliesFrom }),
      }
      into.put(policyId, (found) => ({
        _id: policyId,
        nameKey: name.toLowerCase(),
        ...version,
        versions: [...(found?.versions ?? []), version],
      }))
    },
  },
})
