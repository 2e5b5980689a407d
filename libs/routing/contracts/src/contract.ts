import { eventContract } from '@spoc/platform-kernel'
import type { EngagementEvent } from './engagement/engagement.events.js'
import type { EscalationPolicyEvent } from './escalation-policy/escalation-policy.events.js'
import type { PageEvent } from './page/page.events.js'
import type { RequestRoutingEvent } from './request/routing.events.js'
import type { RotaEvent } from './rota/rota.events.js'
import type { TeamEvent } from './team/team.events.js'

export type RoutingEvent = RequestRoutingEvent | EngagementEvent | PageEvent | RotaEvent | TeamEvent | EscalationPolicyEvent

export const routingContract = eventContract<RoutingEvent>({
  context: 'routing',
  categories: ['routing', 'engagement', 'page', 'rota', 'team', 'routing-rules', 'escalation-policy'],
  types: {
    'routing.spoc-assigned.v1': true,
    'routing.spoc-taken-over.v1': true,
    'routing.engagement-requested.v1': true,
    'routing.escalated.v1': true,
    'routing.closed.v1': true,
    'routing.reopened.v1': true,
    'routing.engagement-offered.v1': true,
    'routing.engagement-accepted.v1': true,
    'routing.engagement-declined.v1': true,
    'routing.engagement-overdue.v1': true,
    'routing.engagement-withdrawn.v1': true,
    'routing.engagement-completed.v1': true,
    'routing.page-started.v1': true,
    'routing.page-notified.v1': true,
    'routing.page-acknowledged.v1': true,
    'routing.page-declined.v1': true,
    'routing.page-stopped.v1': true,
    'routing.page-exhausted.v1': true,
    'routing.rota-defined.v1': true,
    'routing.override-added.v1': true,
    'routing.override-removed.v1': true,
    'routing.team-formed.v1': true,
    'routing.team-changed.v1': true,
    'routing.escalation-policy-defined.v1': true,
  },
})
