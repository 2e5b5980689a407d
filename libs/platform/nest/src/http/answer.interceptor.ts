import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { refuse, Refused, type Changed } from '@spoc/platform-kernel'
import type { CollectionKind } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { map, type Observable } from 'rxjs'
import { correlationOf } from './correlation.js'
import { READS } from './reads.js'

/**
 * Positions and revisions travel in headers. A command's answer carries `X-Log-Position` and `ETag`; a query takes `?after=<position>`, waits
 * (bounded) until its collections have come so far, and says how fresh they are.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly views: Views,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const reply = context.switchToHttp().getResponse<FastifyReply>()
    void reply.header('x-correlation-id', correlationOf(request))
    const reads = this.reflector.get<readonly CollectionKind[] | undefined>(READS, context.getHandler())
    if (reads !== undefined && reads.length > 0) await this.prepare(reads, request, reply)
    return next.handle().pipe(map((answer: unknown) => (isChanged(answer) ? told(answer, reply) : answer)))
  }

  private async prepare(reads: readonly CollectionKind[], request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const after = (request.query as Record<string, unknown> | undefined)?.['after']
    if (after !== undefined) {
      if (typeof after !== 'string' || !/^\d{1,19}$/.test(after))
        throw new Refused(refuse('invalid-position', 'A position is what X-Log-Position said.', 'after'))
      await this.views.waitFor(reads, BigInt(after))
    }
    const freshness = await Promise.all(reads.map((kind) => this.views.of(kind).freshness()))
    const oldest = freshness.reduce((a, b) => (b.position < a.position ? b : a))
    void reply.header('x-log-position', String(oldest.position)).header('x-fresh-at', oldest.at)
    const stale = freshness.find((one) => one.stale !== undefined)?.stale
    if (stale !== undefined) void reply.header('x-stale', `rebuilt-through=${stale.rebuiltThrough}`)
  }
}

function isChanged(answer: unknown): answer is Changed {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'position' in answer &&
    typeof answer.position === 'bigint' &&
    'revision' in answer
  )
}

function told(answer: Changed, reply: FastifyReply): unknown {
  void reply.header('x-log-position', String(answer.position)).header('etag', `"${answer.revision}"`)
  return { ...answer, position: String(answer.position) }
}
