import type { Instant, Position, Recorded } from '@spoc/platform-kernel'
import type { Delivered, Message } from '@spoc/platform-ports'

/** The value of a message: the event as the log keeps it, personal fields sealed. */
export interface EventMessage extends Omit<Recorded, 'position'> {
  /** Place in the log of the installation: a decimal number as text, comparable within that log only. */
  readonly position: string
}

/** The headers of a message: the attributes of CloudEvents 1.0 in binary mode with its distributed tracing extension, and the revision. */
export interface EventHeaders {
  readonly ce_specversion: '1.0'
  /** Of the event; the same whenever the event is sent again. */
  readonly ce_id: string
  readonly ce_type: string
  /** `/spoc/<stream>` */
  readonly ce_source: string
  /** What the event is about; also the key. */
  readonly ce_subject: string
  /** When it was recorded. */
  readonly ce_time: Instant
  readonly 'content-type': 'application/json'
  /** Of the event in its stream, counted from 0, as decimal text. */
  readonly revision: string
  /** As in the value; absent from what earlier releases sent. */
  readonly position?: string
  /** W3C Trace Context, where the event is traced. */
  readonly ce_traceparent?: string
}

/** An event as it travels: a CloudEvents 1.0 message in binary mode (attributes in `ce_` headers). */
export function toMessage(event: Recorded, traceparent = event.metadata.traceparent): Message {
  const headers: EventHeaders = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: `/spoc/${event.stream}`,
    ce_subject: event.metadata.subject,
    ce_time: event.metadata.recordedAt,
    'content-type': 'application/json',
    revision: String(event.revision),
    position: String(event.position),
    ...(traceparent === undefined ? {} : { ce_traceparent: traceparent }),
  }
  const value: EventMessage = { ...event, position: String(event.position) }
  return { key: event.metadata.subject, headers: { ...headers }, value: JSON.stringify(value) }
}

/** Where a message comes from, told by its headers, so that one that nobody wants need not be parsed. */
export interface Place {
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly subject: string
  /** Absent from what earlier releases sent. */
  readonly position: Position | undefined
}

export function placeOf(message: Delivered): Place {
  const { ce_source = '', ce_type = '', ce_subject = '', revision = '', position = '' } = message.headers
  return {
    stream: ce_source.slice('/spoc/'.length),
    revision: Number(revision),
    type: ce_type,
    subject: ce_subject,
    position: /^\d+$/.test(position) ? BigInt(position) : undefined,
  }
}

/** Several groups of a process may be given one message. */
const parsed = new WeakMap<Delivered, Recorded>()

export function fromMessage(message: Delivered): Recorded {
  const known = parsed.get(message)
  if (known !== undefined) return known
  const event = JSON.parse(message.value) as EventMessage
  const recorded = { ...event, position: BigInt(event.position) }
  parsed.set(message, recorded)
  return recorded
}
