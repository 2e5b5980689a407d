import type { Id } from '@spoc/platform-kernel'
import type { EscalationPolicyDefinition, EscalationTarget, TeamDefinition } from '@spoc/routing-contracts'

const MINUTE_MS = 60_000

/** How a team is paged that has no policy of its own: who is on duty (without a rota, everybody), the whole team, its lead. */
export function policyOfTeam(teamId: Id<'team'>, team: TeamDefinition): EscalationPolicyDefinition {
  const everybody: EscalationTarget = { kind: 'team', id: teamId }
  const first: EscalationTarget = team.rotaId === undefined ? everybody : { kind: 'on-duty', id: team.rotaId }
  const later = team.rotaId === undefined ? [] : [{ afterMs: 5 * MINUTE_MS, targets: [everybody] }]
  return {
    name: team.name,
    steps: [
      { afterMs: 0, targets: [first] },
      ...later,
      { afterMs: 10 * MINUTE_MS, targets: [{ kind: 'team-lead', id: teamId }] },
    ],
    lastResort: team.leadId,
    lastResortAfterMs: 20 * MINUTE_MS,
  }
}
