import {
  EventStoreDBClient,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
  jsonEvent,
  type JSONType,
} from '@eventstore/db-client'
import { inOwnProcess } from '../../../test/own-process.js'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { onADouble } from '../../../test/on-a-double.js'

const credentials = { username: 'any', password: 'any' }

describe.each([
  ['BatchAppend', {}],
  ['Append', { credentials }],
])('an append by %s', (way, options) => {
  const on = onADouble('one for all')

  const append = (
    events: Parameters<EventStoreDBClient['appendToStream']>[1],
    expectedRevision: 'no_stream' | 'stream_exists' | bigint,
  ) => on.client.appendToStream(on.stream, events, { expectedRevision, ...options })
  const read = async () => {
    const revisions: bigint[] = []
    for await (const { event } of on.client.readStream(on.stream)) if (event) revisions.push(event.revision)
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
    for await (const { event } of on.client.readStream(on.stream)) positions.push(event?.position?.commit ?? 0n)
    expect(positions.at(-1)).toBe(answer.position?.commit)
    expect((positions[1] ?? 0n) - (positions[0] ?? 0n)).toBeGreaterThan(1000n)
    expect((positions[2] ?? 0n) - (positions[1] ?? 0n)).toBeGreaterThan(10n)
  })
  it('refuses another revision than the last, telling which it expected and which it found', async () => {
    await append(rawEvents(2), NO_STREAM)
    const refused = { type: 'wrong-expected-version', streamName: on.stream, actualVersion: 1n }
    await expect(append(rawEvent(), NO_STREAM)).rejects.toMatchObject({ ...refused, expectedVersion: 'no_stream' })
    await expect(append(rawEvent(), 0n)).rejects.toMatchObject({ ...refused, expectedVersion: 0n })
    await expect(append(rawEvent(), 7n)).rejects.toMatchObject({ ...refused, expectedVersion: 7n })
    expect(await read()).toEqual([0n, 1n])
  })
  it('tells a conflict without a message or a code, under the name Error', async () => {
    await append(rawEvent(), NO_STREAM)
    await expect(append(rawEvent(), NO_STREAM)).rejects.toMatchObject({ message: '', code: undefined, name: 'Error' })
    await expect(append(rawEvent(), NO_STREAM)).rejects.toBeInstanceOf(WrongExpectedVersionError)
  })
  it('finds no stream where one was expected', async () => {
    const refused = { type: 'wrong-expected-version', actualVersion: 'no_stream' }
    await expect(append(rawEvent(), STREAM_EXISTS)).rejects.toMatchObject(refused)
    await expect(append(rawEvent(), 0n)).rejects.toMatchObject(refused)
  })
  it('does not recognize an append without a stream name, without a type or with an id that is no UUID', async () => {
    const refused = { type: 'unknown', ...(way === 'BatchAppend' ? { message: 'Could not recognize BadRequest' } : {}) }
    await expect(on.client.appendToStream('', rawEvent(), options)).rejects.toMatchObject(refused)
    await expect(append(rawEvent({ type: '' }), NO_STREAM)).rejects.toMatchObject(refused)
    await expect(append(rawEvent({ id: 'seven' }), NO_STREAM)).rejects.toMatchObject(refused)
  })
  it('takes an append of nothing, claiming a revision 0 that does not exist', async () => {
    expect(await append([], NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 0n })
    await expect(read()).rejects.toMatchObject({ type: 'stream-not-found' })
    expect(await append(rawEvent(), NO_STREAM)).toMatchObject({ nextExpectedRevision: 0n })
  })
  it('takes null for data', async () => {
    await append(jsonEvent({ type: 'happened', data: null as unknown as JSONType }), NO_STREAM)
    for await (const { event } of on.client.readStream(on.stream)) expect(event?.data).toBeNull()
  })
  it('tells the revision after a conflict that does not throw rightly by Append only: by BatchAppend it is always 1', async () => {
    const lenient = EventStoreDBClient.connectionString(`${on.double.connectionString}&throwOnAppendFailure=false`)
    const conflict = (expectedRevision: 'no_stream' | bigint) =>
      lenient.appendToStream(on.stream, rawEvent(), { expectedRevision, ...options })
    const refused = { success: false, position: undefined }
    expect(await conflict(0n)).toMatchObject({ ...refused, nextExpectedRevision: -1n })
    await append(rawEvents(5), NO_STREAM)
    expect(await conflict(NO_STREAM)).toMatchObject({ ...refused, nextExpectedRevision: way === 'Append' ? 4n : 1n })
    await lenient.dispose()
  })
  it.each(['undefined', 'a bigint'])('never settles with %s for data, and raises an unhandled rejection', async (what) => {
    const hung = inOwnProcess(
      async ({ esdb, connectionStrings: [server = '', stream = '', what, credentials], tell, until }) => {
        const client = esdb.EventStoreDBClient.connectionString(server)
        const options = credentials === 'given' ? { credentials: { username: 'any', password: 'any' } } : {}
        const raised: unknown[] = []
        process.on('unhandledRejection', (error) => raised.push(error))
        let settled = false
        const data = what === 'undefined' ? undefined : { amount: 1n }
        const bad = client.appendToStream(stream, esdb.jsonEvent({ type: 'bad', data: data as unknown as JSONType }), options)
        void bad.finally(() => (settled = true)).catch(() => undefined)
        await until(() => raised.length > 0)
        await client.appendToStream(stream, esdb.jsonEvent({ type: 'good', data: {} }), options)
        tell({ settled, raised: raised.length })
      },
      on.double.connectionString,
      on.stream,
      what,
      way === 'Append' ? 'given' : 'not given',
    )
    expect(await hung.ended).toBe(0)
    expect(hung.told).toEqual([{ settled: false, raised: 1 }])
  })
  it('ends the process by that where nobody listens for it', async () => {
    const ended = inOwnProcess(async ({ esdb, connectionStrings: [server = ''] }) => {
      const client = esdb.EventStoreDBClient.connectionString(server)
      await client.appendToStream('s', esdb.jsonEvent({ type: 'bad', data: { amount: 1n } as unknown as JSONType }))
    }, on.double.connectionString)
    expect(await ended.ended).toBe(1)
  })
})
