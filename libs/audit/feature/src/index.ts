import { Module } from '@nestjs/common'
import { auditContract } from '@spoc/audit-contracts'
import type { ContextModule } from '@spoc/platform-nest'
import { accesses, AccessesRoute } from './access/accesses.js'
import { Auditing } from './access/auditing.js'
import { AsOfRoute } from './as-of/as-of.route.js'
import { Moments } from './as-of/moment-wanted.js'
import { BundleRoute } from './bundle/bundle.route.js'
import { HistoryRoute } from './history/history.route.js'
import { Past } from './trail/past.js'
import { SubjectEvents } from './trail/subject-events.js'
import { moments, numbers, trail } from './trail/trail.js'

@Module({
  controllers: [HistoryRoute, AsOfRoute, BundleRoute, AccessesRoute],
  providers: [Auditing, SubjectEvents, Past, Moments],
})
class AuditModule {}

export const auditContext: ContextModule = {
  automation: {
    contract: auditContract,
    projectors: [trail, moments, numbers, accesses],
    reactions: [],
    timed: [],
  },
  module: AuditModule,
}
