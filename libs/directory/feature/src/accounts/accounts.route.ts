import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common'
import { accountFacts, ACCOUNTS, type AccountDocument, type SpocArrangement } from '@spoc/directory-contracts'
import { arrangeSpoc, changeAccount, registerAccount } from '@spoc/directory-domain'
import { personFacts, type PersonFacts } from '@spoc/identity-contracts'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, mustSee, ownAccounts, Paging, Reads, Who, type Principal } from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import { teamFacts } from '@spoc/routing-contracts'
import { calendarFacts } from '../calendar-facts.js'
import { AccountBody, ArrangementBody, NewAccount } from './account.dto.js'
import { arrangementOf } from './arrangement-of.js'

const everybody = [
  'client',
  'client-manager',
  'agent',
  'engineer',
  'manager',
  'reporter',
  'auditor',
  'admin',
  'scope:directory:read',
] as const

/** Client organisations and their SPOC arrangement. */
@Controller('api/v1/accounts')
export class AccountsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Refused: `account-exists` 409; fields that do not fit 422. */
  @Post()
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async register(@Body() { key, ...details }: NewAccount, @Caller() given: Given) {
    const id =
      key !== undefined
        ? idOf('account', key)
        : given.idempotency
          ? idOf('account', given.idempotency.key)
          : newId(Date.parse(given.now))
    return { ...(await this.streams.change(accountFacts, id, given, (account) => registerAccount(account, details))), id }
  }

  /** Refused: `account-unknown` 404. */
  @Put(':accountId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  change(@Param('accountId') id: string, @Body() details: AccountBody, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    return this.streams.change(
      accountFacts,
      id,
      given,
      (account) => changeAccount(account, details),
      ifRevision === undefined ? {} : { ifRevision },
    )
  }

  /** Refused: `account-unknown` 404; a person, team or calendar that is not there 422. */
  @Put(':accountId/spoc-arrangement')
  @HttpCode(200)
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  arrange(@Param('accountId') id: string, @Body() body: ArrangementBody, @Caller() given: Given) {
    const arrangement = arrangementOf(body.arrangement)
    return this.streams.change(accountFacts, id, given, async (account, facts) =>
      arrangeSpoc(account, arrangement, await known(arrangement, facts)),
    )
  }

  @Get()
  @AllowedTo(...everybody)
  @Reads(ACCOUNTS)
  async list(@Query() { limit, cursor }: Paging, @Who() principal: Principal) {
    const page = await this.views
      .of<AccountDocument>(ACCOUNTS)
      .find({ filter: ownAccounts(principal, '_id'), sort: ['nameKey'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(published) }
  }

  /** Refused: `account-unknown` 404. */
  @Get(':accountId')
  @AllowedTo(...everybody)
  @Reads(ACCOUNTS)
  async one(@Param('accountId') id: string, @Who() principal: Principal) {
    const account = await this.views.of<AccountDocument>(ACCOUNTS).get(id)
    if (account === undefined) throw new Refused(refuse('account-unknown', 'There is no such account.'))
    mustSee(principal, account._id, 'account-unknown', 'There is no such account.')
    return published(account)
  }
}

function published({ _id, nameKey: _, ...rest }: AccountDocument) {
  return { id: _id, ...rest }
}

async function known(arrangement: SpocArrangement, facts: FactsReader) {
  const ids = new Map(Object.entries(arrangement))
  const people = new Map<string, PersonFacts>()
  for (const field of ['personId', 'deputyId']) {
    const id = ids.get(field)
    if (id !== undefined) people.set(id, await facts.of(personFacts, id))
  }
  const teams = new Set<string>()
  for (const field of ['teamId', 'dutyTeamId']) {
    const id = ids.get(field)
    if (id !== undefined && (await facts.of(teamFacts, id)).team !== undefined) teams.add(id)
  }
  const calendars = new Set<string>()
  const calendarId = ids.get('calendarId')
  if (calendarId !== undefined && (await facts.of(calendarFacts, calendarId)).defined) calendars.add(calendarId)
  return { people, teams, calendars }
}
