import { Module } from '@nestjs/common'
import type { ContextModule } from '@spoc/platform-nest'
import { reportingContract } from '@spoc/reporting-contracts'
import { IssueReportHandler, IssueReportRoute } from './issued/issue-report.js'
import { issuedReports, IssuedReportsRoute } from './issued/issued-reports.js'
import { PeriodReports } from './period/period-reports.js'
import { PeriodRoute } from './period/period.route.js'
import { namedAccounts } from './requests/named-accounts.js'
import { reportedRequests } from './requests/reported-requests.js'
import { Rows } from './requests/rows.js'

@Module({
  controllers: [PeriodRoute, IssueReportRoute, IssuedReportsRoute],
  providers: [Rows, PeriodReports, IssueReportHandler],
})
class ReportingModule {}

export const reportingContext: ContextModule = {
  automation: {
    contract: reportingContract,
    projectors: [reportedRequests, issuedReports, namedAccounts],
    reactions: [],
    timed: [],
  },
  module: ReportingModule,
}
