import { Catch, Inject, type ArgumentsHost } from '@nestjs/common'
import { correlationOf, LOGGER, Metrics, problemOf, ProblemFilter } from '@spoc/platform-nest'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'

/** A person who is led through here sees screens, not answers: the sign-in screen says what went wrong, by the problem's code. */
@Catch()
export class ToTheSignInScreen extends ProblemFilter {
  constructor(@Inject(LOGGER) logger: Logger, metrics: Metrics) {
    super(logger, metrics)
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const problem = problemOf(error, correlationOf(request))
    const { status, code } = problem
    const isWatched = request.headers.accept?.includes('text/html') ?? false
    if (status === 500 || !isWatched) super.catch(error, host)
    else {
      this.count(problem)
      void reply
        .status(303)
        .header('location', `/sign-in?problem=${encodeURIComponent(code)}`)
        .send()
    }
  }
}
