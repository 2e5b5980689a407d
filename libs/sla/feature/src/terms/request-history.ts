import { intakeContract, requestFacts, type Request, type RequestEvent } from '@spoc/intake-contracts'
import { upcast, type Recorded, type RecordedOf } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'

/** Everything that happened to one request up to one of its events, that one included, oldest first. Personal fields stay sealed. */
export type RequestHistory = readonly RecordedOf<RequestEvent>[]

const known: ReadonlySet<string> = new Set(intakeContract.types)

/**
 * Through a revision: exactly what had happened by then, whatever the stream holds by now, so that a late input decides as it would have in
 * time. Without one: all there is.
 */
export async function historyThrough(log: EventLog, requestId: string, revision?: number): Promise<RequestHistory> {
  const events = await log.readStream(`request-${requestId}`, revision === undefined ? {} : { limit: revision + 1 })
  return events.map((event) => ({ ...event, ...upcast([intakeContract], event).fact })).filter(isRequestEvent)
}

/** The request as its history tells it; nothing where it was never received. */
export function requestAfter(history: RequestHistory): Request | undefined {
  const state = history.reduce(requestFacts.evolve, requestFacts.initial)
  return state.is === 'unknown' ? undefined : state
}

function isRequestEvent(event: Recorded): event is RecordedOf<RequestEvent> {
  return known.has(event.type)
}
