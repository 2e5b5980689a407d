import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common'
import {
  accountFacts,
  contactFacts,
  CONTACTS,
  CONTACTS_PERSONAL,
  type AccountFacts,
  type ContactDocument,
  type PersonalContactDocument,
} from '@spoc/directory-contracts'
import { changeContact, eraseContact, registerContact } from '@spoc/directory-domain'
import { idOf, refuse, Refused, type Given } from '@spoc/platform-kernel'
import {
  AddressHash,
  AllowedTo,
  Caller,
  IfMatch,
  IfTold,
  Paging,
  type Principal,
  Reads,
  Who,
  maySee,
  ownAccounts,
} from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsObject, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator'

export class RightsBody {
  @IsBoolean()
  reports: boolean = false

  @IsBoolean()
  approvesWorks: boolean = false

  @IsBoolean()
  escalates: boolean = false
}

export class ContactBody {
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  accountIds!: string[]

  @IsString()
  @MaxLength(200)
  name!: string

  @IsString()
  @MaxLength(320)
  email!: string

  @IfTold()
  @IsString()
  @MaxLength(40)
  phone?: string

  @IsObject()
  @ValidateNested()
  @Type(() => RightsBody)
  rights: RightsBody = new RightsBody()

  @IfTold()
  @IsString()
  @MaxLength(64)
  zone?: string
}

export class ContactList extends Paging {
  @IfTold()
  @IsUUID()
  accountId?: string
}

export class Erasure {
  @IsString()
  @MaxLength(2_000)
  reason!: string
}

/** People at clients. */
@Controller('api/v1/contacts')
export class ContactsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    private readonly addresses: AddressHash,
  ) {}

  /** A contact's stream is named by the address: one address is one contact. Refused: `contact-exists` 409, `account-unknown` 422. */
  @Post()
  @AllowedTo('admin', 'manager', 'agent', 'scope:directory:write')
  async register(@Body() body: ContactBody, @Caller() given: Given) {
    const contact = this.withHash(body)
    const id: string = idOf('contact', contact.emailHash)
    const changed = await this.streams.change(contactFacts, id, given, async (known, facts) =>
      registerContact(known, { contactId: id, contact }, await accountsOf(body.accountIds, facts)),
    )
    return { ...changed, id }
  }

  /** Refused: `contact-unknown` 404, `contact-erased` 409, `account-unknown` 422. */
  @Put(':contactId')
  @AllowedTo('admin', 'manager', 'agent', 'scope:directory:write')
  change(@Param('contactId') id: string, @Body() body: ContactBody, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    return this.streams.change(
      contactFacts,
      id,
      given,
      async (known, facts) =>
        changeContact(known, { contactId: id, contact: this.withHash(body) }, await accountsOf(body.accountIds, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
  }

  /** Erases the person: their key is destroyed once the fact is recorded. Refused: `contact-unknown` 404. */
  @Delete(':contactId/personal-data')
  @AllowedTo('admin')
  erase(@Param('contactId') id: string, @Body() { reason }: Erasure, @Caller() given: Given) {
    return this.streams.change(contactFacts, id, given, (contact) => eraseContact(contact, reason))
  }

  @Get()
  @AllowedTo('client-manager', 'agent', 'engineer', 'manager', 'admin', 'scope:directory:read')
  @Reads(CONTACTS, CONTACTS_PERSONAL)
  async list(@Query() { limit, cursor, accountId }: ContactList, @Who() principal: Principal) {
    if (accountId !== undefined && !maySee(principal, accountId)) return { items: [] }
    const filter = accountId === undefined ? ownAccounts(principal, 'accountIds') : { accountIds: accountId }
    const page = await this.views
      .of<ContactDocument>(CONTACTS)
      .find({ filter, limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: await this.withNames(page.items, principal) }
  }

  /** Refused: `contact-unknown` 404. */
  @Get(':contactId')
  @AllowedTo('client-manager', 'agent', 'engineer', 'manager', 'admin', 'scope:directory:read')
  @Reads(CONTACTS, CONTACTS_PERSONAL)
  async one(@Param('contactId') id: string, @Who() principal: Principal) {
    const contact = await this.views.of<ContactDocument>(CONTACTS).get(id)
    if (
      contact === undefined ||
      !(principal.accounts === 'all' || contact.accountIds.some((accountId) => maySee(principal, accountId)))
    )
      throw new Refused(refuse('contact-unknown', 'There is no such contact.'))
    return (await this.withNames([contact], principal))[0]
  }

  /** A client learns of a contact's own accounts only those that are its own too. */
  private async withNames(found: readonly ContactDocument[], principal: Principal) {
    const personal = await this.views.of<PersonalContactDocument>(CONTACTS_PERSONAL).getMany(found.map(({ _id }) => _id))
    const byId = new Map(personal.map((one) => [one._id, one]))
    return found.map(({ _id, accountIds, emailHash: _, escalatesAt: __, ...rest }) => {
      const { name, email, phone } = byId.get(_id) ?? { name: 'erased', email: undefined, phone: undefined }
      return { id: _id, name, email, phone, accountIds: accountIds.filter((accountId) => maySee(principal, accountId)), ...rest }
    })
  }

  private withHash(body: ContactBody) {
    return { ...body, rights: { ...body.rights }, emailHash: this.addresses.of(body.email) }
  }
}

async function accountsOf(accountIds: readonly string[], facts: FactsReader): Promise<ReadonlyMap<string, AccountFacts>> {
  const accounts = new Map<string, AccountFacts>()
  for (const id of accountIds) accounts.set(id, await facts.of(accountFacts, id))
  return accounts
}
