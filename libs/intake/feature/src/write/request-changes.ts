import { Injectable } from '@nestjs/common'
import type { Request, RequestEvent } from '@spoc/intake-contracts'
import { requestStream } from '@spoc/intake-domain'
import type { Changed, Decision, Given, Id } from '@spoc/platform-kernel'
import { maySee, type Principal } from '@spoc/platform-nest'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import { unknownRequest } from '../unknown-request.js'

/** A command on one request, as it was asked for. */
export interface Asked {
  readonly id: Id<'request'>
  readonly given: Given
  readonly principal: Principal
  /** If-Match. */
  readonly ifRevision?: number | undefined
}

/** Changes requests for callers, each only those of its own accounts. */
@Injectable()
export class RequestChanges {
  constructor(private readonly streams: Streams) {}

  /** Refused: `request-unknown` 404, `revision-mismatch` 412, and what the decision refuses. */
  change(
    { id, given, principal, ifRevision }: Asked,
    decide: (request: Request, facts: FactsReader) => Decision<RequestEvent> | Promise<Decision<RequestEvent>>,
  ): Promise<Changed> {
    return this.streams.change(
      requestStream,
      id,
      given,
      (request, facts) =>
        request.is === 'unknown' || !maySee(principal, request.accountId) ? unknownRequest() : decide(request, facts),
      ifRevision === undefined ? {} : { ifRevision },
    )
  }
}

/** By which side of the conversation a caller acts. */
export function sideOf({ accounts }: Principal): 'client' | 'staff' {
  return accounts === 'all' ? 'staff' : 'client'
}
