import { Controller, Get, Query } from '@nestjs/common'
import { AllowedTo, IfTold, instantIn, Paging, Reads } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { OLA_CLOCKS, olaClockNames, type OlaClockDocument, type OlaClockName } from '@spoc/sla-contracts'
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator'

const states = ['running', 'paused', 'met', 'breached', 'cancelled'] as const

export class OlaClockList extends Paging {
  @IfTold()
  @IsIn(states)
  state?: (typeof states)[number]

  /** `ola` of our teams, `uc` of vendors. */
  @IfTold()
  @IsIn(olaClockNames)
  clock?: OlaClockName

  /** An instant with offset; clocks without a due instant are left out. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  dueBefore?: string

  @IfTold()
  @IsUUID()
  requestId?: string

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
  async list(@Query() { limit, cursor, state, clock, dueBefore, requestId, teamId }: OlaClockList) {
    const filter = {
      ...(state === undefined ? {} : { state }),
      ...(clock === undefined ? {} : { clock }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(dueBefore === undefined ? {} : { dueAt: { $lt: instantIn(dueBefore, 'dueBefore') } }),
    }
    const page = await this.views
      .of<OlaClockDocument>(OLA_CLOCKS)
      .find({ filter, sort: ['dueAt'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, ...rest }) => ({ id: _id, ...rest })) }
  }
}
