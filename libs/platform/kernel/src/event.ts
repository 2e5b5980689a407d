import type { Instant } from './instant.js'

/** One kind of thing that happened: a stored type name (`<context>.<past-tense>.v<n>`) and its plain data. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
}

/** Who did it. `sender` is somebody who wrote in and is not in the directory; `system` is an automation, named in `id`. */
export interface Actor {
  readonly kind: 'person' | 'contact' | 'integration' | 'sender' | 'system'
  readonly id: string
}

export type Channel =
  'api' | 'tmf621' | 'mail' | 'alertmanager' | 'webhook' | 'portal' | 'console' | 'phone' | 'cli' | 'automation' | 'clock'

/** A place in a stream: the revision of one event in it, counted from 0. */
export interface StreamPlace {
  readonly stream: string
  readonly revision: number
}

/** What every event carries beside its data. Holds no personal data. */
export interface Metadata {
  /** Version of this envelope. */
  readonly schema: 1
  /** The request, work, account or other thing the event is about; also the key it travels under on the bus. */
  readonly subject: string
  readonly accountId?: string
  /** When it was appended, by the appender's clock. */
  readonly recordedAt: Instant
  /** When it happened: earlier than recordedAt where it became known later. */
  readonly occurredAt: Instant
  readonly actor: Actor
  readonly onBehalfOf?: Actor
  readonly channel: Channel
  /** Id of the event or command that brought this about. */
  readonly causation?: string
  readonly correlation: string
  /** The input this append is the effect of; a stream drops an input it has handled. */
  readonly source?: StreamPlace
  /** Streams, with their last revision, whose facts the decision rested on. */
  readonly used?: readonly StreamPlace[]
  /** The caller's Idempotency-Key (hashed with the caller) and the hash of the body it came with. */
  readonly idempotency?: { readonly key: string; readonly body: string }
  /** The trace that wrote it (W3C Trace Context), where the writer traced: whoever goes on from this event continues that trace. */
  readonly traceparent?: string
}

/** Place in the one order of the whole log; compare only positions of the same log. */
export type Position = bigint

/** An event as the log keeps it. */
export interface Recorded<E extends Fact = Fact> {
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly position: Position
  readonly type: E['type']
  readonly data: E['data']
  readonly metadata: Metadata
}

/** A recorded event of a union, so that `switch (event.type)` narrows its data. */
export type RecordedOf<E extends Fact> = E extends Fact ? Recorded<E> : never

/** What a caller brings along with a command; the only source of time, ids and identity for a decision. */
export interface Given {
  readonly now: Instant
  readonly occurredAt?: Instant
  readonly actor: Actor
  readonly onBehalfOf?: Actor
  readonly channel: Channel
  readonly correlation: string
  readonly causation?: string
  readonly idempotency?: { readonly key: string; readonly body: string }
}
