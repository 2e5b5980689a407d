import type { RequestEvent } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import {
  clockDocumentId,
  clockNames,
  CLOCKS,
  evolveSla,
  type Clock,
  type ClockDocument,
  type ClockEvent,
  type ClockName,
} from '@spoc/sla-contracts'

type Whose = Pick<ClockDocument, '_id' | 'requestId' | 'accountId' | 'receivedAt'>

const fold = (event: RecordedOf<ClockEvent>, into: Into<ClockDocument>) => {
  const requestId = event.stream.slice('sla-'.length)
  for (const clock of clocksIn(event))
    into.put(clockDocumentId(requestId, clock), (found) => clockDocumentAfter(found, clock, event))
}

export const clocks = projector<ClockDocument, ClockEvent | RequestEvent>({
  collection: CLOCKS,
  version: 1,
  on: {
    'sla.clocks-started.v1': fold,
    'sla.clock-paused.v1': fold,
    'sla.clock-resumed.v1': fold,
    'sla.clock-retargeted.v1': fold,
    'sla.clock-restarted.v1': fold,
    'sla.clock-met.v1': fold,
    'sla.clock-warned.v1': fold,
    'sla.clock-breached.v1': fold,
    'sla.breach-withdrawn.v1': fold,
    'sla.clocks-cancelled.v1': fold,
    'sla.clocks-reopened.v1': fold,
    // At once, not only when the clocks have gone over: from here on they are another client's to see.
    'intake.account-set.v1': ({ stream, data: { accountId } }, into) => {
      for (const clock of clockNames)
        into.put(clockDocumentId(stream.slice('request-'.length), clock), (found) => found && { ...found, accountId })
    },
  },
})

/** The clocks an event is about; the others of the request stay as they are. */
function clocksIn({ data }: ClockEvent): readonly ClockName[] {
  if ('clock' in data) return [data.clock]
  return data.clocks.map((one) => (typeof one === 'string' ? one : one.clock))
}

/** The document after an event of its request; by the same fold as the stream's, so that both tell the same. */
function clockDocumentAfter(found: ClockDocument | undefined, clock: ClockName, event: ClockEvent): ClockDocument | undefined {
  const after = evolveSla({ clocks: found === undefined ? {} : { [clock]: found }, pauses: [] }, event).clocks[clock]
  if (after === undefined) return undefined
  if (event.type !== 'sla.clocks-started.v1') return found && documentOf(after, found)
  const { requestId, accountId, receivedAt } = event.data
  return documentOf(after, { _id: clockDocumentId(requestId, clock), requestId, accountId, receivedAt })
}

function documentOf(clock: Clock, { _id, requestId, accountId, receivedAt }: Whose): ClockDocument {
  const { is, breach, met } = clock
  return withoutGaps({
    ...clock,
    _id,
    requestId,
    accountId,
    receivedAt,
    state: is === 'running' && breach !== undefined ? 'breached' : is,
    breachedAt: breach?.effectiveAt,
    metAt: met?.at,
    elapsedMs: met?.elapsedMs,
  })
}

/** Without fields that hold nothing: a document is the same whether it was written now or read before. */
function withoutGaps(document: ClockDocument): ClockDocument {
  const full = Object.entries(document).filter(([, value]) => value !== undefined)
  return Object.fromEntries(full) as typeof document
}
