import {
  holdParties,
  holdReasons,
  type HoldParty,
  type HoldReason,
  type RequestEvent,
  type RequestFacts,
} from '@spoc/intake-contracts'
import { personal, refuse, type Decision, type Given, type Id, type Instant, type Refusal } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'
import { checkWritten, keyOfWriter } from './writing.js'

export interface PutOnHold {
  readonly requestId: Id<'request'>
  readonly reason: HoldReason
  readonly party: HoldParty
  /** Goes on by itself then. */
  readonly until?: Instant
  readonly note?: string
}

/** Lets the work rest, for a listed reason and by the doing of a named party: what clocks may be paused for. */
export function putOnHold(request: RequestFacts, command: PutOnHold, given: Given): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { phase } = request
  const { requestId, reason, party, until, note } = command
  if (phase.status === 'on-hold' && phase.reason === reason && phase.party === party && phase.until === until) return []
  if (phase.status !== 'new' && phase.status !== 'in-progress') return notWhile(phase, 'put on hold')
  return (
    checkHold(command, given) ?? [
      {
        type: 'intake.request-put-on-hold.v1',
        data: {
          reason,
          party,
          ...(until === undefined ? {} : { until }),
          ...(note === undefined ? {} : { note: personal(note, keyOfWriter(requestId, given)) }),
        },
      },
    ]
  )
}

function checkHold({ reason, party, until, note }: PutOnHold, { now }: Given): Refusal | undefined {
  if (!holdReasons.includes(reason)) return refuse('reason-unknown', 'There is no such reason to hold.', 'reason')
  if (!holdParties.includes(party)) return refuse('party-unknown', 'There is no such party.', 'party')
  if (reason === 'agreed-window' && until === undefined) {
    return refuse('field-missing', 'An agreed window has an end.', 'until')
  }
  if (until !== undefined && until <= now) return refuse('already-over', 'The hold would be over before it begins.', 'until')
  return note === undefined ? undefined : checkWritten(note, 'note')
}
