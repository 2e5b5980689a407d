import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { personFacts } from '@spoc/identity-contracts'
import { keyOfAuthor, personal, refuse, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold } from '@spoc/platform-nest'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import { routingOfRequest, teamFacts, type RequestRouting, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { handOver, takeOver } from '@spoc/routing-domain'
import { IsString, IsUUID, MaxLength, MinLength } from 'class-validator'
import { dutyOfTeam } from '../duty/who-is-on-duty.js'
import { isColleague } from './colleague.js'

export class Assignment {
  /** Either a person or a team. */
  @IfTold()
  @IsUUID()
  personId?: string

  @IfTold()
  @IsUUID()
  teamId?: string

  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  reason!: string
}

/** Who carries a request: taken over by oneself, or given to another. */
@Controller('api/v1/spoc')
export class SpocRoute {
  constructor(private readonly streams: Streams) {}

  /** The caller becomes the SPOC. Refused: `request-unknown` 404. */
  @Post(':requestId/take-over')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager')
  takeOver(@Param('requestId') requestId: string, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    return this.streams.change(
      routingOfRequest,
      requestId,
      given,
      async (routing, facts) => {
        const teamId = await teamStoodInFor(routing, given.actor.id, facts)
        return takeOver(routing, { by: given.actor.id, ...(teamId !== undefined && { teamId }) })
      },
      ifRevision === undefined ? {} : { ifRevision },
    )
  }

  /** Refused: `request-unknown` 404, `spoc-missing` and `spoc-unknown` 422. */
  @Post(':requestId/assign')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager')
  assign(
    @Param('requestId') requestId: string,
    @Body() assignment: Assignment,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    return this.streams.change(
      routingOfRequest,
      requestId,
      given,
      (routing, facts) => assigned(routing, { ...assignment }, requestId, given, facts),
      ifRevision === undefined ? {} : { ifRevision },
    )
  }
}

/** The team the request is with stays with it where the person is one of its members. */
async function teamStoodInFor(routing: RequestRouting, by: Id<'person'>, facts: FactsReader): Promise<Id<'team'> | undefined> {
  const teamId = routing.spoc?.spoc.teamId
  if (teamId === undefined) return undefined
  return (await facts.of(teamFacts, teamId)).team?.members.includes(by) === true ? teamId : undefined
}

async function assigned(
  routing: RequestRouting,
  { personId, teamId, reason }: Pick<Assignment, 'personId' | 'teamId' | 'reason'>,
  requestId: Id<'request'>,
  given: Given,
  facts: FactsReader,
): Promise<Decision<RequestRoutingEvent>> {
  const why = personal(reason, keyOfAuthor(requestId, given.actor.id))
  if (personId !== undefined && teamId === undefined) {
    const stoodInFor = await teamStoodInFor(routing, personId, facts)
    const to = { kind: 'person' as const, personId, ...(stoodInFor !== undefined && { teamId: stoodInFor }) }
    return handOver(routing, { to, exists: isColleague(await facts.of(personFacts, personId)), reason: why })
  }
  if (teamId !== undefined && personId === undefined) {
    const exists = (await facts.of(teamFacts, teamId)).team !== undefined
    const dutyPersonId = exists ? await dutyOfTeam(teamId, given.now, facts) : undefined
    const to = { kind: 'team' as const, teamId }
    return handOver(routing, { to, exists, reason: why, ...(dutyPersonId !== undefined && { dutyPersonId }) })
  }
  return refuse('spoc-missing', 'Name either a person or a team.', 'personId')
}
