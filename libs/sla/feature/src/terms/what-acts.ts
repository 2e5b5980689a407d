import { isOpen as isOpenStatus, type MessageAdded, type RequestEvent } from '@spoc/intake-contracts'
import type { Decision, Instant, RecordedOf } from '@spoc/platform-kernel'
import type { ClockEvent, SlaOfRequest } from '@spoc/sla-contracts'
import {
  cancelClocks,
  meetClock,
  noteMessage,
  pauseClocks,
  reopenClocks,
  resolveClocks,
  resumeClocks,
  type Calendars,
} from '@spoc/sla-domain'
import { inTurn } from './in-turn.js'
import type { RequestHistory } from './request-history.js'
import { WAITING_FOR_CLIENT, waitingOnHold } from './waiting.js'

/** What a decision on running clocks rests on: the calendars they were reckoned with, and when it is decided. */
export interface Decided {
  readonly calendars: Calendars
  readonly now: Instant
}

/** What an event of the request does to its clocks. */
export type Act = (state: SlaOfRequest, decided: Decided) => Decision<ClockEvent>

/**
 * What the event does to the clocks of its request; nothing where it is none of theirs. It takes effect when it happened, which may be
 * before it became known: a phone call typed later pauses from the call on. `history`: of the request, for a message of the client's that may
 * have been answered by the time it became known.
 */
export function actOf(event: RecordedOf<RequestEvent>, history: RequestHistory = []): Act | undefined {
  const at = event.metadata.occurredAt
  switch (event.type) {
    case 'intake.request-taken-up.v1':
      return (state, decided) =>
        inTurn(
          state,
          (current) => resumeClocks(current, { at }, decided, decided),
          (current) => meetClock(current, { clock: 'response', at, by: 'taken-up' }, decided, decided),
        )
    case 'intake.message-added.v1':
      return messageAct(event.data, at, answersBefore(event, history))
    case 'intake.client-awaited.v1':
      return (state, decided) => pauseClocks(state, { at, ...WAITING_FOR_CLIENT }, decided, decided)
    case 'intake.request-put-on-hold.v1': {
      const waiting = waitingOnHold(event.data)
      return (state, decided) => pauseClocks(state, { at, ...waiting }, decided, decided)
    }
    case 'intake.work-resumed.v1':
      return (state, decided) => resumeClocks(state, { at }, decided, decided)
    case 'intake.request-resolved.v1':
      return (state, decided) => resolveClocks(state, { at }, decided, decided)
    case 'intake.request-reopened.v1':
      return (state, decided) => reopenClocks(state, { at }, decided, decided)
    case 'intake.request-cancelled.v1':
      return (state, decided) => cancelClocks(state, { at, because: 'cancelled' }, decided)
    case 'intake.request-rejected.v1':
      return (state, decided) => cancelClocks(state, { at, because: 'rejected' }, decided)
    case 'intake.request-merged.v1':
      return (state, decided) => cancelClocks(state, { at, because: 'merged' }, decided)
    case 'intake.request-unmerged.v1':
      return unmergedAct(event.data.state, at)
    default:
      return undefined
  }
}

/** Internal notes never count, nor does what the platform itself wrote: a promise is kept by people. */
function messageAct({ direction, author }: MessageAdded, at: Instant, answers: readonly Instant[]): Act | undefined {
  if (direction === 'internal' || author.kind === 'system') return undefined
  if (direction === 'from-client')
    return (state, decided) => noteMessage(state, { at, by: 'client-message', answers }, decided, decided)
  return (state, decided) =>
    inTurn(
      state,
      (current) => meetClock(current, { clock: 'response', at, by: 'public-message' }, decided, decided),
      (current) => noteMessage(current, { at, by: 'provider-update' }, decided, decided),
    )
}

/** When people wrote to the client, as far as it was known before the event. */
function answersBefore({ revision }: RecordedOf<RequestEvent>, history: RequestHistory): readonly Instant[] {
  return history.flatMap((event) => {
    if (event.type !== 'intake.message-added.v1' || event.revision >= revision) return []
    const { direction, author } = event.data
    return direction === 'to-client' && author.kind !== 'system' ? [event.metadata.occurredAt] : []
  })
}

/** Whether an event is a message of the client's that may have been answered before it became known: the history says when. */
export function mayBeAnswered({ type, data }: RequestEvent, { clocks }: SlaOfRequest): boolean {
  return type === 'intake.message-added.v1' && data.direction === 'from-client' && clocks.update?.met !== undefined
}

/** Back in the state it was merged in: what was awaited then is awaited again, what was over stays over. */
function unmergedAct(status: Parameters<typeof isOpenStatus>[0], at: Instant): Act | undefined {
  if (!isOpenStatus(status)) return undefined
  return (state, decided) =>
    inTurn(
      state,
      (current) => reopenClocks(current, { at }, decided, decided),
      (current) => (status === 'waiting-for-client' ? pauseClocks(current, { at, ...WAITING_FOR_CLIENT }, decided, decided) : []),
    )
}
