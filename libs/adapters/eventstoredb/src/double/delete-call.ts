import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { handleUnaryCall } from '@grpc/grpc-js'
import type { Ledger, Outcome } from './ledger.js'
import { expectedOf, nameOf } from './proposed.js'
import { streamDeleted, wrongExpectedVersion } from './refusals.js'
import type { ExpectedRevision } from './stored-event.js'

/** Streams/Delete: the stream cannot be read any more, its numbering goes on. */
export function deleteCall(ledger: Ledger): handleUnaryCall<streams.DeleteReq, streams.DeleteResp> {
  return (call, answer) => {
    const { stream, expected } = asked(call.request.getOptions())
    const outcome = ledger.softDelete(stream, expected)
    if (outcome.is !== 'done') return answer(whyNot(stream, expected, outcome))
    const response = new streams.DeleteResp()
    const at = String(outcome.position ?? 0n)
    answer(null, response.setPosition(new streams.DeleteResp.Position().setCommitPosition(at).setPreparePosition(at)))
  }
}

/** Streams/Tombstone: the stream ends for ever. */
export function tombstoneCall(ledger: Ledger): handleUnaryCall<streams.TombstoneReq, streams.TombstoneResp> {
  return (call, answer) => {
    const { stream, expected } = asked(call.request.getOptions())
    const outcome = ledger.tombstone(stream, expected)
    if (outcome.is !== 'done') return answer(whyNot(stream, expected, outcome))
    const response = new streams.TombstoneResp()
    const at = String(outcome.position ?? 0n)
    answer(null, response.setPosition(new streams.TombstoneResp.Position().setCommitPosition(at).setPreparePosition(at)))
  }
}

function asked(options: streams.DeleteReq.Options | streams.TombstoneReq.Options | undefined): {
  readonly stream: string
  readonly expected: ExpectedRevision
} {
  return {
    stream: nameOf(options?.getStreamIdentifier() ?? new shared.StreamIdentifier()),
    expected: options ? expectedOf(options, options.getRevision()) : 'any',
  }
}

function whyNot(stream: string, expected: ExpectedRevision, outcome: Exclude<Outcome, { is: 'done' }>) {
  return outcome.is === 'conflict' ? wrongExpectedVersion(stream, expected, outcome.current) : streamDeleted(stream)
}
