import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import {
  accountFacts,
  contractFacts,
  CONTRACTS,
  type ContractDocument,
  type ContractTerms,
  type PriorityMatrix,
} from '@spoc/directory-contracts'
import { amendContract, signContract } from '@spoc/directory-domain'
import { idOf, newId, type Given } from '@spoc/platform-kernel'
import {
  AllowedTo,
  Caller,
  IfMatch,
  IfTold,
  instantIn,
  maySee,
  ownAccounts,
  Paging,
  type Principal,
  Reads,
  Who,
} from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsObject, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator'
import { calendarFacts, policyFacts } from '../calendar-facts.js'

export class WaitingBody {
  @IsInt()
  @Min(1)
  @Max(365)
  remindAfterDays!: number

  @IsInt()
  @Min(1)
  @Max(365)
  resolveAfterDays!: number
}

export class WorksBody {
  @IsInt()
  @Min(0)
  @Max(365)
  leadTimeDays!: number

  @IsIn(['approves', 'declines'])
  silence!: 'approves' | 'declines'
}

export class TermsBody {
  @IsUUID()
  accountId!: string

  @IsString()
  @MaxLength(200)
  reference!: string

  @IsString()
  @MaxLength(40)
  from!: string

  @IfTold()
  @IsString()
  @MaxLength(40)
  to?: string

  @IsObject()
  policies: Record<string, string> = {}

  @IsUUID()
  defaultPolicyId!: string

  @IsUUID()
  calendarId!: string

  @IsObject()
  matrix!: PriorityMatrix

  @IsInt()
  @Min(0)
  @Max(365)
  closeAfterDays!: number

  @IsInt()
  @Min(0)
  @Max(365)
  reopenWithinDays!: number

  @IsObject()
  @ValidateNested()
  @Type(() => WaitingBody)
  waiting!: WaitingBody

  @IsObject()
  @ValidateNested()
  @Type(() => WorksBody)
  works!: WorksBody
}

export class Amendment extends TermsBody {
  @IsString()
  @MaxLength(2_000)
  reason!: string
}

export class ContractList extends Paging {
  @IfTold()
  @IsUUID()
  accountId?: string
}

/** What was promised to whom. */
@Controller('api/v1/contracts')
export class ContractsRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Refused: terms that could not be kept 422, with the field. */
  @Post()
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async sign(@Body() body: TermsBody, @Caller() given: Given) {
    const terms = termsOf(body)
    const id: string = given.idempotency ? idOf('contract', given.idempotency.key) : newId(Date.parse(given.now))
    const changed = await this.streams.change(contractFacts, id, given, async (contract, facts) =>
      signContract(contract, terms, await known(terms, facts)),
    )
    return { ...changed, id }
  }

  /** Refused: `contract-unknown` 404; terms that could not be kept 422, with the field. */
  @Put(':contractId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  amend(
    @Param('contractId') id: string,
    @Body() { reason, ...body }: Amendment,
    @Caller() given: Given,
    @IfMatch() ifRevision?: number,
  ) {
    const terms = termsOf(body)
    return this.streams.change(
      contractFacts,
      id,
      given,
      async (contract, facts) => amendContract(contract, { terms, reason }, await known(terms, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
  }

  @Get()
  @AllowedTo('client-manager', 'agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin', 'scope:directory:read')
  @Reads(CONTRACTS)
  async list(@Query() { limit, cursor, accountId }: ContractList, @Who() principal: Principal) {
    if (accountId !== undefined && !maySee(principal, accountId)) return { items: [] }
    const filter = accountId === undefined ? ownAccounts(principal) : { accountId }
    const page = await this.views
      .of<ContractDocument>(CONTRACTS)
      .find({ filter, sort: ['accountId', 'from'], limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(({ _id, ...rest }) => ({ id: _id, ...rest })) }
  }
}

function termsOf(body: TermsBody): ContractTerms {
  const { from, to, ...rest } = body
  return {
    ...rest,
    waiting: { ...rest.waiting },
    works: { ...rest.works },
    from: instantIn(from, 'from'),
    ...(to === undefined ? {} : { to: instantIn(to, 'to') }),
  }
}

async function known(terms: ContractTerms, facts: FactsReader) {
  const policies = new Set<string>()
  for (const id of [terms.defaultPolicyId, ...Object.values(terms.policies)]) {
    if (typeof id === 'string' && (await facts.of(policyFacts, id)).defined) policies.add(id)
  }
  const calendars = new Set<string>()
  if ((await facts.of(calendarFacts, terms.calendarId)).defined) calendars.add(terms.calendarId)
  return { account: await facts.of(accountFacts, terms.accountId), policies, calendars }
}
