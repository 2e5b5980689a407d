import type { EscalationPolicyDefinition } from '../escalation-policy/escalation-policy.events.js'
import type { Rota } from '../rota/rota-facts.js'

/** Published read model `routing_rotas`: one document a rota, with its overrides; who is on duty when is asked of the service. */
export interface RotaDocument extends Rota {
  readonly _id: string
  readonly nameKey: string
  readonly revision: number
}

/** Published read model `routing_escalation_policies`: one document a policy, as last defined. */
export interface EscalationPolicyDocument extends EscalationPolicyDefinition {
  readonly _id: string
  readonly nameKey: string
  readonly revision: number
}

export const ROTAS = {
  name: 'routing_rotas',
  indexes: [{ fields: ['nameKey'] }, { fields: ['teamId', 'nameKey'] }],
  holds: 'view',
} as const
export const ESCALATION_POLICIES = {
  name: 'routing_escalation_policies',
  indexes: [{ fields: ['nameKey'] }],
  holds: 'view',
} as const
