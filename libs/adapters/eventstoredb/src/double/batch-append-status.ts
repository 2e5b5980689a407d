import shared from '@eventstore/db-client/generated/shared_pb.js'
import status from '@eventstore/db-client/generated/status_pb.js'
import any from 'google-protobuf/google/protobuf/any_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import code from '@eventstore/db-client/generated/code_pb.js'
import { APPEND_LIMIT } from './ledger.js'
import type { ExpectedRevision } from './stored-event.js'

interface Detail {
  serializeBinary(): Uint8Array
}

/** The errors of one append within a BatchAppend call travel in its answer, as a status with a typed detail. */
function statusWith(kind: string, statusCode: code.Code, detail: Detail): status.Status {
  const packed = new any.Any()
  packed.pack(detail.serializeBinary(), `event_store.client.${kind}`)
  return new status.Status().setCode(statusCode).setMessage(kind).setDetails(packed)
}

export function conflictStatus(expected: ExpectedRevision, current: bigint): status.Status {
  const detail = new shared.WrongExpectedVersion()
  if (current < 0n) detail.setCurrentNoStream(new empty.Empty())
  else detail.setCurrentStreamRevision(String(current))
  if (expected === 'any') detail.setExpectedAny(new empty.Empty())
  else if (expected === 'no-stream') detail.setExpectedNoStream(new empty.Empty())
  else if (expected === 'stream-exists') detail.setExpectedStreamExists(new empty.Empty())
  else detail.setExpectedStreamPosition(String(expected))
  return statusWith('WrongExpectedVersion', code.Code.FAILED_PRECONDITION, detail)
}

export function deletedStatus(stream: string): status.Status {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream))
  return statusWith('StreamDeleted', code.Code.FAILED_PRECONDITION, new shared.StreamDeleted().setStreamIdentifier(identifier))
}

export function tooLargeStatus(): status.Status {
  const detail = new shared.MaximumAppendSizeExceeded().setMaxappendsize(APPEND_LIMIT)
  return statusWith('MaximumAppendSizeExceeded', code.Code.INVALID_ARGUMENT, detail)
}

/** A kind of detail that the client does not know: it can only say that it could not recognize it. */
export function badRequestStatus(): status.Status {
  return statusWith('BadRequest', code.Code.INVALID_ARGUMENT, new shared.BadRequest())
}
