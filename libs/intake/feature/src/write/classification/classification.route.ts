import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { accountFacts, contactFacts, contractFacts, serviceFacts } from '@spoc/directory-contracts'
import type { Request, RequestEvent } from '@spoc/intake-contracts'
import { convertKind, setAccount, setPriority, setService } from '@spoc/intake-domain'
import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Who, type Principal } from '@spoc/platform-nest'
import type { FactsReader } from '@spoc/platform-runtime'
import { termsOf } from '../life/contract-terms.js'
import { ContractsInForce } from '../receive-request/contracts-in-force.js'
import { RequestChanges } from '../request-changes.js'
import { told } from '../told.js'
import { AccountMeant, KindBody, PriorityBody, ServiceMeant } from './classification.dto.js'

/** What a request is, as staff find out. Refused by all: `request-unknown` 404, `request-<state>` 409. */
@Controller('api/v1/requests/:id')
export class ClassificationRoute {
  constructor(
    private readonly requests: RequestChanges,
    private readonly contracts: ContractsInForce,
  ) {}

  /** Refused: another priority than the matrix gives without a reason 422. */
  @Post('priority')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  priority(
    @Param('id') id: string,
    @Body() body: PriorityBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, async (request, facts) => {
      const { impact, urgency } = request
      const { matrix } = await termsOf(request, given.now, this.contracts, facts)
      return setPriority(request, { impact, urgency, ...told(body) }, matrix)
    })
  }

  @Post('kind')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  kind(
    @Param('id') id: string,
    @Body() { kind, reason }: KindBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) => convertKind(request, { to: kind, reason }))
  }

  /** Refused: `service-unknown` 422, for another account's too. */
  @Post('service')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin')
  service(
    @Param('id') id: string,
    @Body() { serviceInstanceId }: ServiceMeant,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, async (request, facts) =>
      serviceInstanceId === null
        ? setService(request, {})
        : setService(request, { serviceInstanceId }, await facts.of(serviceFacts, serviceInstanceId)),
    )
  }

  /** Says whose it is. Refused: `account-unknown`, `contact-unknown` 422. */
  @Post('account')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  account(
    @Param('id') id: string,
    @Body() body: AccountMeant,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, (request, facts) =>
      this.decideAccount(request, told(body), given.now, facts),
    )
  }

  private async decideAccount(
    request: Request,
    { accountId, contactId }: AccountMeant,
    now: Instant,
    facts: FactsReader,
  ): Promise<Decision<RequestEvent>> {
    const service = request.serviceInstanceId === undefined ? undefined : await facts.of(serviceFacts, request.serviceInstanceId)
    const contract = await this.contracts.of(accountId, service, now, facts)
    return setAccount(
      request,
      {
        accountId,
        ...(contactId === undefined ? {} : { contactId }),
        ...(contract === undefined ? {} : { contractId: contract.contractId }),
      },
      {
        account: await facts.of(accountFacts, accountId),
        ...(contactId === undefined ? {} : { contact: await facts.of(contactFacts, contactId) }),
        ...(contract === undefined ? {} : { contract: await facts.of(contractFacts, contract.contractId) }),
        ...(service === undefined ? {} : { service }),
      },
    )
  }
}
