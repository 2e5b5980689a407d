import { randomUUID } from 'node:crypto'
import { APPEND_LIMIT_BYTES, EVENT_LIMIT_BYTES, type NewEvent } from '@spoc/platform-ports'
import { newEvent } from '../test/sample-events.js'
import { checkedEvents } from './checked-events.js'

/** An event of exactly so many bytes of UTF-8 JSON, id, type and metadata included. */
function eventOf(bytes: number): NewEvent {
  const empty = newEvent({ data: '' })
  const pad = bytes - Buffer.byteLength(JSON.stringify({ id: empty.id, type: empty.type, data: '', metadata: empty.metadata }))
  return { ...empty, data: 'x'.repeat(pad) }
}

describe('events before they are appended', () => {
  it('carry JSON data, JSON metadata and their own id', () => {
    const event = newEvent()
    const [checked] = checkedEvents('request-1', [event]).events
    expect(checked).toEqual({ ...event, data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) })
  })
  it('may have 256 KiB each, with id, type and metadata, and not one byte more', () => {
    expect(checkedEvents('s', [eventOf(EVENT_LIMIT_BYTES)]).tooLarge).toBeUndefined()
    expect(checkedEvents('s', [newEvent(), eventOf(EVENT_LIMIT_BYTES + 1)]).tooLarge).toMatchObject({
      bytes: EVENT_LIMIT_BYTES + 1,
      limit: EVENT_LIMIT_BYTES,
    })
  })
  it('are measured in bytes of UTF-8, not in characters', () => {
    const { tooLarge } = checkedEvents('s', [newEvent({ data: 'я'.repeat(EVENT_LIMIT_BYTES / 2) })])
    expect(tooLarge?.bytes).toBeGreaterThan(EVENT_LIMIT_BYTES)
  })
  it('may have 768 KiB together, and not one byte more', () => {
    const thirds = [eventOf(EVENT_LIMIT_BYTES), eventOf(EVENT_LIMIT_BYTES)]
    expect(checkedEvents('s', [...thirds, eventOf(EVENT_LIMIT_BYTES)]).tooLarge).toBeUndefined()
    expect(checkedEvents('s', [...thirds, eventOf(EVENT_LIMIT_BYTES - 999), eventOf(1000)]).tooLarge).toMatchObject({
      bytes: APPEND_LIMIT_BYTES + 1,
      limit: APPEND_LIMIT_BYTES,
    })
  })
  it.each([
    ['undefined', undefined],
    ['a bigint', { amount: 1n }],
    ['a function', () => 1],
    ['something that turns into nothing', { toJSON: () => undefined }],
  ])('are refused with %s as data, on which a client would hang', (_, data) =>
    expect(() => checkedEvents('s', [newEvent({ data })])).toThrow(TypeError),
  )
  it.each([null, 0, '', [], {}])('may have %j as data', (data) =>
    expect(() => checkedEvents('s', [newEvent({ data })])).not.toThrow(),
  )
  it('are at least one', () => expect(() => checkedEvents('s', [])).toThrow(TypeError))
  it('have a stream, a type and a UUID that are not for the server itself', () => {
    expect(() => checkedEvents('', [newEvent()])).toThrow(TypeError)
    expect(() => checkedEvents('$settings', [newEvent()])).toThrow(TypeError)
    expect(() => checkedEvents('s', [newEvent({ type: '$metadata' })])).toThrow(TypeError)
    expect(() => checkedEvents('s', [newEvent({ type: '' })])).toThrow(TypeError)
    expect(() => checkedEvents('s', [newEvent({ id: 'seven' })])).toThrow(TypeError)
    expect(() => checkedEvents('s', [newEvent({ id: randomUUID().toUpperCase() })])).toThrow(TypeError)
  })
})
