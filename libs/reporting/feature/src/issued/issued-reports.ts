import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo, BLOBS, IfTold, Paging, type Principal, Reads, Who, mustSee, ownAccounts } from '@spoc/platform-nest'
import type { Blobs } from '@spoc/platform-ports'
import { projector, Streams, Views } from '@spoc/platform-runtime'
import { ISSUED_REPORTS, reportFacts, type IssuedReportDocument, type ReportEvent } from '@spoc/reporting-contracts'
import { IsString, MaxLength } from 'class-validator'

const idOf = (stream: string) => stream.slice('report-'.length)

export const issuedReports = projector<IssuedReportDocument, ReportEvent>({
  collection: ISSUED_REPORTS,
  version: 1,
  on: {
    'reporting.report-issued.v1': ({ stream, data: { figures: _, ...issued }, metadata }, into) =>
      into.put(idOf(stream), () => ({
        _id: idOf(stream),
        ...issued,
        issuedAt: metadata.occurredAt,
        issuedBy: metadata.actor,
      })),
  },
})

export class ReportsWanted extends Paging {
  @IfTold()
  @IsString()
  @MaxLength(64)
  accountId?: string
}

@Controller('api/v1/reports')
export class IssuedReportsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(BLOBS) private readonly blobs: Blobs,
  ) {}

  /** What was issued, the latest first; a client sees the reports of its own accounts. */
  @Get()
  @AllowedTo('reporter', 'manager', 'admin', 'client-manager', 'scope:reports:read')
  @Reads(ISSUED_REPORTS)
  async list(@Query() { limit, cursor, accountId }: ReportsWanted, @Who() principal: Principal) {
    const page = await this.views.of<IssuedReportDocument>(ISSUED_REPORTS).find({
      filter: { $and: [ownAccounts(principal), ...(accountId === undefined ? [] : [{ accountId }])] },
      sort: ['-issuedAt'],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return { ...page, items: page.items.map(({ _id: id, ...report }) => ({ id, ...report })) }
  }

  /** The report just as it was handed out, beside what is on record of it. Refused: `report-unknown` 404. */
  @Get(':reportId')
  @AllowedTo('reporter', 'manager', 'admin', 'client-manager', 'scope:reports:read')
  async one(@Param('reportId') id: string, @Who() principal: Principal) {
    const { state } = await this.streams.load(reportFacts, id)
    if (state.is === 'unknown') throw new Refused(refuse('report-unknown', 'There is no such report.'))
    mustSee(principal, state.accountId, 'report-unknown', 'There is no such report.')
    const { is: _, figures: __, ...issued } = state
    const bytes = await this.blobs.get(issued.sha256)
    if (bytes === undefined) throw new Error(`The report ${id} is issued, but its blob is not there.`)
    const report: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return { id, ...issued, report }
  }
}
