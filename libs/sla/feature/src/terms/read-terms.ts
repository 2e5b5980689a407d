import type { Instant, Position } from '@spoc/platform-kernel'
import type { Background, FactsReader } from '@spoc/platform-runtime'
import type { SlaOfRequest } from '@spoc/sla-contracts'
import { promiseFor } from './promise-for.js'
import { historyThrough, requestAfter, type RequestHistory } from './request-history.js'
import type { Terms } from './settle-terms.js'

/** By what the terms may have changed. */
export interface Cause {
  /** Revision of the last event of the request that counts; all it has by now unless told. */
  readonly through?: number
  /** When it took effect. */
  readonly at: Instant
  /** What was written by then is taken into account. */
  readonly position: Position
  /** Policy and calendars as for a request received then; by its own receipt unless told. */
  readonly asOf?: Instant
  /** Where the cause brings the whole history along. */
  readonly history?: RequestHistory
}

export type TermsReader = (
  requestId: string,
  state: SlaOfRequest,
  cause: Cause,
  now: Instant,
  facts: FactsReader,
) => Promise<Terms | undefined>

/** Reads what the terms of a request are chosen by; nothing while its account is not known. */
export function termsReader({ views, engines: { log } }: Background): TermsReader {
  return async (requestId, state, { through, at, position, asOf, history: known }, now, facts) => {
    const history = known ?? (await historyThrough(log, requestId, through))
    const request = requestAfter(history)
    if (request?.accountId === undefined) return undefined
    const promise = await promiseFor(request, state, facts, views, position, asOf)
    return { requestId, accountId: request.accountId, request, history, promise, at, now }
  }
}
