import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { REQUEST_TEXTS, REQUESTS, REQUESTS_PERSONAL, tmf621Status } from '@spoc/intake-contracts'
import { idOf, isRefusal, newId, Refused, type Given, type Id, type Refusal } from '@spoc/platform-kernel'
import { AllowedTo, Caller, CONFIG, Reads, Who, type Config, type Principal } from '@spoc/platform-nest'
import type { FastifyReply } from 'fastify'
import { readers } from '../read/readers.js'
import { identifyCaller } from '../write/receive-request/identify-caller.js'
import { ReceiveRequest } from '../write/receive-request/receive-request.js'
import { readTicket, type TicketDraft } from './read-ticket.js'
import { TicketErrorsFilter } from './ticket-errors.filter.js'
import { filterOf } from './ticket-filter.js'
import { TicketFields, TicketList } from './ticket-list.js'
import { partiesOf, TicketReferences } from './ticket-references.js'
import { Tickets } from './tickets.js'
import { hrefOf, onlyFields, severities, type TroubleTicket } from './trouble-ticket.js'

/** TM Forum's TMF621 Trouble Ticket API, version 4: requests in the words that other systems share. */
@Controller('tmf-api/troubleTicket/v4/troubleTicket')
@UseFilters(TicketErrorsFilter)
export class TroubleTicketsRoute {
  constructor(
    private readonly commands: CommandBus,
    private readonly tickets: Tickets,
    private readonly references: TicketReferences,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The latest first; `X-Result-Count` tells how many are here, `X-Total-Count` how many fit. Refused: `field-invalid` 400. */
  @Get()
  @AllowedTo(...readers)
  @Reads(REQUESTS, REQUESTS_PERSONAL, REQUEST_TEXTS)
  async list(@Query() query: TicketList, @Who() principal: Principal, @Res({ passthrough: true }) reply: FastifyReply) {
    const { tickets, total } = await this.tickets.list(filterOf(query, principal), query.offset, query.limit, principal)
    void reply.header('x-result-count', String(tickets.length)).header('x-total-count', String(total))
    return tickets.map((ticket) => onlyFields(ticket, query.fields))
  }

  /** Refused: `ticket-unknown` 404. */
  @Get(':id')
  @AllowedTo(...readers)
  @Reads(REQUESTS, REQUESTS_PERSONAL, REQUEST_TEXTS)
  async one(@Param('id') id: string, @Query() { fields }: TicketFields, @Who() principal: Principal) {
    return onlyFields(await this.tickets.one(id, principal), fields)
  }

  /**
   * Takes a ticket in as a request; answered when it is durable. The same Idempotency-Key again answers as the first time.
   * Refused, 400: `field-missing`, `field-invalid`, `field-too-long`, `account-unknown`, `contact-unknown`, `service-unknown`.
   */
  @Post()
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'admin', 'scope:requests:write')
  async create(
    @Body() body: unknown,
    @Caller() given: Given,
    @Who() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const ticket = taken(readTicket(body))
    const serviceInstanceId = taken(await this.references.serviceOf(ticket.entities, principal))
    const identified = taken(identifyCaller(principal, taken(partiesOf(ticket.parties))))
    const requestId = given.idempotency
      ? idOf<'request'>('request', given.idempotency.key)
      : newId<'request'>(Date.parse(given.now))
    const { entities: _, parties: __, ...draft } = ticket
    const { id, number, position, revision } = await this.commands.execute(
      new ReceiveRequest(
        { requestId, draft: { ...draft, ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }) }, ...identified },
        given,
      ),
    )
    void reply
      .header('location', hrefOf(id, this.config.publicUrl))
      .header('x-log-position', String(position))
      .header('etag', `"${revision}"`)
    return (await this.tickets.onceVisible(id, position, principal)) ?? this.brief(id, number, ticket, given)
  }

  /** What is certain of a ticket that was just taken in. */
  private brief(id: Id<'request'>, number: string, ticket: TicketDraft, { now }: Given): Partial<TroubleTicket> {
    return {
      id,
      href: hrefOf(id, this.config.publicUrl),
      correlationId: number,
      name: ticket.title,
      description: ticket.description,
      severity: severities[ticket.impact],
      ticketType: ticket.kind,
      status: tmf621Status.new,
      creationDate: now,
      lastUpdate: now,
      ...(ticket.clientReference === undefined ? {} : { externalId: ticket.clientReference }),
      '@type': 'TroubleTicket',
    }
  }
}

function taken<Answer>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Refused(answer)
  return answer
}
