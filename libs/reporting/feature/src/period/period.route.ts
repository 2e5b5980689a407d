import { Controller, Get, Query, Res } from '@nestjs/common'
import { AllowedTo, IfTold, type Principal, Reads, Who } from '@spoc/platform-nest'
import { REPORTED_REQUESTS } from '@spoc/reporting-contracts'
import { IsIn, IsString } from 'class-validator'
import type { FastifyReply } from 'fastify'
import { csvOf } from './csv.js'
import { PeriodReports, type PeriodReport } from './period-reports.js'
import { PeriodWanted } from './period-wanted.js'

export class PeriodReportWanted extends PeriodWanted {
  @IsIn(['json', 'csv'])
  format: string = 'json'

  /** Wait until the figures hold what was written at this position. */
  @IfTold()
  @IsString()
  after?: string
}

@Controller('api/v1/reports/period')
export class PeriodRoute {
  constructor(private readonly reports: PeriodReports) {}

  /**
   * The figures of a period, of each account and of all that the caller may see. Refused: `account-unknown` 404, `invalid-instant`,
   * `period-not-in-order`, `zone-unknown`, `period-too-large` 422.
   */
  @Get()
  @AllowedTo('reporter', 'manager', 'admin', 'client-manager', 'scope:reports:read')
  @Reads(REPORTED_REQUESTS)
  async period(
    @Query() wanted: PeriodReportWanted,
    @Who() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PeriodReport | string> {
    const report = await this.reports.make(wanted, principal)
    if (wanted.format === 'json') return report
    const { from, to } = report.period
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="report-${from.slice(0, 10)}-${to.slice(0, 10)}.csv"`)
    return csvOf(report)
  }
}
