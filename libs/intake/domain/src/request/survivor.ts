import type { Request, RequestFacts } from '@spoc/intake-contracts'
import type { Id } from '@spoc/platform-kernel'

/** A request and all it was merged into, one after the other; the last one is where its conversation goes on. */
export interface MergeChain {
  readonly requestId: Id<'request'>
  readonly survivorId: Id<'request'>
  readonly survivor: Request
  /** From the request itself to the survivor. */
  readonly requests: readonly Request[]
}

/** Follows merges to their end. Nothing where there is no such request. */
export async function followMerges(
  requestId: Id<'request'>,
  load: (requestId: Id<'request'>) => Promise<RequestFacts>,
): Promise<MergeChain | undefined> {
  const seen = new Set<string>()
  const requests: Request[] = []
  for (let id = requestId; ;) {
    const request = await load(id)
    if (request.is === 'unknown') return undefined
    requests.push(request)
    seen.add(id)
    // Merges never go in a circle; if a damaged log says so, the conversation stays where the circle closes.
    if (request.phase.status !== 'merged' || seen.has(request.phase.into)) {
      return { requestId, survivorId: id, survivor: request, requests }
    }
    id = request.phase.into
  }
}
