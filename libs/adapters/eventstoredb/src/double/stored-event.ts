/** An event handed to the server, before it has a place. */
export interface ProposedEvent {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Buffer
  readonly metadata: Buffer
}

/** An event in the log. Commit and prepare position are the same: what the real server answers to every append over gRPC. */
export interface StoredEvent extends ProposedEvent {
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  readonly createdMs: number
}

export type ExpectedRevision = 'any' | 'stream-exists' | 'no-stream' | bigint

/** The revision of a `$streamDeleted` event, and the truncation mark of a soft-deleted stream. */
export const END_OF_STREAM = 9_223_372_036_854_775_807n

/** Bytes that the record takes in a chunk: framing and fixed fields, two length-prefixed texts, two byte fields. */
export function recordBytes(stream: string, event: ProposedEvent): bigint {
  return BigInt(90 + Buffer.byteLength(stream) + Buffer.byteLength(event.type) + event.data.length + event.metadata.length)
}

export function jsonEvent(id: string, type: string, data: string): ProposedEvent {
  return { id, type, contentType: 'application/json', data: Buffer.from(data), metadata: Buffer.alloc(0) }
}
