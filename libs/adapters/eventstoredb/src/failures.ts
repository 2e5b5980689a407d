import { EngineUnavailable } from '@spoc/platform-ports'

/** gRPC status codes after which asking again may help: cancelled by the server, deadline, exhausted, aborted, internal (a server that stops), unavailable. */
const PASSING_CODES: readonly unknown[] = [1, 4, 8, 10, 13, 14]
const PASSING_TYPES: readonly unknown[] = ['unavailable', 'deadline-exceeded', 'timeout', 'cancelled', 'not-leader']

/** What the client throws where no node of a cluster answers: an error of no type and no code. */
const NOTHING_DISCOVERED = /^Failed to discover after \d+ attempts\.$/

/** The `type` that the client gives its errors. Raw gRPC errors, which it lets through while the server is away, have none. */
export function typeOf(error: unknown): unknown {
  return error instanceof Error && 'type' in error ? error.type : undefined
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Whether the server is away, stopping or slow, rather than refusing what it was asked. */
export function isPassing(error: unknown): boolean {
  if (error instanceof EngineUnavailable || PASSING_TYPES.includes(typeOf(error)) || PASSING_CODES.includes(codeOf(error)))
    return true
  return error instanceof Error && NOTHING_DISCOVERED.test(error.message)
}

export function asUnavailable(error: unknown): unknown {
  return isPassing(error) && !(error instanceof EngineUnavailable) ? new EngineUnavailable('event-log', error) : error
}
