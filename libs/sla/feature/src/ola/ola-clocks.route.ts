import { Controller, Get, Query } from '@nestjs/common'
import { AllowedTo, IfTold, Reads } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { OLA_CLOCKS, olaClockNames, type OlaClockDocument, type OlaClockName } from '@spoc/sla-contracts'
import { IsIn, IsUUID } from 'class-validator'
import { DueList, dueFilter } from '../clocks/due-list.js'

export class OlaClockList extends DueList {
  /** `ola` of our teams, `uc` of vendors. */
  @IfTold()
  @IsIn(olaClockNames)
  clock?: OlaClockName

  @IfTold()
  @IsUUID()
  teamId?: string
}

/** What teams and vendors have to keep, engagement by engagement. No client's business: the promise to the client is under `clocks`. */
@Controller('api/v1/ola-clocks')
export class OlaClocksRoute {
  constructor(private readonly views: Views) {}

  /** Earliest due first. Refused: `invalid-instant` 422. */
  @Get()
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(OLA_CLOCKS)
  async list(@Query() { limit, cursor, clock, teamId, ...due }: OlaClockList) {
    const filter = {
      ...(clock === undefined ? {} : { clock }),
      ...(teamId === undefined ? {} : { teamId }),
      ...dueFilter(due),
    }
    const page = await this.views
      .of<OlaClockDocument>(OLA_CLOCKS)
      .find({ filter, sort: ['dueAt'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, ...rest }) => ({ id: _id, ...rest })) }
  }
}
