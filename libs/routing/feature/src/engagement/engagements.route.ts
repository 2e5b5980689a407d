import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { idOf, keyOfAuthor, newId, personal, type Given, type Personal } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold } from '@spoc/platform-nest'
import { Streams, type Decide } from '@spoc/platform-runtime'
import { routingOfRequest, type EngagementEvent, type EngagementOutcome } from '@spoc/routing-contracts'
import {
  acceptEngagement,
  completeEngagement,
  declineEngagement,
  engagementStream,
  withdrawEngagement,
  type Engagement,
} from '@spoc/routing-domain'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength } from 'class-validator'
import { engage } from './engage.js'
import { HandoverPackage } from './handover-package.js'

export class NewEngagement {
  @IsUUID()
  requestId!: string

  @IsUUID()
  teamId!: string

  /** What the team is asked to do. */
  @IsString()
  @MaxLength(4_000)
  ask!: string

  /** Why this team. */
  @IfTold()
  @IsString()
  @MaxLength(2_000)
  reason?: string

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(1_000, { each: true })
  tried: string[] = []
}

export class Decline {
  @IsString()
  @MaxLength(2_000)
  reason!: string
}

export class Completion {
  @IsIn(['solved', 'nothing-found', 'not-ours', 'passed-on'])
  outcome!: EngagementOutcome

  /** What was found and done. */
  @IsString()
  @MaxLength(10_000)
  report!: string
}

export class Withdrawal {
  @IfTold()
  @IsString()
  @MaxLength(2_000)
  reason?: string
}

/** Teams and vendors brought in on a request. */
@Controller('api/v1/engagements')
export class EngagementsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly packages: HandoverPackage,
  ) {}

  /** Refused: `request-unknown` 404, `request-ended` 409, `team-unknown`, `ask-missing` and `team-already-engaged` 422. */
  @Post()
  @AllowedTo('agent', 'engineer', 'manager')
  async engage(@Body() { requestId, teamId, ask, reason, tried }: NewEngagement, @Caller() given: Given) {
    const id: string = given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('engagement', given.idempotency.key)
    const wanted = {
      requestId,
      engagementId: id,
      teamId,
      ask: reason === undefined ? ask : `${ask}\n\nWhy: ${reason}`,
      tried,
      reason: 'by-hand' as const,
    }
    const changed = await this.streams.change(routingOfRequest, requestId, given, (routing, facts) =>
      engage(routing, wanted, this.packages, given, facts),
    )
    return { ...changed, id, requestId }
  }

  /** Refused: `engagement-unknown` 404, `engagement-taken` and what has come to an end 409. */
  @Post(':engagementId/acceptance')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager')
  accept(@Param('engagementId') id: string, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    return this.change(id, given, ifRevision, (engagement) => acceptEngagement(engagement, given.actor.id))
  }

  /** Refused: `engagement-unknown` 404, `reason-missing` 422, what is accepted or has come to an end 409. */
  @Post(':engagementId/decline')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager')
  decline(
    @Param('engagementId') id: string,
    @Body() { reason }: Decline,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    return this.change(id, given, ifRevision, (engagement) =>
      declineEngagement(engagement, { engineerId: given.actor.id, reason: written(engagement, reason, given) }),
    )
  }

  /** Refused: `engagement-unknown` 404, `report-missing` 422, what has come to an end 409. */
  @Post(':engagementId/completion')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager')
  complete(
    @Param('engagementId') id: string,
    @Body() { outcome, report }: Completion,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    return this.change(id, given, ifRevision, (engagement) =>
      completeEngagement(engagement, { engineerId: given.actor.id, outcome, report: written(engagement, report, given) }),
    )
  }

  /** Refused: `engagement-unknown` 404. */
  @Post(':engagementId/withdrawal')
  @HttpCode(200)
  @AllowedTo('agent', 'manager')
  withdraw(
    @Param('engagementId') id: string,
    @Body() { reason }: Withdrawal,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    return this.change(id, given, ifRevision, (engagement) =>
      withdrawEngagement(engagement, {
        because: 'by-spoc',
        ...(reason !== undefined && { reason: written(engagement, reason, given) }),
      }),
    )
  }

  private async change(id: string, given: Given, ifRevision: number | undefined, decide: Decide<Engagement, EngagementEvent>) {
    const options = ifRevision === undefined ? {} : { ifRevision }
    return { ...(await this.streams.change(engagementStream, id, given, decide, options)), id }
  }
}

/** What a colleague writes on a request, under the key of both. */
function written(engagement: Engagement, text: string, given: Given): Personal<string> {
  return personal(text, keyOfAuthor(engagement.is === 'unknown' ? 'none' : engagement.terms.requestId, given.actor.id))
}
