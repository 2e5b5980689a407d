import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import { personFacts } from '@spoc/identity-contracts'
import { checkMailAddress, idOf, keyOfPerson, newId, personal, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold, Paging, Reads, type WarningBody, WarningsIfTold } from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import {
  escalationPolicyFacts,
  rotaFacts,
  teamFacts,
  TEAMS,
  TEAMS_PERSONAL,
  type PersonalTeamDocument,
  type TeamDocument,
} from '@spoc/routing-contracts'
import { changeTeam, formTeam, type TeamDraft, type TeamGrounds } from '@spoc/routing-domain'
import { calendarFacts } from '@spoc/sla-contracts'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { isColleague } from '../spoc/colleague.js'

const YEAR_MS = 366 * 86_400_000

export class OlaBody {
  @IsInt()
  @Min(1)
  @Max(YEAR_MS)
  acceptWithinMs!: number

  @IsInt()
  @Min(1)
  @Max(YEAR_MS)
  solveWithinMs!: number

  /** Whose open time counts for the solution; around the clock unless told. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  calendarId?: string

  /** Reasons for which the request waits that stop the team's clock too; none unless told. */
  @IfTold()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^[a-z][a-z0-9-]{0,59}$/, { each: true })
  pausesOn?: string[]

  /** In percent of the time for the solution; 50, 75 and 90 unless told. */
  @IfTold()
  @IsArray()
  @ArrayMaxSize(20)
  @IsNumber({}, { each: true })
  warnShares?: number[]

  /** In place of the shares; each for nobody unless it names audiences. */
  @WarningsIfTold()
  warnings?: WarningBody[]
}

export class TeamBody {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  members: string[] = []

  @IsUUID()
  leadId!: string

  @IfTold()
  @IsUUID()
  rotaId?: string

  @IfTold()
  @IsUUID()
  escalationPolicyId?: string

  @IfTold()
  @IsObject()
  @ValidateNested()
  @Type(() => OlaBody)
  ola?: OlaBody

  @IfTold()
  @IsString()
  @MaxLength(320)
  email?: string

  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  skills: string[] = []

  /** SPOC of requests whose account is not known yet. */
  @IfTold()
  @IsBoolean()
  isTriageDesk?: boolean

  /** An outside carrier or supplier. */
  @IfTold()
  @IsBoolean()
  isVendor?: boolean
}

/** Teams of the provider, and vendors. */
@Controller('api/v1/teams')
export class TeamsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /**
   * Refused, with the field, 422: `name-missing`, `person-unknown`, `member-twice`, `rota-unknown`, `escalation-policy-unknown`,
   * `calendar-unknown`, `ola-not-positive`, `share-out-of-range`, `ola-warnings-or-shares`, and what `warningRules` refuses.
   */
  @Post()
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async form(@Body() body: TeamBody, @Caller() given: Given) {
    const id: string = given.idempotency === undefined ? newId(Date.parse(given.now)) : idOf('team', given.idempotency.key)
    const draft = draftOf(id, body)
    const changed = await this.streams.change(teamFacts, id, given, async (team, facts) =>
      formTeam(team, draft, await groundsOf(draft, facts)),
    )
    return { ...changed, id }
  }

  /** The team as it is from now on, whole. Refused: `team-unknown` 404, fields as when it is formed. */
  @Put(':teamId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async change(@Param('teamId') id: string, @Body() body: TeamBody, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    const draft = draftOf(id, body)
    const changed = await this.streams.change(
      teamFacts,
      id,
      given,
      async (team, facts) => changeTeam(team, draft, await groundsOf(draft, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
    return { ...changed, id }
  }

  @Get()
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read')
  @Reads(TEAMS, TEAMS_PERSONAL)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views
      .of<TeamDocument>(TEAMS)
      .find({ sort: ['nameKey'], limit, ...(cursor !== undefined && { cursor }) })
    return { ...page, items: await this.withAddresses(page.items) }
  }

  /** Refused: `team-unknown` 404. */
  @Get(':teamId')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read')
  @Reads(TEAMS, TEAMS_PERSONAL)
  async one(@Param('teamId') id: string) {
    const team = await this.views.of<TeamDocument>(TEAMS).get(id)
    if (team === undefined) throw new Refused(refuse('team-unknown', 'There is no such team.'))
    return (await this.withAddresses([team]))[0]
  }

  private async withAddresses(found: readonly TeamDocument[]) {
    const personal = await this.views.of<PersonalTeamDocument>(TEAMS_PERSONAL).getMany(found.map(({ _id }) => _id))
    const addresses = new Map(personal.map(({ _id, email }) => [_id, email]))
    return found.map(({ _id, nameKey: _, ...rest }) => ({ id: _id, ...rest, email: addresses.get(_id) }))
  }
}

function draftOf(id: string, { email, ola, ...body }: TeamBody): TeamDraft {
  const refused = email === undefined ? undefined : checkMailAddress(email, 'email')
  if (refused !== undefined) throw new Refused(refused)
  return {
    ...body,
    ...(ola !== undefined && {
      ola: { ...ola, ...(ola.warnings !== undefined && { warnings: ola.warnings.map((one) => ({ ...one })) }) },
    }),
    ...(email !== undefined && { email: personal(email, keyOfPerson(id)) }),
  }
}

async function groundsOf(team: TeamDraft, facts: FactsReader): Promise<TeamGrounds> {
  const colleagues = new Set<string>()
  for (const personId of new Set([...team.members, team.leadId]))
    if (isColleague(await facts.of(personFacts, personId))) colleagues.add(personId)
  const rotaIsThere = team.rotaId !== undefined && (await facts.of(rotaFacts, team.rotaId)).rota !== undefined
  const policyId = team.escalationPolicyId
  const policyIsThere = policyId !== undefined && (await facts.of(escalationPolicyFacts, policyId)).policy !== undefined
  const calendarId = team.ola?.calendarId
  const calendarIsThere = calendarId !== undefined && (await facts.of(calendarFacts, calendarId)).revisions.length > 0
  return {
    personExists: (personId) => colleagues.has(personId),
    rotaExists: () => rotaIsThere,
    policyExists: () => policyIsThere,
    calendarExists: () => calendarIsThere,
  }
}
