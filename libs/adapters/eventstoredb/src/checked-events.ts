import { isUuid } from '@spoc/platform-kernel'
import { APPEND_LIMIT_BYTES, EVENT_LIMIT_BYTES, TooLarge, type NewEvent } from '@spoc/platform-ports'

const FRAME_BYTES = '{"id":,"type":,"data":,"metadata":}'.length

/** An event as it goes to the server: data and metadata as JSON. */
export interface ProposedEvent {
  readonly id: string
  readonly type: string
  readonly data: string
  readonly metadata: string
}

export interface CheckedEvents {
  readonly events: readonly ProposedEvent[]
  readonly tooLarge: TooLarge | undefined
}

/** The events as they go to the server. Throws a TypeError for what has no JSON form (undefined, a bigint). */
export function checkedEvents(stream: string, events: readonly NewEvent[]): CheckedEvents {
  if (stream === '' || stream.startsWith('$')) throw new TypeError(`No event can be appended to a stream named '${stream}'.`)
  if (events.length === 0) throw new TypeError('An append needs at least one event.')
  const checked = events.map(checkedEvent)
  const sizes = checked.map(({ bytes }) => bytes)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const largest = sizes.findIndex((size) => size > EVENT_LIMIT_BYTES)
  return {
    events: checked.map(({ event }) => event),
    tooLarge:
      largest >= 0
        ? new TooLarge(`Event ${events[largest]?.type} of ${stream}`, sizes[largest] ?? 0, EVENT_LIMIT_BYTES)
        : bytes > APPEND_LIMIT_BYTES
          ? new TooLarge(`The append to ${stream}`, bytes, APPEND_LIMIT_BYTES)
          : undefined,
  }
}

/** The event as it goes to the server, and the bytes of UTF-8 JSON of it with its metadata. */
function checkedEvent({ id, type, data, metadata }: NewEvent): { readonly event: ProposedEvent; readonly bytes: number } {
  if (!isUuid(id)) throw new TypeError(`The event id '${id}' is no UUID in lower case.`)
  if (type === '' || type.startsWith('$')) throw new TypeError(`'${type}' is no event type.`)
  const text = JSON.stringify(data) as string | undefined
  if (text === undefined) throw new TypeError(`The data of ${type} has no JSON form.`)
  const event = { id, type, data: text, metadata: JSON.stringify(metadata) }
  const texts = [JSON.stringify(id), JSON.stringify(type), event.data, event.metadata]
  return { event, bytes: texts.reduce((sum, one) => sum + Buffer.byteLength(one), FRAME_BYTES) }
}
