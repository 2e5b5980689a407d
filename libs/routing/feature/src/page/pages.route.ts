import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { keyOfAuthor, personal, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold, Paging, type Principal, Reads, Who } from '@spoc/platform-nest'
import { Streams, Views } from '@spoc/platform-runtime'
import { PAGES, type PageDocument } from '@spoc/routing-contracts'
import { acknowledgePage, declinePage, pageStream } from '@spoc/routing-domain'
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator'
import { pageGrounds } from './roster.js'

export class PagesWanted extends Paging {
  /** Pages that the caller was told of. */
  @IfTold()
  @IsIn(['true', 'false'])
  mine?: string

  @IfTold()
  @IsIn(['open', 'acknowledged', 'stopped'])
  state?: PageDocument['state']

  @IfTold()
  @IsUUID()
  requestId?: string
}

export class PageDecline {
  @IfTold()
  @IsString()
  @MaxLength(2_000)
  reason?: string
}

/** Pages: people told one after another until somebody answers. */
@Controller('api/v1/pages')
export class PagesRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** The latest first. */
  @Get()
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(PAGES)
  async list(@Query() { limit, cursor, mine, state, requestId }: PagesWanted, @Who() principal: Principal) {
    const filter = {
      ...(requestId !== undefined && { requestId }),
      ...(mine === 'true' && { told: principal.id }),
      ...(state !== undefined && { state }),
    }
    const page = await this.views
      .of<PageDocument>(PAGES)
      .find({ filter, sort: ['-startedAt'], limit, ...(cursor !== undefined && { cursor }) })
    return { ...page, items: page.items.map(({ _id, ...rest }) => ({ id: _id, ...rest })) }
  }

  /** What was still to follow is not sent. Refused: `page-unknown` 404, `page-taken` and `page-stopped` 409. */
  @Post(':pageId/acknowledgement')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin')
  async acknowledge(@Param('pageId') id: string, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    const changed = await this.streams.change(
      pageStream,
      id,
      given,
      (page) => acknowledgePage(page, { by: given.actor.id, now: given.now }),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id }
  }

  /** Refused: `page-unknown` 404, `page-not-for-you`, `page-taken` and `page-stopped` 409. */
  @Post(':pageId/decline')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin')
  async decline(
    @Param('pageId') id: string,
    @Body() { reason }: PageDecline,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const changed = await this.streams.change(
      pageStream,
      id,
      given,
      async (page, facts) => {
        const steps = page.is === 'open' ? page.steps : []
        const requestId = page.is === 'unknown' ? 'none' : page.about.requestId
        const why = reason === undefined ? {} : { reason: personal(reason, keyOfAuthor(requestId, given.actor.id)) }
        return declinePage(page, { by: given.actor.id, ...why }, await pageGrounds(steps, given.now, facts))
      },
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id }
  }
}
