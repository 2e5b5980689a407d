import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import {
  accountFacts,
  contractFacts,
  serviceFacts,
  serviceKinds,
  SERVICES,
  type ServiceDetails,
  type ServiceDocument,
  type ServiceFacts,
  type ServiceKind,
} from '@spoc/directory-contracts'
import { changeService, installService, serviceIdOf } from '@spoc/directory-domain'
import { refuse, Refused, type Given } from '@spoc/platform-kernel'
import {
  AllowedTo,
  Caller,
  IfMatch,
  IfTold,
  Paging,
  type Principal,
  Reads,
  Who,
  maySee,
  mustSee,
  ownAccounts,
} from '@spoc/platform-nest'
import { Streams, Views, type FactsReader } from '@spoc/platform-runtime'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, MaxLength } from 'class-validator'

export class ServiceBody {
  @IfTold()
  @IsUUID()
  accountId?: string

  @IfTold()
  @IsUUID()
  contractId?: string

  @IsString()
  @MaxLength(100)
  circuitId!: string

  @IsString()
  @MaxLength(100)
  class!: string

  @IsString()
  @MaxLength(100)
  site!: string

  @IsIn(serviceKinds)
  kind!: ServiceKind

  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  dependsOn: string[] = []

  @IfTold()
  @IsString()
  @MaxLength(100)
  redundancyGroup?: string

  @IfTold()
  @IsString()
  @MaxLength(200)
  clientReference?: string
}

export class ServiceList extends Paging {
  @IfTold()
  @IsUUID()
  accountId?: string

  @IfTold()
  @IsString()
  @MaxLength(100)
  circuitId?: string

  @IfTold()
  @IsString()
  @MaxLength(100)
  site?: string
}

const MOST_DEPENDENCIES = 1_000
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

/** Service instances: what clients buy, and what it stands on. */
@Controller('api/v1/services')
export class ServicesRoute {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Refused: `service-exists` 422 and others, with the field. */
  @Post()
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  async install(@Body() body: ServiceBody, @Caller() given: Given) {
    const service = { ...body }
    const id = serviceIdOf(service.circuitId)
    const changed = await this.streams.change(serviceFacts, id, given, async (known, facts) =>
      installService(known, { serviceId: id, service }, await surroundings(service, facts)),
    )
    return { ...changed, id }
  }

  /** Refused: `service-unknown` 404, `service-retired` 409, fields that do not fit 422. */
  @Put(':serviceId')
  @AllowedTo('admin', 'manager', 'scope:directory:write')
  change(@Param('serviceId') id: string, @Body() body: ServiceBody, @Caller() given: Given, @IfMatch() ifRevision?: number) {
    const service = { ...body }
    return this.streams.change(
      serviceFacts,
      id,
      given,
      async (known, facts) => changeService(known, { serviceId: id, service }, await surroundings(service, facts)),
      ifRevision === undefined ? {} : { ifRevision },
    )
  }

  @Get()
  @AllowedTo(...everybody)
  @Reads(SERVICES)
  async list(@Query() { limit, cursor, accountId, circuitId, site }: ServiceList, @Who() principal: Principal) {
    if (accountId !== undefined && !maySee(principal, accountId)) return { items: [] }
    const filter = {
      ...(accountId === undefined ? ownAccounts(principal) : { accountId }),
      ...(circuitId === undefined ? {} : { circuitKey: circuitId.trim().toUpperCase() }),
      ...(site === undefined ? {} : { site }),
    }
    const sort = accountId === undefined ? ['circuitKey'] : ['accountId', 'circuitKey']
    const page = await this.views
      .of<ServiceDocument>(SERVICES)
      .find({ filter, sort, limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: page.items.map(published) }
  }

  /** Refused: `service-unknown` 404. */
  @Get(':serviceId')
  @AllowedTo(...everybody)
  @Reads(SERVICES)
  async one(@Param('serviceId') id: string, @Who() principal: Principal) {
    const service = await this.views.of<ServiceDocument>(SERVICES).get(id)
    if (service === undefined) throw new Refused(refuse('service-unknown', 'There is no such service.'))
    mustSee(principal, service.accountId, 'service-unknown', 'There is no such service.')
    return published(service)
  }
}

function published({ _id, circuitKey: _, ...rest }: ServiceDocument) {
  return { id: _id, ...rest }
}

/** What it names, and the services it stands on all the way down; bounded, since a directory is checked as it grows. */
async function surroundings({ accountId, contractId, dependsOn }: ServiceDetails, facts: FactsReader) {
  const services = new Map<string, ServiceFacts>()
  const open = [...dependsOn]
  while (open.length > 0 && services.size < MOST_DEPENDENCIES) {
    const id = open.pop()!
    if (services.has(id)) continue
    const service = await facts.of(serviceFacts, id)
    services.set(id, service)
    if (service.is !== 'unknown') open.push(...service.dependsOn)
  }
  return {
    services,
    account: accountId === undefined ? accountFacts.initial : await facts.of(accountFacts, accountId),
    contract: contractId === undefined ? contractFacts.initial : await facts.of(contractFacts, contractId),
  }
}
