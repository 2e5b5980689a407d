import { Module } from '@nestjs/common'
import type { ContextModule } from '@spoc/platform-nest'
import { slaContract } from '@spoc/sla-contracts'
import { clocksInTime } from './automation/clocks-in-time/timed.js'
import { followAmendments } from './automation/when-contract-amended-then-change-terms/reaction.js'
import { keepClocks } from './automation/when-request-changes-then-keep-its-clocks/reaction.js'
import { CalendarsRoute } from './calendars/calendars.route.js'
import { calendars } from './calendars/calendars.view.js'
import { clockFigures } from './clocks/clock-figures.js'
import { ClocksRoute } from './clocks/clocks.route.js'
import { clocks } from './clocks/clocks.view.js'
import { PoliciesRoute } from './policies/policies.route.js'
import { policies } from './policies/policies.view.js'
import { TermsRoute } from './policies/terms.route.js'
import { Answering } from './what-if/answering.js'
import { WhatIfs } from './what-if/what-ifs.js'
import { WhatIfsRoute } from './what-if/what-ifs.route.js'
import { ReckonAnewRoute } from './write/reckon-anew/reckon-anew.route.js'

@Module({
  controllers: [CalendarsRoute, ClocksRoute, TermsRoute, PoliciesRoute, ReckonAnewRoute, WhatIfsRoute],
  providers: [WhatIfs, Answering],
})
class SlaModule {}

export const slaContext: ContextModule = {
  automation: {
    contract: slaContract,
    projectors: [calendars, clocks, policies],
    reactions: [],
    timed: [clocksInTime],
  },
  module: SlaModule,
  figures: clockFigures,
  prepare: (background) => background.automate('sla', { reactions: [keepClocks(background), followAmendments(background)] }),
}
