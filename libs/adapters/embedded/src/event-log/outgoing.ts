import { APPEND_LIMIT_BYTES, EVENT_LIMIT_BYTES, TooLarge, type NewEvent } from '@spoc/platform-ports'

/** An event with the texts that are kept of it. */
export interface Outgoing {
  readonly event: NewEvent
  readonly metadata: string
  readonly data: string
  readonly bytes: number
}

/** Writes each event down once, and refuses with {@link TooLarge} what is above the limits of the port. */
export function outgoing(events: readonly NewEvent[]): readonly Outgoing[] {
  if (events.length === 0) throw new RangeError('An append has at least one event.')
  const written = events.map(writeDown)
  const bytes = written.reduce((sum, event) => sum + event.bytes, 0)
  if (bytes > APPEND_LIMIT_BYTES) throw new TooLarge('The append', bytes, APPEND_LIMIT_BYTES)
  return written
}

const FRAME_BYTES = '{"id":,"type":,"data":,"metadata":}'.length

function writeDown(event: NewEvent): Outgoing {
  const data = jsonOf(event.data)
  const metadata = jsonOf(event.metadata)
  const bytes =
    FRAME_BYTES +
    Buffer.byteLength(JSON.stringify(event.id)) +
    Buffer.byteLength(JSON.stringify(event.type)) +
    Buffer.byteLength(data) +
    Buffer.byteLength(metadata)
  if (bytes > EVENT_LIMIT_BYTES) throw new TooLarge(`The event ${event.type}`, bytes, EVENT_LIMIT_BYTES)
  return { event, data, metadata, bytes }
}

function jsonOf(value: unknown): string {
  const text: string | undefined = JSON.stringify(value)
  if (text === undefined) throw new TypeError('An event without data has null as its data.')
  return text
}

/** Would the value come back from its JSON as it is? Then it need not be parsed again to be handed on. */
export function isPlainJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'object': {
      if (value === null) return true
      if (Array.isArray(value)) return value.every(isPlainJson)
      const prototype: unknown = Object.getPrototypeOf(value)
      return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlainJson)
    }
    default:
      return false
  }
}
