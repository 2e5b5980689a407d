import { Catch, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { correlationOf, LOGGER, Metrics, problemOf } from '@spoc/platform-nest'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'

/** What TMF630 calls our fields, where a refusal names one. */
const fieldNames: Readonly<Record<string, string>> = {
  accountId: 'relatedParty',
  contactId: 'relatedParty',
  serviceInstanceId: 'relatedEntity',
  title: 'name',
  clientReference: 'externalId',
}

/** Errors as TM Forum's design guidelines (TMF630) want them: `{code, reason, message}`, with our stable code. Bad input is 400 there. */
@Catch()
@Injectable()
export class TicketErrorsFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const { status: found, code, title, detail, errors = [], instance } = problemOf(error, correlationOf(request))
    const status = found === 422 ? 400 : found
    if (status < 500) this.metrics.refusals.inc({ code })
    if (status === 500)
      this.logger.error(
        { err: error, correlation: instance, route: request.routeOptions.url },
        'A request failed in a way nobody expected',
      )
    if (status === 503 || status === 429) void reply.header('retry-after', '1')
    if (status === 401) void reply.header('www-authenticate', 'Bearer')
    const fields = errors.map(({ field, detail: why }) => `${fieldNames[field] ?? field}: ${why}`)
    const message = fields.length === 0 ? detail : fields.join(' ')
    void reply
      .status(status)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ code, reason: title, message, status: String(status), '@type': 'Error' }))
  }
}
