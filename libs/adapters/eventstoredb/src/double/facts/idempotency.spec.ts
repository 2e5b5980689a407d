import { randomUUID } from 'node:crypto'
import { ANY, EventStoreDBClient, NO_STREAM, STREAM_EXISTS, jsonEvent, type EventData } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { EventStoreDouble } from '../index.js'

type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint

describe.each([
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'any', password: 'any' } }],
])('the same event ids again by %s', (_way, options) => {
  let double: EventStoreDouble
  let client: EventStoreDBClient
  let stream: string
  let a: EventData
  let b: EventData
  let c: EventData

  beforeAll(async () => {
    double = await EventStoreDouble.start()
    client = EventStoreDBClient.connectionString(double.connectionString)
  })
  beforeEach(() => {
    stream = `stream-${randomUUID()}`
    a = rawEvent()
    b = rawEvent()
    c = rawEvent()
  })
  afterAll(async () => {
    await client.dispose()
    await double.close()
  })

  const append = (events: EventData[], expectedRevision: Expected) =>
    client.appendToStream(stream, events, { expectedRevision, ...options })
  const ids = async () => {
    const found: string[] = []
    for await (const { event } of client.readStream(stream)) if (event) found.push(event.id)
    return found
  }
  const restart = async () => {
    await double.kill()
    await double.start()
    // The client notices at its next call that the connection is gone.
    await append([], ANY).catch(() => undefined)
  }
  const conflict = { type: 'wrong-expected-version' }

  it.each(['no_stream', 'revision'] as const)(
    'answers the first answer where they come with the same %s, after further events and a restart too',
    async (kind) => {
      const before: Expected = kind === 'no_stream' ? NO_STREAM : 0n
      if (kind === 'revision') await append([rawEvent()], NO_STREAM)
      const first = await append([a, b], before)
      expect(await append([a, b], before)).toEqual(first)
      await append([c], first.nextExpectedRevision)
      expect(await append([a, b], before)).toEqual(first)
      await restart()
      expect(await append([a, b], before)).toEqual(first)
      expect((await ids()).slice(-3)).toEqual([a.id, b.id, c.id])
    },
  )
  it.each([ANY, STREAM_EXISTS] as const)('answers the first answer to %s, while it has not been restarted', async (expected) => {
    const first = await append([a, b], ANY)
    expect(await append([a, b], expected)).toEqual(first)
    expect(await ids()).toEqual([a.id, b.id])
  })
  it('writes them again for ANY after a restart', async () => {
    await append([a, b], ANY)
    await restart()
    expect(await append([a, b], ANY)).toMatchObject({ nextExpectedRevision: 3n })
    expect(await ids()).toEqual([a.id, b.id, a.id, b.id])
  })
  it('writes them again at the current last revision', async () => {
    await append([a, b], NO_STREAM)
    expect(await append([a, b], 1n)).toMatchObject({ nextExpectedRevision: 3n })
    expect(await ids()).toEqual([a.id, b.id, a.id, b.id])
  })
  it('refuses them at any other revision, below or above the current', async () => {
    await append([rawEvent(), rawEvent()], NO_STREAM)
    await append([a, b], 1n)
    await expect(append([a, b], 0n)).rejects.toMatchObject(conflict)
    await expect(append([a, b], 9n)).rejects.toMatchObject(conflict)
  })
  it('takes a prefix of them for a repeat', async () => {
    await append([a, b], NO_STREAM)
    expect(await append([a], NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 0n })
    expect(await ids()).toEqual([a.id, b.id])
  })
  it.each([
    [NO_STREAM, 'no_stream'],
    [ANY, 'any'],
  ] as const)('refuses more than them with %s', async (expected, told) => {
    await append([a, b], NO_STREAM)
    await expect(append([a, b, c], expected)).rejects.toMatchObject({ ...conflict, expectedVersion: told, actualVersion: 1n })
    expect(await ids()).toEqual([a.id, b.id])
  })
  it('takes another order of them with ANY for a repeat, and answers with the revision of the last named', async () => {
    await append([a, b], ANY)
    expect(await append([b, a], ANY)).toMatchObject({ success: true, nextExpectedRevision: 0n })
    expect(await ids()).toEqual([a.id, b.id])
  })
  it('discards other content under the same id', async () => {
    await append([a], NO_STREAM)
    const other = jsonEvent({ id: a.id, type: 'other', data: { other: true } })
    expect(await append([other], NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 0n })
    for await (const { event } of client.readStream(stream)) expect(event?.type).toBe('happened')
  })
  it('writes an id twice within one append, and again in another stream', async () => {
    expect(await append([a, a], NO_STREAM)).toMatchObject({ nextExpectedRevision: 1n })
    stream = `stream-${randomUUID()}`
    expect(await append([a], ANY)).toMatchObject({ nextExpectedRevision: 0n })
    expect(await ids()).toEqual([a.id])
  })
  it('forgets nothing that was written when it restarts', async () => {
    const many = rawEvents(40)
    await append(many, NO_STREAM)
    await restart()
    expect(await ids()).toEqual(many.map((event) => event.id))
  })
})
