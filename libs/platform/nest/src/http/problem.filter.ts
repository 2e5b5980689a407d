import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { Refused } from '@spoc/platform-kernel'
import { BadCursor, EngineUnavailable, TooLarge } from '@spoc/platform-ports'
import { NewerWriter, NotYetVisible } from '@spoc/platform-runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Metrics } from '../operations/metrics.js'
import { correlationOf } from './correlation.js'
import { problem, statusOf, type Problem } from './problem.js'
import { NotValid } from './validation.js'

const RETRY_AFTER_SECONDS = '1'

/** The one place where an expected no becomes an answer; what is not expected is logged whole and told as little as possible. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly metrics: Pick<Metrics, 'refusals'>,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const answer = problemOf(error, correlationOf(request))
    this.count(answer)
    if (answer.status === 500)
      this.logger.error(
        { err: error, correlation: answer.instance, route: request.routeOptions?.url },
        'A request failed in a way nobody expected',
      )
    // A probe of a service that starts or drains is told so too, and is no news.
    if (answer.status === 503 && !(error instanceof HttpException))
      this.logger.warn(
        {
          reason: error instanceof Error ? error.message : answer.code,
          correlation: answer.instance,
          route: request.routeOptions?.url,
        },
        'A request could not be served just now',
      )
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy()
      return
    }
    if (answer.status === 503 || answer.status === 429) void reply.header('retry-after', RETRY_AFTER_SECONDS)
    // Fastify would close at once; a proxy that is still sending would then take the answer for a failure. The rest is read and dropped.
    if (answer.status === 413) void reply.removeHeader('connection')
    if (answer.status === 401) void reply.header('www-authenticate', 'Bearer')
    void reply.status(answer.status).header('content-type', 'application/problem+json').send(JSON.stringify(answer))
  }

  protected count({ status, code }: Problem): void {
    if (status < 500) this.metrics.refusals.inc({ code })
  }
}

export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof Refused) {
    const { refused, message, field } = error.refusal
    return problem(
      statusOf(error.refusal),
      refused,
      message,
      instance,
      field === undefined ? undefined : [{ field, code: refused, detail: message }],
    )
  }
  if (error instanceof NotValid) return problem(422, 'not-valid', 'Some fields are not valid.', instance, error.fields)
  if (error instanceof TooLarge) return problem(413, 'too-large', error.message, instance)
  if (error instanceof BadCursor)
    return problem(422, 'bad-cursor', error.message, instance, [{ field: 'cursor', code: 'bad-cursor', detail: error.message }])
  if (error instanceof NewerWriter)
    return problem(503, 'newer-writer', 'A newer release has written here; this one cannot decide on it.', instance)
  if (error instanceof NotYetVisible)
    return problem(
      503,
      'not-yet-visible',
      'What was written last is safe, but not to be seen here yet; nothing was changed. Ask again.',
      instance,
    )
  if (error instanceof EngineUnavailable)
    return problem(
      503,
      'engine-away',
      'A part of the platform is not available just now; nothing was changed that was not acknowledged. Try again.',
      instance,
    )
  if (error instanceof HttpException) return ofHttpException(error, instance)
  return (
    ofFastifyError(error, instance) ??
    problem(500, 'unexpected', 'Something went wrong that should not have; it has been noted.', instance)
  )
}

function ofHttpException(error: HttpException, instance: string): Problem {
  const status = error.getStatus()
  const answer = error.getResponse()
  if (typeof answer === 'object' && 'code' in answer && typeof answer.code === 'string')
    return problem(status, answer.code, error.message, instance)
  if (status === 404) return problem(404, 'route-unknown', 'There is nothing at this address.', instance)
  if (status === 401 || status === 403)
    return problem(status, status === 401 ? 'not-signed-in' : 'not-allowed', error.message, instance)
  return unreadable(status, instance) ?? problem(status, 'http-error', error.message, instance)
}

/** Fastify refuses what it cannot read before any of our code runs; some of its errors reach us as Nest's. */
function ofFastifyError(error: unknown, instance: string): Problem | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? unreadable(error.statusCode, instance)
    : undefined
}

function unreadable(status: number, instance: string): Problem | undefined {
  if (status === 413) return problem(413, 'body-too-large', 'The body is larger than this route takes.', instance)
  if (status === 415) return problem(415, 'media-type-unknown', 'This route takes application/json.', instance)
  return status >= 400 && status < 500
    ? problem(status, 'malformed-request', 'The request cannot be read: is it valid JSON and a valid address?', instance)
    : undefined
}
