import { Body, Controller, Inject, Post } from '@nestjs/common'
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { canonicalJson, idOf, newId, refuse, Refused, type Changed, type Given } from '@spoc/platform-kernel'
import { AllowedTo, BLOBS, Caller, Who, type Principal } from '@spoc/platform-nest'
import type { Blobs } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { issueReport, reportDigest, reportStream } from '@spoc/reporting-domain'
import { PeriodReports } from '../period/period-reports.js'
import { PeriodWanted } from '../period/period-wanted.js'

export class IssueReport extends Command<Changed & { readonly id: string; readonly sha256: string }> {
  constructor(
    readonly wanted: PeriodWanted,
    readonly principal: Principal,
    readonly given: Given,
  ) {
    super()
  }
}

/** The report is kept, under its digest, before the event that names it. */
@CommandHandler(IssueReport)
export class IssueReportHandler implements ICommandHandler<IssueReport> {
  constructor(
    private readonly streams: Streams,
    private readonly reports: PeriodReports,
    @Inject(BLOBS) private readonly blobs: Blobs,
  ) {}

  async execute({ wanted, principal, given }: IssueReport) {
    const id: string = given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('report', given.idempotency.key)
    const changed = await this.streams.change(reportStream, id, given, async (known) => {
      const report = await this.reports.make(wanted, principal)
      const { period, accountId, position, asOf, total: figures } = report
      await this.blobs.put(Buffer.from(canonicalJson(report)))
      const account = accountId === undefined ? {} : { accountId }
      return issueReport(known, { period, ...account, position, asOf, sha256: reportDigest(report), figures })
    })
    const { state } = await this.streams.load(reportStream, id)
    if (state.is === 'unknown') throw new Refused(refuse('report-unknown', 'There is no such report.'))
    return { ...changed, id, sha256: state.sha256 }
  }
}

@Controller('api/v1/reports')
export class IssueReportRoute {
  constructor(private readonly commands: CommandBus) {}

  /** Makes the report of a period and puts it on record. Refused: `account-unknown` 404; a period that is none 422. */
  @Post()
  @AllowedTo('reporter', 'manager', 'admin')
  issue(@Body() wanted: PeriodWanted, @Who() principal: Principal, @Caller() given: Given) {
    return this.commands.execute(new IssueReport(wanted, principal, given))
  }
}
