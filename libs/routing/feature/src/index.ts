import { Module } from '@nestjs/common'
import type { ContextModule } from '@spoc/platform-nest'
import { routingContract } from '@spoc/routing-contracts'
import { asTimePassesMissTheAcceptanceOfAnEngagement, asTimePassesTakeTheStepsOfAPage } from './automation/as-time-passes.js'
import { reactionsOf } from './automations.js'
import { EngagementQueriesRoute } from './engagement/engagement-queries.route.js'
import { EngagementsRoute } from './engagement/engagements.route.js'
import { engagements } from './engagement/engagements.view.js'
import { HandoverPackage } from './engagement/handover-package.js'
import { StreamsReadWhole } from './engagement/streams-read-whole.js'
import { EscalationPoliciesRoute } from './escalation-policy/escalation-policies.route.js'
import { escalationPolicies } from './escalation-policy/escalation-policies.view.js'
import { EscalationsRoute } from './escalation/escalations.route.js'
import { pageFigures } from './page/page-figures.js'
import { PagesRoute } from './page/pages.route.js'
import { pages } from './page/pages.view.js'
import { CoverageRoute } from './rota/coverage.route.js'
import { DutyRoute } from './rota/duty.route.js'
import { RotasRoute } from './rota/rotas.route.js'
import { rotas } from './rota/rotas.view.js'
import { SpocRoute } from './spoc/spoc.route.js'
import { TakeUpWhatWaited } from './spoc/take-up-what-waited.js'
import { TeamsRoute } from './team/teams.route.js'
import { teams, teamsPersonal } from './team/teams.view.js'

@Module({
  controllers: [
    SpocRoute,
    EngagementsRoute,
    EngagementQueriesRoute,
    PagesRoute,
    EscalationsRoute,
    TeamsRoute,
    CoverageRoute,
    DutyRoute,
    RotasRoute,
    EscalationPoliciesRoute,
  ],
  providers: [StreamsReadWhole, HandoverPackage],
})
class RoutingModule {}

export const routingContext: ContextModule = {
  automation: {
    contract: routingContract,
    projectors: [teams, teamsPersonal, rotas, escalationPolicies, engagements, pages],
    reactions: [],
    timed: [asTimePassesTakeTheStepsOfAPage, asTimePassesMissTheAcceptanceOfAnEngagement],
  },
  module: RoutingModule,
  figures: pageFigures,
  prepare: (background) => {
    background.automate('routing', { reactions: reactionsOf(background) })
    background.follow(new TakeUpWhatWaited(background))
  },
}
