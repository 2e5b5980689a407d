import { Body, Controller, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { idOf, isRefusal, newId, Refused, refuse, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, instantIn, type Principal, Who } from '@spoc/platform-nest'
import { told } from '../told.js'
import { identifyCaller } from './identify-caller.js'
import { NewRequest } from './new-request.js'
import { ReceiveRequest } from './receive-request.js'

@Controller('api/v1/requests')
export class ReceiveRequestRoute {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Takes a request in; acknowledged when it is durable. The same Idempotency-Key again answers as the first time.
   * Refused, each with its field, 422: `account-unknown`, `contact-unknown`, `service-unknown`, `occurs-in-future`, `invalid-instant`.
   */
  @Post()
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'admin', 'scope:requests:write')
  receive(@Body() body: NewRequest, @Caller() given: Given, @Who() principal: Principal) {
    const { accountId: _, contactId: __, occurredAt, onBehalfOf, channel, ...draft } = body
    const identified = identifyCaller(principal, body)
    if (isRefusal(identified)) throw new Refused(identified)
    if (principal.accounts !== 'all' && (channel !== undefined || onBehalfOf !== undefined))
      throw new Refused(refuse('not-allowed', 'Only staff write down what others say.'))
    const requestId = given.idempotency
      ? idOf<'request'>('request', given.idempotency.key)
      : newId<'request'>(Date.parse(given.now))
    return this.commands.execute(
      new ReceiveRequest(
        { requestId, draft: told(draft), ...identified },
        {
          ...given,
          ...(occurredAt === undefined ? {} : { occurredAt: instantIn(occurredAt, 'occurredAt') }),
          ...(channel === undefined ? {} : { channel }),
          ...(onBehalfOf === undefined ? {} : { onBehalfOf: { kind: 'contact', id: onBehalfOf } }),
        },
      ),
    )
  }
}
