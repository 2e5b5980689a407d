import { Module } from '@nestjs/common'
import type { ContextModule } from '@spoc/platform-nest'
import { routingContract } from '@spoc/routing-contracts'
import { whenRequestReceivedThenAssignSpoc } from './automation/when-request-received-then-assign-spoc.js'
import { TriageDesk } from './spoc/triage-desk.js'
import { teams, teamsPersonal } from './team/teams.view.js'

@Module({ controllers: [], providers: [] })
class RoutingModule {}

export const routingContext: ContextModule = {
  automation: { contract: routingContract, projectors: [teams, teamsPersonal], reactions: [], timed: [] },
  module: RoutingModule,
  prepare: (background) =>
    background.automate('routing', { reactions: [whenRequestReceivedThenAssignSpoc(new TriageDesk(background.views))] }),
}
