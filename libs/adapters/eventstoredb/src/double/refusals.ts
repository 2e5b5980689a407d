import { Metadata, status, type ServiceError } from '@grpc/grpc-js'
import { APPEND_LIMIT } from './ledger.js'
import type { ExpectedRevision } from './stored-event.js'

/** A gRPC status as the server sends it: the client reads the kind of error from the trailer `exception`, where there is one. */
export function refusal(code: status, details: string, trailers: Readonly<Record<string, string>> = {}): ServiceError {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value)
  return Object.assign(new Error(details), { code, details, metadata })
}

export function streamDeleted(stream: string): ServiceError {
  return refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  })
}

export function appendTooLarge(): ServiceError {
  return refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${APPEND_LIMIT} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(APPEND_LIMIT),
  })
}

/** For deletions only: appends tell a conflict in their answer. */
export function wrongExpectedVersion(stream: string, expected: ExpectedRevision, actual: bigint): ServiceError {
  return refusal(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(asNumber(expected)),
    'actual-version': String(actual),
  })
}

export function badRequest(why: string): ServiceError {
  return refusal(status.UNKNOWN, why)
}

export function notARecord(): ServiceError {
  return refusal(status.UNKNOWN, 'The position is not one at which a record begins.')
}

export function tooSlow(): ServiceError {
  return refusal(
    status.ABORTED,
    'Operation aborted. Consumer too slow to handle event while live. Client resubscription required.',
  )
}

/** The client connects to the leader that is named. */
export function notLeader(leaderPort: number): ServiceError {
  return refusal(status.NOT_FOUND, `Leader info available. Leader is at 127.0.0.1:${leaderPort}.`, {
    exception: 'not-leader',
    'leader-endpoint-host': '127.0.0.1',
    'leader-endpoint-port': String(leaderPort),
  })
}

/** While nobody leads. */
export function notReady(): ServiceError {
  return refusal(status.UNAVAILABLE, 'Server Is Not Ready')
}

function asNumber(expected: ExpectedRevision): bigint {
  if (typeof expected === 'bigint') return expected
  return { any: -2n, 'no-stream': -1n, 'stream-exists': -4n }[expected]
}
