import { Body, Controller, Inject, Post } from '@nestjs/common'
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { personFacts, roles, type Role } from '@spoc/identity-contracts'
import { registerPerson, type PersonInput } from '@spoc/identity-domain'
import { idOf, type Changed, type Given } from '@spoc/platform-kernel'
import { AddressHash, AllowedTo, Caller, DOCUMENTS, IfTold } from '@spoc/platform-nest'
import type { Documents } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength, MinLength } from 'class-validator'
import { CREDENTIALS, keepPassword, SHORTEST_PASSWORD, type CredentialDocument } from '../sign-in/passwords.js'

export class RegisterPerson extends Command<Changed & { readonly id: string }> {
  constructor(
    readonly person: Omit<PersonInput, 'emailHash'>,
    readonly password: string | undefined,
    readonly given: Given,
  ) {
    super()
  }
}

/** A person's stream is named by their address: the same address is the same person, decided in the log. */
@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly streams: Streams,
    private readonly addresses: AddressHash,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  async execute({ person, password, given }: RegisterPerson) {
    const emailHash = this.addresses.of(person.email)
    const id: string = idOf('person', emailHash)
    const changed = await this.streams.change(personFacts, id, given, (known) =>
      registerPerson(known, { personId: id, person: { ...person, emailHash } }),
    )
    if (password !== undefined) {
      await keepPassword(await this.documents.collection<CredentialDocument>(CREDENTIALS), emailHash, id, password)
    }
    return { ...changed, id }
  }
}

export class NewPerson {
  @IsString()
  @MaxLength(200)
  name!: string

  @IsString()
  @MaxLength(320)
  email!: string

  @IsArray()
  @ArrayMaxSize(roles.length)
  @IsIn(roles, { each: true })
  roles!: Role[]

  @IfTold()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  accountIds?: string[]

  @IfTold()
  @IsUUID()
  contactId?: string

  @IfTold()
  @IsString()
  @MaxLength(64)
  zone?: string

  /** At least 12 characters; without one the person cannot sign in with a password. */
  @IfTold()
  @IsString()
  @MinLength(SHORTEST_PASSWORD)
  @MaxLength(1_000)
  password?: string
}

@Controller('api/v1/people')
export class RegisterPersonRoute {
  constructor(private readonly commands: CommandBus) {}

  /** Refused: `person-exists` 409; fields that do not fit 422. */
  @Post()
  @AllowedTo('admin')
  register(@Body() { password, accountIds = [], ...person }: NewPerson, @Caller() given: Given) {
    return this.commands.execute(new RegisterPerson({ ...person, accountIds }, password, given))
  }
}
