/** The stream is not at the expected revision; nothing was appended. Reload and decide again. */
export class ConcurrencyConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
    /** Last revision found, -1 where there is no stream. */
    readonly actual: number,
  ) {
    super(`${stream} is at revision ${actual}, not ${expected}.`)
    this.name = 'ConcurrencyConflict'
  }
}

/** An event, an append, a message or a blob above its limit; nothing was written. */
export class TooLarge extends Error {
  constructor(
    readonly what: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`${what} has ${bytes} bytes; the limit is ${limit}.`)
    this.name = 'TooLarge'
  }
}

/** An engine cannot be reached or does not answer in time. What was asked may or may not have happened; it is safe to ask again. */
export class EngineUnavailable extends Error {
  constructor(
    readonly engine: 'event-log' | 'message-bus' | 'documents' | 'blobs' | 'keys' | 'mail' | 'data-folder',
    cause: unknown,
  ) {
    super(`The ${engine} engine is not available: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'EngineUnavailable'
  }
}

/** A document with this id, or with this value in a unique index, is already there; nothing was written. */
export class DuplicateKey extends Error {
  constructor(
    readonly collection: string,
    readonly id: string,
  ) {
    super(`${collection} already holds ${id} or one of its unique values.`)
    this.name = 'DuplicateKey'
  }
}
