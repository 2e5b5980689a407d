import { Controller, Get, Param, Query } from '@nestjs/common'
import { REQUESTS, TIMELINE, TIMELINE_PERSONAL, type RequestDocument, type TimelineDocument } from '@spoc/intake-contracts'
import { AllowedTo, Paging, Reads, Who, type Page, type Principal } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import { RequestFinder } from '../queue/request-finder.js'
import { readers } from '../readers.js'
import { TimelineEntries, type TimelineEntry } from './timeline-entries.js'

@Controller('api/v1/requests')
export class TimelineRoute {
  constructor(
    private readonly views: Views,
    private readonly finder: RequestFinder,
    private readonly entries: TimelineEntries,
  ) {}

  /** The story of a request over all contexts, in log order; for clients its public part. Refused: `request-unknown` 404. */
  @Get(':idOrNumber/timeline')
  @AllowedTo(...readers)
  @Reads(REQUESTS, TIMELINE, TIMELINE_PERSONAL)
  async list(
    @Param('idOrNumber') idOrNumber: string,
    @Query() { limit, cursor }: Paging,
    @Who() principal: Principal,
  ): Promise<Page<TimelineEntry>> {
    const request = await this.finder.visible(idOrNumber, principal)
    const forStaff = principal.accounts === 'all'
    const { items, next } = await this.views.of<TimelineDocument>(TIMELINE).find({
      filter: forStaff ? { requestId: request._id } : forClientOf(request),
      sort: ['order'],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return {
      items: await this.entries.of(items, forStaff ? 'staff' : 'client'),
      ...(next === undefined ? {} : { next }),
    }
  }
}

/** What was public while the request was taken for another account's is not told to this one. */
function forClientOf({ _id, accountId }: RequestDocument): Filter {
  const whose = [{ accountId: { $exists: false } }, ...(accountId === undefined ? [] : [{ accountId }])]
  return { requestId: _id, public: true, $or: whose }
}
