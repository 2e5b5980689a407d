import { type EventStoreDBClient, NO_STREAM, jsonEvent } from '@eventstore/db-client'
import { metadata, rawEvent, rawEvents } from '../../../test/sample-events.js'
import { onADouble } from '../../../test/on-a-double.js'

const LIMIT = 1_048_576
const credentials = { username: 'any', password: 'any' }

describe.each([
  ['BatchAppend', {}],
  ['Append', { credentials }],
])('the size of an append by %s', (_way, options) => {
  const on = onADouble('one for all')

  const append = (events: Parameters<EventStoreDBClient['appendToStream']>[1], batchAppendSize = 3 * LIMIT) =>
    on.client.appendToStream(on.stream, events, { expectedRevision: NO_STREAM, batchAppendSize, ...options })
  const tooLarge = { type: 'maximum-append-size-exceeded', maxAppendSize: LIMIT }

  it.each([
    ['one event', [LIMIT]],
    ['two', [LIMIT / 2, LIMIT / 2]],
  ])('may be 1,048,576 bytes of data in %s', async (_, sizes) => {
    const events = sizes.map((dataBytes) => rawEvent({ dataBytes }))
    expect(await append(events)).toMatchObject({ nextExpectedRevision: BigInt(sizes.length - 1) })
  })
  it.each([
    ['one byte more', [LIMIT + 1]],
    ['one byte more over two events', [LIMIT / 2, LIMIT / 2 + 1]],
  ])('is too large with %s: nothing of it is written, and the connection goes on', async (_, sizes) => {
    await expect(append(sizes.map((dataBytes) => rawEvent({ dataBytes })))).rejects.toMatchObject(tooLarge)
    const connections = on.double.connections
    expect(await append(rawEvent())).toMatchObject({ nextExpectedRevision: 0n })
    expect(on.double.connections).toBe(connections)
  })
  it('does not count metadata', async () => {
    const wide = { ...metadata, pad: 'x'.repeat(600_000) }
    const event = () => jsonEvent({ type: 'happened', data: 'x'.repeat(400_000), metadata: wide })
    expect(await append([event(), event()])).toMatchObject({ success: true })
  })
  it('is counted over all the requests that one append travels in, and that is whole or not at all', async () => {
    const half = rawEvents(2, { dataBytes: LIMIT / 2 })
    await expect(append([...half, rawEvent()], LIMIT / 2)).rejects.toMatchObject(tooLarge)
    // At this revision only where nothing of it was written.
    expect(await append(rawEvents(50, { dataBytes: 1000 }), 5000)).toMatchObject({ nextExpectedRevision: 49n })
  })
})
