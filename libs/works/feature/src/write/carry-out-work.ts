import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import type { Decision, Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold, instantIn, type Principal, Who } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import type { WorkEvent, WorkFacts, WorkOutcome } from '@spoc/works-contracts'
import { cancelWork, completeWork, startWork, workStream } from '@spoc/works-domain'
import { IsIn, IsString, MaxLength } from 'class-validator'
import { mustBeProvider, workIdFrom } from './whose-work.js'

export class Withdrawn {
  /** The affected accounts are told. */
  @IsString()
  @MaxLength(2_000)
  reason!: string
}

export class Begun {
  /** When it was, where that is told later. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  occurredAt?: string
}

export class Ended extends Begun {
  @IsIn(['done', 'rolled-back'])
  outcome: WorkOutcome = 'done'
}

type Decide = (work: WorkFacts, given: Given) => Decision<WorkEvent>

/** From the agreed plan to its end. Every step is announced to the affected accounts. */
@Controller('api/v1/works')
export class CarryOutWorkRoute {
  constructor(private readonly streams: Streams) {}

  /** Refused: `work-unknown` 404, `work-begun` 409, `work-completed` 409, `reason-missing` 422. */
  @Post(':workId/cancellation')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin', 'scope:works:write')
  cancel(
    @Param('workId') workId: string,
    @Body() { reason }: Withdrawn,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.decide(workId, (work, by) => cancelWork(work, { reason }, by), given, principal, ifRevision)
  }

  /** Refused: `work-unknown` 404, `work-not-confirmed` 409, `window-not-open` 409, `window-over` 409. */
  @Post(':workId/start')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin', 'scope:works:write')
  start(
    @Param('workId') workId: string,
    @Body() begun: Begun,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.decide(workId, startWork, at(begun, given), principal, ifRevision)
  }

  /** Refused: `work-unknown` 404, `work-not-started` 409, `completed-before-start` 422. */
  @Post(':workId/completion')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin', 'scope:works:write')
  complete(
    @Param('workId') workId: string,
    @Body() { outcome, ...ended }: Ended,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const decide: Decide = (work, by) => completeWork(work, { outcome }, by)
    return this.decide(workId, decide, at(ended, given), principal, ifRevision)
  }

  private decide(idOrReference: string, decide: Decide, given: Given, principal: Principal, ifRevision: number | undefined) {
    mustBeProvider(principal)
    const options = ifRevision === undefined ? {} : { ifRevision }
    return this.streams.change(workStream, workIdFrom(idOrReference), given, (work) => decide(work, given), options)
  }
}

function at({ occurredAt }: Begun, given: Given): Given {
  return occurredAt === undefined ? given : { ...given, occurredAt: instantIn(occurredAt, 'occurredAt') }
}
