import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import type { Request, RequestEvent } from '@spoc/intake-contracts'
import { note, reply, requestStream, resolve, type Message } from '@spoc/intake-domain'
import { isRefusal, Refused, refuse, type Decision, type Given } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, instantIn, type Principal, Who } from '@spoc/platform-nest'
import type { FactsReader } from '@spoc/platform-runtime'
import { termsOf } from '../life/contract-terms.js'
import { ContractsInForce } from '../receive-request/contracts-in-force.js'
import { sideOf } from '../request-changes.js'
import { NoteBody, ReplyBody } from './conversation.dto.js'
import { Conversations } from './conversations.js'
import { ReplyAsClient } from './reply-as-client.js'
import { saidOf } from './said-of.js'
import type { Replied } from './said.js'

/** What people say on a request. Refused by all: `request-unknown` 404. */
@Controller('api/v1/requests/:id')
export class ConversationRoute {
  constructor(
    private readonly commands: CommandBus,
    private readonly conversations: Conversations,
    private readonly contracts: ContractsInForce,
  ) {}

  /**
   * By a client: to the SPOC; what comes too late to reopen a closed request opens a follow-up (`outcome`). By staff: to the client, or
   * from a contact whose words they write down. Refused: `not-allowed` 403 where a client asks for what is staff's.
   */
  @Post('replies')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'admin', 'scope:requests:write')
  async reply(
    @Param('id') id: string,
    @Body() body: ReplyBody,
    @Caller() caller: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ): Promise<Replied> {
    await this.conversations.mustSee(id, principal)
    const fromStaff = sideOf(principal) === 'staff'
    if (!fromStaff && (body.resolves ?? body.onBehalfOf ?? body.channel) !== undefined)
      throw new Refused(refuse('not-allowed', 'Only staff resolve, and write down what others say.'))
    const given = givenOf(body, caller)
    const said = saidOf(id, body.text, given)
    if (!fromStaff || body.onBehalfOf !== undefined) return this.commands.execute(new ReplyAsClient(said, given, ifRevision))
    const { changed, requestId } = await this.conversations.add(
      said,
      given,
      (request, message, facts) => this.answer(request, message, body, given, facts),
      ifRevision,
    )
    return { ...changed, requestId, messageId: said.messageId, outcome: 'added' }
  }

  /** For colleagues: it never reaches the client. */
  @Post('notes')
  @HttpCode(200)
  @AllowedTo('agent', 'engineer', 'manager', 'admin')
  async note(
    @Param('id') id: string,
    @Body() { text }: NoteBody,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ): Promise<Replied> {
    await this.conversations.mustSee(id, principal)
    const said = saidOf(id, text, given)
    const { changed, requestId } = await this.conversations.add(
      said,
      given,
      (request, message) => note(request, message, given),
      ifRevision,
    )
    return { ...changed, requestId, messageId: said.messageId, outcome: 'added' }
  }

  private async answer(
    request: Request,
    message: Message,
    { resolves, text }: ReplyBody,
    given: Given,
    facts: FactsReader,
  ): Promise<Decision<RequestEvent>> {
    const answered = reply(request, message, given)
    if (isRefusal(answered) || resolves === undefined) return answered
    const after = answered.reduce(requestStream.evolve, request)
    const terms = await termsOf(request, given.now, this.contracts, facts)
    const resolved = resolve(after, { requestId: message.requestId, code: resolves.code, solution: text }, terms, given)
    return isRefusal(resolved) ? resolved : [...answered, ...resolved]
  }
}

function givenOf({ onBehalfOf, channel, occurredAt }: ReplyBody, caller: Given): Given {
  const at = occurredAt === undefined ? undefined : instantIn(occurredAt, 'occurredAt')
  if (at !== undefined && at > caller.now)
    throw new Refused(refuse('occurs-in-future', 'It cannot have been said after it was told.', 'occurredAt'))
  return {
    ...caller,
    ...(at === undefined ? {} : { occurredAt: at }),
    ...(channel === undefined ? {} : { channel }),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: { kind: 'contact', id: onBehalfOf } }),
  }
}
