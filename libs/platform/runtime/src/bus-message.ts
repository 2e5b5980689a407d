import type { Recorded } from '@spoc/platform-kernel'
import type { Delivered, Message } from '@spoc/platform-ports'

/**
 * An event as it travels: a CloudEvents 1.0 message in binary mode (attributes in `ce_` headers), with the distributed tracing extension
 * where it is traced. The value is the event as the log keeps it, personal fields sealed; its position is a decimal text.
 */
export function toMessage(event: Recorded, traceparent = event.metadata.traceparent): Message {
  return {
    key: event.metadata.subject,
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: event.type,
      ce_source: `/spoc/${event.stream}`,
      ce_subject: event.metadata.subject,
      ce_time: event.metadata.recordedAt,
      'content-type': 'application/json',
      revision: String(event.revision),
      ...(traceparent === undefined ? {} : { ce_traceparent: traceparent }),
    },
    value: JSON.stringify({ ...event, position: String(event.position) }),
  }
}

/** Where a message comes from, told by its headers, so that one that nobody wants need not be parsed. */
export function placeOf(message: Delivered): {
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly subject: string
} {
  const { ce_source = '', ce_type = '', ce_subject = '', revision = '' } = message.headers
  return { stream: ce_source.slice('/spoc/'.length), revision: Number(revision), type: ce_type, subject: ce_subject }
}

export function fromMessage(message: Delivered): Recorded {
  const { position, ...event } = JSON.parse(message.value) as Recorded & { readonly position: unknown }
  return { ...event, position: BigInt(String(position)) }
}
