import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { awaitClient, cancel, confirm, putOnHold, reject, reopen, resolve, resume, takeUp } from '@spoc/intake-domain'
import { isRefusal, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, instantIn, type Principal, Who } from '@spoc/platform-nest'
import { ContractsInForce } from '../receive-request/contracts-in-force.js'
import { RequestChanges, sideOf } from '../request-changes.js'
import { told } from '../told.js'
import { awaitedDays } from './awaited-days.js'
import { termsOf } from './contract-terms.js'
import { AwaitClientBody, HoldBody, Reason, ResolveBody } from './life.dto.js'

/**
 * What moves a request from one state of its life to the next. Refused by all: `request-unknown` 404, and `request-<state>` 409 where the
 * state stands in the way. Each is refused to those it does not name, 403.
 */
@Controller('api/v1/requests/:id')
export class LifeRoute {
  constructor(
    private readonly requests: RequestChanges,
    private readonly contracts: ContractsInForce,
  ) {}

  /** Begins to work on it. Refused: `request-taken-up` 409 where a colleague was faster. */
  @Post('take-up')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  takeUp(@Param('id') id: string, @Caller() given: Given, @Who() principal: Principal, @IfMatch() ifRevision?: number) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) => takeUp(request, given))
  }

  /** Awaits an answer or an act of the client. Refused: instants that do not fit 422, with the field. */
  @Post('await-client')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  awaitClient(
    @Param('id') id: string,
    @Body() { what, remindAt, resolveAt }: AwaitClientBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const instants = {
      remindAt: remindAt === undefined ? undefined : instantIn(remindAt, 'remindAt'),
      resolveAt: resolveAt === undefined ? undefined : instantIn(resolveAt, 'resolveAt'),
    }
    return this.requests.change({ id, given, principal, ifRevision }, async (request, facts) => {
      const terms = awaitedDays(await termsOf(request, given.now, this.contracts, facts), instants, given.now)
      return isRefusal(terms) ? terms : awaitClient(request, { requestId: id, what }, terms, given)
    })
  }

  /** Lets it rest for a listed reason. Refused: an agreed window without an end, and one that is over, 422. */
  @Post('hold')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  hold(
    @Param('id') id: string,
    @Body() { until, ...body }: HoldBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const end = until === undefined ? {} : { until: instantIn(until, 'until') }
    return this.requests.change({ id, given, principal, ifRevision }, (request) =>
      putOnHold(request, { requestId: id, ...told(body), ...end }, given),
    )
  }

  @Post('resume')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin')
  resume(@Param('id') id: string, @Caller() given: Given, @Who() principal: Principal, @IfMatch() ifRevision?: number) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) => resume(request))
  }

  /** Tells the solution. Refused: `code-unknown` 422 for the clock's own code. */
  @Post('resolve')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin')
  resolve(
    @Param('id') id: string,
    @Body() { code, solution }: ResolveBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, async (request, facts) =>
      resolve(request, { requestId: id, code, solution }, await termsOf(request, given.now, this.contracts, facts), given),
    )
  }

  /** The client says that the solution holds; staff where they were told so. */
  @Post('confirm')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'manager', 'admin', 'scope:requests:write')
  confirm(@Param('id') id: string, @Caller() given: Given, @Who() principal: Principal, @IfMatch() ifRevision?: number) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) => confirm(request, given))
  }

  /** Ends a resolved request without waiting for its days to pass. */
  @Post('close')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  close(@Param('id') id: string, @Caller() given: Given, @Who() principal: Principal, @IfMatch() ifRevision?: number) {
    return this.confirm(id, given, principal, ifRevision)
  }

  /** Refused: `follow-up-needed` 409 to a client after the contract's days. */
  @Post('reopen')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'manager', 'admin', 'scope:requests:write')
  reopen(
    @Param('id') id: string,
    @Body() { reason }: Reason,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) =>
      reopen(request, { requestId: id, by: sideOf(principal), reason }, given),
    )
  }

  @Post('cancel')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'manager', 'admin', 'scope:requests:write')
  cancel(
    @Param('id') id: string,
    @Body() { reason }: Reason,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) =>
      cancel(request, { requestId: id, by: sideOf(principal), reason }, given),
    )
  }

  /** Not valid, or not ours; the reason is told to the client. */
  @Post('reject')
  @HttpCode(200)
  @AllowedTo('agent', 'manager', 'admin')
  reject(
    @Param('id') id: string,
    @Body() { reason }: Reason,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    return this.requests.change({ id, given, principal, ifRevision }, (request) =>
      reject(request, { requestId: id, reason }, given),
    )
  }
}
