import { jsonEvent, type EventData, type JSONType } from '@eventstore/db-client'
import { isUuid } from '@spoc/platform-kernel'
import { APPEND_LIMIT_BYTES, EVENT_LIMIT_BYTES, TooLarge, type NewEvent } from '@spoc/platform-ports'

export interface CheckedEvents {
  readonly events: EventData[]
  readonly tooLarge: TooLarge | undefined
}

/**
 * The events as the client wants them. Throws a TypeError for what has no JSON form (undefined, a bigint): the client would neither resolve
 * nor reject, and end the process.
 */
export function checkedEvents(stream: string, events: readonly NewEvent[]): CheckedEvents {
  if (stream === '' || stream.startsWith('$')) throw new TypeError(`No event can be appended to a stream named '${stream}'.`)
  if (events.length === 0) throw new TypeError('An append needs at least one event.')
  const sizes = events.map(sizeOf)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const largest = sizes.findIndex((size) => size > EVENT_LIMIT_BYTES)
  return {
    events: events.map(clientEvent),
    tooLarge:
      largest >= 0
        ? new TooLarge(`Event ${events[largest]?.type} of ${stream}`, sizes[largest] ?? 0, EVENT_LIMIT_BYTES)
        : bytes > APPEND_LIMIT_BYTES
          ? new TooLarge(`The append to ${stream}`, bytes, APPEND_LIMIT_BYTES)
          : undefined,
  }
}

/** Bytes of UTF-8 JSON of the event with its metadata. */
function sizeOf({ id, type, data, metadata }: NewEvent): number {
  return Buffer.byteLength(JSON.stringify({ id, type, data, metadata }))
}

function clientEvent({ id, type, data, metadata }: NewEvent): EventData {
  if (!isUuid(id)) throw new TypeError(`The event id '${id}' is no UUID in lower case.`)
  if (type === '' || type.startsWith('$')) throw new TypeError(`'${type}' is no event type.`)
  if (!hasJsonForm(data)) throw new TypeError(`The data of ${type} has no JSON form.`)
  return jsonEvent({ id, type, data, metadata: { ...metadata } })
}

function hasJsonForm(data: unknown): data is JSONType {
  return JSON.stringify(data) !== undefined
}
