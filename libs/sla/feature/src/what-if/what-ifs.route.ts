import { Readable } from 'node:stream'
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common'
import { refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, instantIn, Paging } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import type { FastifyReply } from 'fastify'
import { assumptionIn } from './assumption.js'
import { csvOf } from './csv.js'
import type { WhatIf, WhatIfRequest } from './what-if-document.js'
import { AskWhatIf, WhatIfRequestList } from './what-if.dto.js'
import { WhatIfs } from './what-ifs.js'

const CSV_PAGE = 200

/** Which promises of a period would have been kept under another policy or calendar: a report from the log, which changes nothing. */
@Controller('api/v1/what-ifs')
export class WhatIfsRoute {
  constructor(
    private readonly whatIfs: WhatIfs,
    private readonly streams: Streams,
  ) {}

  /**
   * Begins; the answer does not wait for the end. Refused: `invalid-instant`, `period-not-in-order`, `what-if-too-large` and what `assumptionIn`
   * refuses 422, with the field; `what-ifs-under-way` 409.
   */
  @Post()
  @HttpCode(202)
  @AllowedTo('manager', 'admin', 'auditor')
  async ask(@Body() body: AskWhatIf, @Caller() given: Given) {
    const [from, to] = [instantIn(body.from, 'from'), instantIn(body.to, 'to')]
    if (to <= from) throw new Refused(refuse('period-not-in-order', 'A period ends after it begins.', 'to'))
    const { accountId, policyId } = body
    const period = { from, to, ...(accountId !== undefined && { accountId }), ...(policyId !== undefined && { policyId }) }
    const assumed = await assumptionIn(body, from, given.now, this.streams)
    return told(await this.whatIfs.ask(period, assumed, given))
  }

  /** The last one first. */
  @Get()
  @AllowedTo('manager', 'admin', 'auditor')
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.whatIfs.list({ limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(told) }
  }

  /** How far it is, and the outcomes clock by clock, counted so far. Refused: `what-if-unknown` 404. */
  @Get(':whatIfId')
  @AllowedTo('manager', 'admin', 'auditor')
  async one(@Param('whatIfId') id: string) {
    return told(await this.whatIfs.one(id))
  }

  /** Request by request how it came out, and how it would have; as `csv` all of them, a line a clock. Refused: `what-if-unknown` 404. */
  @Get(':whatIfId/requests')
  @AllowedTo('manager', 'admin', 'auditor')
  async requests(
    @Param('whatIfId') id: string,
    @Query() { limit, cursor, changed, format }: WhatIfRequestList,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const only = changed === undefined ? undefined : changed === 'true'
    if (format === 'json') {
      const page = await this.whatIfs.requests(id, only, { limit, ...(cursor === undefined ? {} : { cursor }) })
      return { ...page, items: page.items.map(({ _id: _, whatIfId: __, ...rest }) => rest) }
    }
    await this.whatIfs.one(id)
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="what-if-${id}.csv"`)
    return new StreamableFile(Readable.from(csvOf(this.pages(id, only)), { objectMode: false }))
  }

  /** Leaves nothing of the answer behind. Refused: `what-if-unknown` 404, `what-if-not-under-way` 409. */
  @Post(':whatIfId/cancel')
  @HttpCode(200)
  @AllowedTo('manager', 'admin', 'auditor')
  async cancel(@Param('whatIfId') id: string) {
    return told(await this.whatIfs.cancel(id))
  }

  private async *pages(id: string, changed: boolean | undefined): AsyncGenerator<readonly WhatIfRequest[]> {
    let cursor: string | undefined
    do {
      const page = await this.whatIfs.requests(id, changed, { limit: CSV_PAGE, ...(cursor === undefined ? {} : { cursor }) })
      yield page.items
      cursor = page.next
    } while (cursor !== undefined)
  }
}

function told({ _id, ...rest }: WhatIf) {
  return { id: _id, ...rest }
}
