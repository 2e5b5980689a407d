import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { requestFacts } from '@spoc/intake-contracts'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo, CLOCK, IfTold, maySee, mustSee, ownAccounts, Paging, Reads, Who, type Principal } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'
import { CLOCKS, clockNames, type ClockDocument, type ClockName } from '@spoc/sla-contracts'
import { clocksOf, slaStream } from '@spoc/sla-domain'
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator'
import { instantIn } from '../instant-in.js'
import { calendarsOf } from './calendars-of.js'
import { explained } from './explained.js'

const states = ['running', 'paused', 'met', 'breached', 'cancelled'] as const

export class ClockList extends Paging {
  @IfTold()
  @IsIn(states)
  state?: (typeof states)[number]

  @IfTold()
  @IsIn(clockNames)
  clock?: ClockName

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
  accountId?: string
}

const everybody = [
  'client',
  'client-manager',
  'agent',
  'engineer',
  'manager',
  'reporter',
  'auditor',
  'admin',
  'scope:requests:read',
] as const

/** The promise on requests, clock by clock. */
@Controller('api/v1/clocks')
export class ClocksRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    @Inject(CLOCK) private readonly time: Clock,
  ) {}

  /** Earliest due first. Refused: `invalid-instant` 422. */
  @Get()
  @AllowedTo(...everybody)
  @Reads(CLOCKS)
  async list(@Query() { limit, cursor, state, clock, dueBefore, requestId, accountId }: ClockList, @Who() principal: Principal) {
    if (accountId !== undefined && !maySee(principal, accountId)) return { items: [] }
    const filter = {
      ...(accountId === undefined ? ownAccounts(principal) : { accountId }),
      ...(state === undefined ? {} : { state }),
      ...(clock === undefined ? {} : { clock }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(dueBefore === undefined ? {} : { dueAt: { $lt: instantIn(dueBefore, 'dueBefore') } }),
    }
    const page = await this.views
      .of<ClockDocument>(CLOCKS)
      .find({ filter, sort: ['dueAt'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(published) }
  }

  /** Each clock's computation line by line, up to its end or to now; read from the log, not from a read model. Refused: `request-unknown` 404. */
  @Get(':requestId/explanation')
  @AllowedTo(...everybody)
  async explain(@Param('requestId') requestId: string, @Who() principal: Principal) {
    const { state: request } = await this.streams.load(requestFacts, requestId)
    if (request.is === 'unknown') throw new Refused(refuse('request-unknown', 'There is no such request.'))
    mustSee(principal, request.accountId, 'request-unknown', 'There is no such request.')
    const { state } = await this.streams.load(slaStream, requestId)
    const calendars = await calendarsOf(state, this.streams)
    const now = this.time.now()
    return { requestId, at: now, clocks: clocksOf(state).map((clock) => explained(clock, now, calendars)) }
  }
}

function published({ _id, ...rest }: ClockDocument) {
  return { id: _id, ...rest }
}
