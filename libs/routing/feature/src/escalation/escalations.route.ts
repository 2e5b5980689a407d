import { Body, Controller, Post } from '@nestjs/common'
import { contactFacts, rightsAt } from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import {
  idOf,
  isRefusal,
  keyOfAuthor,
  newId,
  personal,
  refuse,
  type Decision,
  type Given,
  type Id,
  type Refusal,
} from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfTold, type Principal, Who, maySee } from '@spoc/platform-nest'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import {
  routingOfRequest,
  teamFacts,
  type EscalationKind,
  type RequestRouting,
  type RequestRoutingEvent,
} from '@spoc/routing-contracts'
import { escalate, pageOfEngagement, type Escalate } from '@spoc/routing-domain'
import { IsIn, IsString, IsUUID, MaxLength, MinLength } from 'class-validator'
import { engage, isEngaged } from '../engagement/engage.js'
import { HandoverPackage } from '../engagement/handover-package.js'
import { isColleague } from '../spoc/colleague.js'

export class NewEscalation {
  @IsUUID()
  requestId!: string

  @IsIn(['functional', 'hierarchical'])
  kind!: EscalationKind

  /** Staff only; without one it goes to whoever leads the SPOC's team. */
  @IfTold()
  @IsUUID()
  toPersonId?: string

  /** Staff only; a functional escalation engages the team. */
  @IfTold()
  @IsUUID()
  toTeamId?: string

  @IsString()
  @MinLength(1)
  @MaxLength(4_000)
  reason!: string
}

/** Escalations by hand, of the provider's people and of clients. */
@Controller('api/v1/escalations')
export class EscalationsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly packages: HandoverPackage,
  ) {}

  /** Refused: `request-unknown` 404, `not-allowed` 403, `request-ended` 409, a team or person that is not there 422. */
  @Post()
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager')
  async escalate(@Body() body: NewEscalation, @Caller() given: Given, @Who() principal: Principal) {
    const id: string = given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('escalation', given.idempotency.key)
    const changed = await this.streams.change(routingOfRequest, body.requestId, given, async (routing, facts) => {
      if (routing.spoc === undefined || !maySee(principal, routing.accountId))
        return refuse('request-unknown', 'There is no such request.')
      return principal.accounts === 'all'
        ? this.byStaff(routing, id, { ...body }, given, facts)
        : byClient(routing, id, { ...body }, given, principal, facts)
    })
    return { ...changed, requestId: body.requestId }
  }

  private async byStaff(
    routing: RequestRouting,
    id: string,
    { requestId, kind, toPersonId, toTeamId, reason }: Wanted,
    given: Given,
    facts: FactsReader,
  ): Promise<Decision<RequestRoutingEvent>> {
    const why = personal(reason, keyOfAuthor(requestId, given.actor.id))
    const command = { kind, because: 'by-hand' as const, reason: why }
    if (toPersonId !== undefined && !isColleague(await facts.of(personFacts, toPersonId)))
      return refuse('person-unknown', 'There is no such person.', 'toPersonId')
    if (toTeamId !== undefined && (await facts.of(teamFacts, toTeamId)).team === undefined)
      return refuse('team-unknown', 'There is no such team.', 'toTeamId')
    if (kind === 'functional' && toTeamId !== undefined && !(await isEngaged(routing, toTeamId, facts)))
      return this.withEngagement(routing, id, { ...command, toTeamId }, { requestId, reason }, given, facts)
    const to =
      toPersonId === undefined && toTeamId === undefined && kind === 'hierarchical'
        ? await leadOfSpoc(routing, facts)
        : { ...(toPersonId !== undefined && { toPersonId }), ...(toTeamId !== undefined && { toTeamId }) }
    return escalate(routing, { ...command, ...to, pageId: idOf('page', 'escalation', id) })
  }

  /** The team is engaged, with everything it needs to know, and told by the page of that. */
  private async withEngagement(
    routing: RequestRouting,
    engagementId: string,
    command: Omit<Escalate, 'toTeamId'> & { readonly toTeamId: Id<'team'> },
    { requestId, reason }: Pick<Wanted, 'requestId' | 'reason'>,
    given: Given,
    facts: FactsReader,
  ): Promise<Decision<RequestRoutingEvent>> {
    const wanted = { requestId, engagementId, teamId: command.toTeamId, ask: reason, tried: [], reason: 'escalation' as const }
    const engaged = await engage(routing, wanted, this.packages, given, facts)
    const escalated = escalate(routing, { ...command, engagementId, pageId: pageOfEngagement(engagementId) })
    if (isRefusal(engaged)) return engaged
    return isRefusal(escalated) ? escalated : [...engaged, ...escalated]
  }
}

type Wanted = Pick<NewEscalation, 'requestId' | 'kind' | 'toPersonId' | 'toTeamId' | 'reason'>

/** A client names nobody of ours: it goes to whoever leads the team of its SPOC. */
async function byClient(
  routing: RequestRouting,
  id: string,
  { requestId, kind, toPersonId, toTeamId, reason }: Wanted,
  given: Given,
  principal: Principal,
  facts: FactsReader,
): Promise<Decision<RequestRoutingEvent>> {
  const refused = checkClient(toPersonId ?? toTeamId) ?? (await mayEscalate(routing, principal, facts))
  if (refused !== undefined) return refused
  return escalate(routing, {
    kind,
    because: 'client',
    reason: personal(reason, keyOfAuthor(requestId, given.actor.id)),
    ...(await leadOfSpoc(routing, facts)),
    pageId: idOf('page', 'escalation', id),
  })
}

function checkClient(named: string | undefined): Refusal | undefined {
  return named === undefined
    ? undefined
    : refuse('target-not-for-clients', 'Escalate without naming anybody: it goes to the right person.', 'toPersonId')
}

async function mayEscalate(routing: RequestRouting, principal: Principal, facts: FactsReader): Promise<Refusal | undefined> {
  if (principal.roles.includes('client-manager')) return undefined
  const contact = principal.contactId === undefined ? contactFacts.initial : await facts.of(contactFacts, principal.contactId)
  return routing.accountId !== undefined && rightsAt(contact, routing.accountId).escalates
    ? undefined
    : refuse('not-allowed', 'Your contract does not name you among those who escalate.')
}

async function leadOfSpoc(routing: RequestRouting, facts: FactsReader): Promise<Pick<Escalate, 'toPersonId' | 'toTeamId'>> {
  const teamId = routing.spoc?.spoc.teamId
  const team = teamId === undefined ? undefined : (await facts.of(teamFacts, teamId)).team
  if (teamId !== undefined && team !== undefined) return { toPersonId: team.leadId, toTeamId: teamId }
  return routing.spoc?.spoc.kind === 'person' ? { toPersonId: routing.spoc.spoc.personId } : {}
}
