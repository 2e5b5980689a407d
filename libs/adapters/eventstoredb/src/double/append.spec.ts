import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, NO_STREAM, STREAM_EXISTS, jsonEvent, type AppendResult } from '@eventstore/db-client'
import { metadata, rawEvent, rawEvents } from '../../test/sample-events.js'
import { EventStoreDouble } from './event-store-double.js'

const MEBIBYTE = 1_048_576
const credentials = { username: 'any', password: 'any' }

describe.each([
  ['BatchAppend', {}],
  ['Append', { credentials }],
])('the double, appended to by %s', (way, options) => {
  let double: EventStoreDouble
  let client: EventStoreDBClient
  let stream: string

  beforeAll(async () => {
    double = await EventStoreDouble.start()
    client = EventStoreDBClient.connectionString(double.connectionString)
  })
  beforeEach(() => (stream = `stream-${randomUUID()}`))
  afterAll(async () => {
    await client.dispose()
    await double.close()
  })

  const append = (
    events: Parameters<EventStoreDBClient['appendToStream']>[1],
    expectedRevision: 'no_stream' | 'stream_exists' | bigint,
  ) => client.appendToStream(stream, events, { expectedRevision, ...options })
  const read = async () => {
    const revisions: bigint[] = []
    for await (const { event } of client.readStream(stream)) if (event) revisions.push(event.revision)
    return revisions
  }

  it('answers with the revision of the last event and its position, commit and prepare alike', async () => {
    const answer = await append(rawEvents(3), NO_STREAM)
    expect(answer).toMatchObject({ success: true, nextExpectedRevision: 2n })
    expect(answer.position?.commit).toBe(answer.position?.prepare)
  })
  it('gives each event of an append a position of its own, at the byte where its record begins', async () => {
    const answer = await append([rawEvent({ dataBytes: 1000 }), rawEvent(), rawEvent()], NO_STREAM)
    const positions: bigint[] = []
    for await (const { event } of client.readStream(stream)) positions.push(event?.position?.commit ?? 0n)
    expect(positions.at(-1)).toBe(answer.position?.commit)
    expect((positions[1] ?? 0n) - (positions[0] ?? 0n)).toBeGreaterThan(1000n)
    expect((positions[2] ?? 0n) - (positions[1] ?? 0n)).toBeGreaterThan(10n)
  })
  it('refuses another revision than the last, telling which it expected and which it found', async () => {
    await append(rawEvents(2), NO_STREAM)
    const refused = { type: 'wrong-expected-version', streamName: stream, actualVersion: 1n }
    await expect(append(rawEvent(), NO_STREAM)).rejects.toMatchObject({ ...refused, expectedVersion: 'no_stream' })
    await expect(append(rawEvent(), 0n)).rejects.toMatchObject({ ...refused, expectedVersion: 0n })
    await expect(append(rawEvent(), 7n)).rejects.toMatchObject({ ...refused, expectedVersion: 7n })
    expect(await read()).toEqual([0n, 1n])
  })
  it('tells a conflict without a message or a code, under the name Error', async () => {
    await append(rawEvent(), NO_STREAM)
    await expect(append(rawEvent(), NO_STREAM)).rejects.toMatchObject({ message: '', code: undefined, name: 'Error' })
  })
  it('finds no stream where one was expected', async () => {
    const refused = { type: 'wrong-expected-version', actualVersion: 'no_stream' }
    await expect(append(rawEvent(), STREAM_EXISTS)).rejects.toMatchObject(refused)
    await expect(append(rawEvent(), 0n)).rejects.toMatchObject(refused)
  })
  it('does not recognize an append without a stream name, without a type or with an id that is no UUID', async () => {
    const refused = { type: 'unknown', ...(way === 'BatchAppend' ? { message: 'Could not recognize BadRequest' } : {}) }
    await expect(client.appendToStream('', rawEvent(), options)).rejects.toMatchObject(refused)
    await expect(append(rawEvent({ type: '' }), NO_STREAM)).rejects.toMatchObject(refused)
    await expect(append(rawEvent({ id: 'seven' }), NO_STREAM)).rejects.toMatchObject(refused)
  })
  it('takes an append of nothing, claiming a revision 0 that does not exist', async () => {
    expect(await append([], NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 0n })
    await expect(read()).rejects.toMatchObject({ type: 'stream-not-found' })
    expect(await append(rawEvent(), NO_STREAM)).toMatchObject({ nextExpectedRevision: 0n })
  })
  it('takes 1 MiB of data in one append', async () => {
    expect(await append(rawEvent({ dataBytes: MEBIBYTE }), NO_STREAM)).toMatchObject({ success: true })
    expect(await append([rawEvent({ dataBytes: MEBIBYTE / 2 }), rawEvent({ dataBytes: MEBIBYTE / 2 })], 0n)).toMatchObject({
      nextExpectedRevision: 2n,
    })
  })
  it.each([
    ['one byte more', [MEBIBYTE + 1]],
    ['2 MiB', [2 * MEBIBYTE]],
    ['4 MiB', [4 * MEBIBYTE]],
    ['one byte more over two events', [MEBIBYTE / 2, MEBIBYTE / 2 + 1]],
  ])('refuses %s, writes nothing of it, and goes on', async (_, sizes) => {
    const tooLarge = sizes.map((dataBytes) => rawEvent({ dataBytes }))
    await expect(append(tooLarge, NO_STREAM)).rejects.toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: MEBIBYTE,
    })
    await expect(append(rawEvent(), NO_STREAM)).resolves.toMatchObject({ nextExpectedRevision: 0n })
  })
  it('does not count metadata', async () => {
    const wide = { ...metadata, pad: 'x'.repeat(600_000) }
    const event = () => jsonEvent({ type: 'happened', data: 'x'.repeat(400_000), metadata: wide })
    expect(await append([event(), event()], NO_STREAM)).toMatchObject({ success: true })
  })
  it('keeps an append whole that travels in several requests', async () => {
    const answer: AppendResult = await client.appendToStream(stream, rawEvents(50, { dataBytes: 1000 }), {
      expectedRevision: NO_STREAM,
      batchAppendSize: 5000,
      ...options,
    })
    expect(answer.nextExpectedRevision).toBe(49n)
  })
})
