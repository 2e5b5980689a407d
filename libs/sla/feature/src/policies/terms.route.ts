import { Controller, Get, Inject, Query } from '@nestjs/common'
import { contractFacts, isInForce, policyFor } from '@spoc/directory-contracts'
import { refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { AllowedTo, CLOCK, IfTold, instantIn, mustSee, type Principal, Who } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { calendarsNeeded, calendarStream, policyAt, policyStream, searchTerms, slaStream } from '@spoc/sla-domain'
import { IsString, MaxLength } from 'class-validator'
import { calendarsAt } from '../calendars/calendars-at.js'
import { searchTold, withoutWarnings } from './search-told.js'

export class TermsWanted {
  /** By whose terms; a client must name one of its own. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  contractId?: string

  /** Instead of a contract, for the provider's own people. */
  @IfTold()
  @IsString()
  @MaxLength(100)
  policyId?: string

  /** Of the service; `*` for a request that names none. */
  @IsString()
  @MaxLength(100)
  serviceClass: string = '*'

  @IsString()
  @MaxLength(100)
  priority!: string

  @IsString()
  @MaxLength(100)
  kind!: string

  /** An instant with offset: for a request received then; now unless told. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  at?: string
}

/** Which policy is looked at, and why that one. */
interface Chosen {
  readonly policyId: string
  readonly contract?: {
    readonly contractId: string
    readonly inForce: boolean
    /** Whether the contract names a policy for the service class, or its usual one applies. */
    readonly chosenBy: 'service-class' | 'default'
  }
}

/** Which row of a policy a request would fall under, and how it is found. */
@Controller('api/v1/sla-policies/terms')
export class TermsRoute {
  constructor(
    private readonly streams: Streams,
    @Inject(CLOCK) private readonly time: Clock,
  ) {}

  /**
   * For each clock every scope that was tried, from the narrowest to the widest, and what was found. Refused: `contract-unknown`, `policy-unknown`
   * 404; `contract-missing` where neither or both are named, or a client names none, `invalid-instant` 422.
   */
  @Get()
  @AllowedTo(
    'client',
    'client-manager',
    'agent',
    'engineer',
    'manager',
    'reporter',
    'auditor',
    'admin',
    'scope:requests:read',
    'scope:directory:read',
  )
  async terms(@Query() wanted: TermsWanted, @Who() principal: Principal) {
    const { serviceClass, priority, kind } = wanted
    const at = wanted.at === undefined ? this.time.now() : instantIn(wanted.at, 'at')
    const { policyId, contract } = await this.chosen(wanted, at, principal)
    const policy = policyAt((await this.streams.load(policyStream, policyId)).state, at)
    if (policy.is === 'unknown') throw new Refused(refuse('policy-unknown', 'There is no such policy.'))
    const read = async (id: string) => (await this.streams.load(calendarStream, id)).state
    const calendars = await calendarsAt(calendarsNeeded(slaStream.initial, policy), at, read)
    const request = { serviceClass, priority, kind }
    return {
      request,
      at,
      ...(contract === undefined ? {} : { contract }),
      policy: { policyId, revision: policy.revision, name: policy.name },
      clocks: searchTerms(policy.rules, request)
        .map(principal.accounts === 'all' ? (search) => search : withoutWarnings)
        .map((search) => searchTold(search, calendars)),
    }
  }

  private async chosen({ contractId, policyId, serviceClass }: TermsWanted, at: Instant, principal: Principal): Promise<Chosen> {
    if (contractId === undefined && policyId !== undefined && principal.accounts === 'all') return { policyId }
    if (contractId === undefined || policyId !== undefined)
      throw new Refused(refuse('contract-missing', 'Name one contract whose terms are asked for.', 'contractId'))
    const { state: contract } = await this.streams.load(contractFacts, contractId)
    const [code, message] = ['contract-unknown', 'There is no such contract.']
    if (contract.is === 'unknown') throw new Refused(refuse(code, message))
    mustSee(principal, contract.accountId, code, message)
    const named = serviceClass === '*' ? undefined : serviceClass
    const isNamed = named !== undefined && contract.policies[named] !== undefined
    return {
      policyId: policyFor(contract, named),
      contract: { contractId, inForce: isInForce(contract, at), chosenBy: isNamed ? 'service-class' : 'default' },
    }
  }
}
