import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { requestFacts } from '@spoc/intake-contracts'
import { refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { AllowedTo, CLOCK, IfTold, maySee, mustSee, ownAccounts, type Principal, Reads, Who } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'
import { routingOfRequest } from '@spoc/routing-contracts'
import { breachFacts, CLOCKS, clockNames, type ClockDocument, type ClockName } from '@spoc/sla-contracts'
import { clocksOf, olaStream, slaStream } from '@spoc/sla-domain'
import { IsIn, IsUUID } from 'class-validator'
import { calendarsOf } from './calendars-of.js'
import { attributionsOf, withoutTeams } from '../breach/attributions-of.js'
import { calendarsOfOla } from '../ola/calendar-of-ola.js'
import { explainedOla, type ExplainedOla } from '../ola/explained-ola.js'
import { DueList, dueFilter } from './due-list.js'
import { explained } from './explained.js'

export class ClockList extends DueList {
  @IfTold()
  @IsIn(clockNames)
  clock?: ClockName

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
  async list(@Query() { limit, cursor, clock, accountId, ...due }: ClockList, @Who() principal: Principal) {
    if (accountId !== undefined && !maySee(principal, accountId)) return { items: [] }
    const filter = {
      ...(accountId === undefined ? ownAccounts(principal) : { accountId }),
      ...(clock === undefined ? {} : { clock }),
      ...dueFilter(due),
    }
    const page = await this.views
      .of<ClockDocument>(CLOCKS)
      .find({ filter, sort: ['dueAt'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(principal.accounts === 'all' ? published : publishedToClient) }
  }

  /**
   * Each clock's computation line by line, up to its end or to now; read from the log, not from a read model. Staff are told of the clocks of
   * engagements too, and of the teams by whom a breach came. Refused: `request-unknown` 404.
   */
  @Get(':requestId/explanation')
  @AllowedTo(...everybody)
  async explain(@Param('requestId') requestId: string, @Who() principal: Principal) {
    const { state: request } = await this.streams.load(requestFacts, requestId)
    if (request.is === 'unknown') throw new Refused(refuse('request-unknown', 'There is no such request.'))
    mustSee(principal, request.accountId, 'request-unknown', 'There is no such request.')
    const { state } = await this.streams.load(slaStream, requestId)
    const calendars = await calendarsOf(state, this.streams)
    const now = this.time.now()
    const forStaff = principal.accounts === 'all'
    const { attributed } = (await this.streams.load(breachFacts, requestId)).state
    const clocks = clocksOf(state).map((clock) => {
      const own = attributionsOf(clock, attributed)
      return explained(clock, now, calendars, forStaff ? own : own.map(withoutTeams))
    })
    return { requestId, at: now, clocks, ...(forStaff ? { engagements: await this.engagements(requestId, now) } : {}) }
  }

  /** The clocks of all who were engaged on the request, in the order they were. */
  private async engagements(requestId: string, now: Instant): Promise<readonly ExplainedOla[]> {
    const { engagements } = (await this.streams.load(routingOfRequest, requestId)).state
    const explained: ExplainedOla[] = []
    for (const { engagementId } of engagements) {
      const { state: ola } = await this.streams.load(olaStream, engagementId)
      if (ola.is !== 'unknown') explained.push(explainedOla(ola, now, await calendarsOfOla(ola, this.streams)))
    }
    return explained
  }
}

/** Whom we warn is the provider's own business; when, and of what, is told. */
function publishedToClient({ warnings: _, warnAt, ...rest }: ClockDocument) {
  return published({ ...rest, warnAt: warnAt.map(({ share, at }) => ({ share, at })) })
}

function published({ _id, ...rest }: ClockDocument) {
  return { id: _id, ...rest }
}
