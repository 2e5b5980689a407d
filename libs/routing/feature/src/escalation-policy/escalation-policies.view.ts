import { projector } from '@spoc/platform-runtime'
import { ESCALATION_POLICIES, type EscalationPolicyDocument, type EscalationPolicyEvent } from '@spoc/routing-contracts'

const idOf = (stream: string) => stream.slice('escalation-policy-'.length)

export const escalationPolicies = projector<EscalationPolicyDocument, EscalationPolicyEvent>({
  collection: ESCALATION_POLICIES,
  version: 1,
  on: {
    'routing.escalation-policy-defined.v1': ({ stream, data, revision }, into) =>
      into.put(idOf(stream), () => ({ _id: idOf(stream), ...data, nameKey: data.name.toLowerCase(), revision })),
  },
})
