import type { RequestEvent } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import {
  clockDocumentId,
  clockNames,
  CLOCKS,
  evolveSla,
  noSla,
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
  version: 2,
  leavesSealed: true,
  on: {
    'sla.clocks-started.v1': ({ type, data }, into) => {
      const { requestId, accountId, receivedAt } = data
      for (const started of data.clocks) {
        const _id = clockDocumentId(requestId, started.clock)
        const clock = evolveSla(noSla, { type, data: { ...data, clocks: [started] } }).clocks[started.clock]
        into.put(_id, () => clock && documentOf(clock, { _id, requestId, accountId, receivedAt }))
      }
    },
    'sla.clock-paused.v1': fold,
    'sla.clock-resumed.v1': fold,
    'sla.clock-retargeted.v1': (event, into) => {
      fold(event, into)
      if (event.data.accountId !== undefined) handOver(event.stream.slice('sla-'.length), event.data.accountId, into)
    },
    'sla.clock-restarted.v1': fold,
    'sla.clock-met.v1': fold,
    'sla.clock-warned.v1': fold,
    'sla.clock-breached.v1': fold,
    'sla.breach-withdrawn.v1': fold,
    'sla.clocks-cancelled.v1': fold,
    'sla.clocks-reopened.v1': fold,
    // At once, not only when the clocks have gone over: from here on they are another client's to see.
    'intake.account-set.v1': ({ stream, data }, into) => handOver(stream.slice('request-'.length), data.accountId, into),
  },
})

function handOver(requestId: string, accountId: string, into: Into<ClockDocument>): void {
  for (const clock of clockNames) into.put(clockDocumentId(requestId, clock), (found) => found && { ...found, accountId })
}

/** The clocks an event is about; the others of the request stay as they are. */
function clocksIn({ data }: ClockEvent): readonly ClockName[] {
  if ('clock' in data) return [data.clock]
  const named = data.clocks.map((one) => (typeof one === 'string' ? one : one.clock))
  return 'nextRound' in data ? [...named, 'update'] : named
}

/** The document after an event of its request; by the same fold as the stream's, so that both tell the same. */
function clockDocumentAfter(found: ClockDocument | undefined, clock: ClockName, event: ClockEvent): ClockDocument | undefined {
  if (found === undefined) return undefined
  const after = evolveSla({ ...noSla, clocks: { [clock]: found } }, event).clocks[clock]
  return after && documentOf(after, found)
}

function documentOf(clock: Clock, { _id, requestId, accountId, receivedAt }: Whose): ClockDocument {
  const { is, breach, met } = clock
  return {
    ...clock,
    _id,
    requestId,
    accountId,
    receivedAt,
    state: is === 'running' && breach !== undefined ? 'breached' : is,
    breachedAt: breach?.effectiveAt,
    metAt: met?.at,
    elapsedMs: met?.elapsedMs,
  }
}
