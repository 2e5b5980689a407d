import { Body, Controller, HttpCode, Inject, Param, Post, Put } from '@nestjs/common'
import { personFacts, roles, type Role } from '@spoc/identity-contracts'
import { changeRoles, disablePerson, recordAbsence } from '@spoc/identity-domain'
import { refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, DOCUMENTS, IfMatch, instantIn, Who, type Principal } from '@spoc/platform-nest'
import type { Documents } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength } from 'class-validator'
import { CREDENTIALS, keepPassword, isPassword, type CredentialDocument } from '../sign-in/passwords.js'
import { Sessions } from '../sign-in/sessions.js'

export class NewRoles {
  @IsArray()
  @ArrayMaxSize(roles.length)
  @IsIn(roles, { each: true })
  roles!: Role[]

  @IsArray()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  accountIds: string[] = []
}

export class ReasonToDisable {
  @IsString()
  @MaxLength(2_000)
  reason!: string
}

export class NewPassword {
  @IsString()
  @MaxLength(1_000)
  password!: string
}

export class OwnNewPassword extends NewPassword {
  @IsString()
  @MaxLength(1_000)
  current!: string
}

export class Away {
  @IsString()
  @MaxLength(40)
  from!: string

  @IsString()
  @MaxLength(40)
  to!: string
}

/** What may change about a person's access; every change ends the sessions that rest on the old one. */
@Controller('api/v1/people')
export class ChangePersonRoute {
  constructor(
    private readonly streams: Streams,
    private readonly sessions: Sessions,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  /** Refused: `person-unknown` 404, `person-disabled` 409, `own-role` 422. */
  @Put(':personId/roles')
  @AllowedTo('admin')
  async roles(
    @Param('personId') personId: string,
    @Body() access: NewRoles,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const changed = await this.streams.change(
      personFacts,
      personId,
      given,
      (person) => changeRoles(person, { personId, ...access }, given),
      {
        ...(ifRevision === undefined ? {} : { ifRevision }),
      },
    )
    await this.sessions.endAllOf(personId)
    return changed
  }

  /** Refused: `person-unknown` 404, `own-access` 409. */
  @Post(':personId/disable')
  @HttpCode(200)
  @AllowedTo('admin')
  async disable(@Param('personId') personId: string, @Body() { reason }: ReasonToDisable, @Caller() given: Given) {
    const changed = await this.streams.change(personFacts, personId, given, (person) =>
      disablePerson(person, { personId, reason }, given),
    )
    await this.sessions.endAllOf(personId)
    return changed
  }

  /** Away in `[from, to)`. Refused: `person-unknown` 404, `invalid-instant` and a wrong span 422. */
  @Post(':personId/absences')
  @HttpCode(200)
  @AllowedTo('admin', 'manager')
  absence(@Param('personId') personId: string, @Body() { from, to }: Away, @Caller() given: Given) {
    const away = { from: instantIn(from, 'from'), to: instantIn(to, 'to') }
    return this.streams.change(personFacts, personId, given, (person) => recordAbsence(person, away))
  }

  /** A new password by an administrator. Refused: `person-unknown` 404, `password-too-short` 422. */
  @Put(':personId/password')
  @HttpCode(204)
  @AllowedTo('admin')
  async setPassword(@Param('personId') personId: string, @Body() { password }: NewPassword) {
    const { state: person } = await this.streams.load(personFacts, personId)
    if (person.is === 'unknown') throw new Refused(refuse('person-unknown', 'There is no such person.'))
    await keepPassword(await this.credentials(), person.emailHash, personId, password)
    await this.sessions.endAllOf(personId)
  }

  /** One's own new password. Refused: `current-password-wrong` 422, `password-too-short` 422. */
  @Put('current/password')
  @HttpCode(204)
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  async ownPassword(@Body() { current, password }: OwnNewPassword, @Who() principal: Principal) {
    const credentials = await this.credentials()
    const { items } = await credentials.find({ filter: { personId: principal.id }, limit: 1 })
    const [known] = items
    if (known === undefined || !(await isPassword(current, known.password)))
      throw new Refused(refuse('current-password-wrong', 'That is not your password now.', 'current'))
    await keepPassword(credentials, known._id, principal.id, password)
    await this.sessions.endAllOf(principal.id)
  }

  private credentials() {
    return this.documents.collection<CredentialDocument>(CREDENTIALS)
  }
}
