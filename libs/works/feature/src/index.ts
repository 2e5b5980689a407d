import { Module } from '@nestjs/common'
import type { ContextModule } from '@spoc/platform-nest'
import { worksContract } from '@spoc/works-contracts'
import { whenTimeToDecidePassesThenCountSilence } from './automation/when-time-to-decide-passes-then-count-silence.js'
import { AffectedServices } from './planning/affected-services.js'
import { Surroundings } from './planning/surroundings.js'
import { accountContracts, namedAccounts, plannedServices } from './read/directory.js'
import { workAnswers, works } from './read/works.js'
import { WorksRoute } from './read/works.route.js'
import { AnswerWorkRoute } from './write/answer-work.js'
import { CarryOutWorkRoute } from './write/carry-out-work.js'
import { PlanNewWorkHandler, PlanWorkRoute } from './write/plan-work.js'
import { RescheduleWorkRoute } from './write/reschedule-work.js'

@Module({
  controllers: [WorksRoute, PlanWorkRoute, AnswerWorkRoute, RescheduleWorkRoute, CarryOutWorkRoute],
  providers: [AffectedServices, Surroundings, PlanNewWorkHandler],
})
class WorksModule {}

export const worksContext: ContextModule = {
  automation: {
    contract: worksContract,
    projectors: [works, workAnswers, plannedServices, namedAccounts, accountContracts],
    reactions: [],
    timed: [whenTimeToDecidePassesThenCountSilence],
  },
  module: WorksModule,
}
