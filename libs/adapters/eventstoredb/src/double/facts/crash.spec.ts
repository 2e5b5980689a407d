import { randomInt, randomUUID } from 'node:crypto'
import { EventStoreDBClient, NO_STREAM, type EventData } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { until } from '../../../test/until.js'
import { EventStoreDouble } from '../index.js'

describe('a crash', () => {
  let double: EventStoreDouble
  let client: EventStoreDBClient
  let prefix: string

  beforeEach(async () => {
    double = await EventStoreDouble.start()
    client = EventStoreDBClient.connectionString(double.connectionString)
    prefix = `s-${randomUUID()}`
  })
  afterEach(async () => {
    await client.dispose()
    await double.close()
  })

  const credentials = { username: 'any', password: 'any' }
  const by = { Append: { credentials }, BatchAppend: {} }
  const ways = ['Append', 'BatchAppend'] as const
  const append = (stream: string, event: EventData, way: keyof typeof by = 'Append') =>
    client.appendToStream(stream, event, { expectedRevision: NO_STREAM, ...by[way] })
  const appendAll = (events: readonly EventData[], way: keyof typeof by) =>
    events.map((event, index) => append(`${prefix}-${index}`, event, way))
  /** All ids in the log that are not the server's own. */
  const idsInLog = async () => {
    const ids: string[] = []
    for await (const { event } of client.readAll()) if (event?.streamId.startsWith('s-')) ids.push(event.id)
    return ids
  }
  const unavailable = { type: 'unavailable', code: 14 }

  it.each(ways)(
    'may have written what it did not acknowledge; the same again is answered with the first answer: %s',
    async (way) => {
      const event = rawEvent()
      double.weather.inDoubt()
      await expect(append(prefix, event, way)).rejects.toMatchObject(unavailable)
      expect(await idsInLog()).toEqual([event.id])
      expect(await append(prefix, event, way)).toMatchObject({ success: true, nextExpectedRevision: 0n })
      expect(await idsInLog()).toEqual([event.id])
    },
  )
  it.each(ways)(
    'in the middle of many rejects all of them, some of which are written; each again at its revision is written once: %s',
    async (way) => {
      const events = rawEvents(64)
      double.weather.breakMidway(5)
      const outcomes = await Promise.allSettled(appendAll(events, way))
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable })
      expect(await idsInLog()).toHaveLength(5)
      const again = await Promise.all(appendAll(events, way))
      expect(again.every(({ success, nextExpectedRevision }) => success && nextExpectedRevision === 0n)).toBe(true)
      expect((await idsInLog()).sort()).toEqual(events.map(({ id }) => id).sort())
    },
  )
  it('in the middle of one append that travels in several requests leaves nothing of it', async () => {
    const events = rawEvents(50, { dataBytes: 1000 })
    double.weather.freeze()
    const appending = client.appendToStream(prefix, events, { expectedRevision: NO_STREAM, batchAppendSize: 5000 })
    const rejected = expect(appending).rejects.toMatchObject({ code: 14 })
    await until('a connection', () => double.connections > 0)
    await double.kill()
    await rejected
    await double.start()
    expect(await client.appendToStream(prefix, events, { expectedRevision: NO_STREAM })).toMatchObject({
      nextExpectedRevision: 49n,
    })
  })
  it('at random moments loses nothing that was acknowledged, and has nothing twice', async () => {
    const acknowledged: string[] = []
    const sent: string[] = []
    for (let round = 0; round < 6; round += 1) {
      const upTo = acknowledged.length + randomInt(1, 40)
      const writers = Array.from({ length: 16 }, async (_, writer) => {
        for (let turn = 0; ; turn += 1) {
          const event = rawEvent({ dataBytes: 1000 })
          sent.push(event.id)
          await append(`${prefix}-${round}-${writer}-${turn}`, event)
          acknowledged.push(event.id)
        }
      })
      const ended = Promise.allSettled(writers)
      await until('some are written', () => acknowledged.length >= upTo)
      await double.kill()
      await ended
      await double.start()
    }
    const ids = await idsInLog()
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(acknowledged))
    expect(sent).toEqual(expect.arrayContaining(ids))
  })
  it('rejects all appends in flight, and those withheld were written', async () => {
    double.weather.withhold()
    const outcomes = Promise.allSettled(appendAll(rawEvents(64), 'Append'))
    await until('all are written', async () => (await idsInLog()).length === 64)
    await double.kill()
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable })
    await double.start()
    expect(await idsInLog()).toHaveLength(64)
  })
  it('is told to appends while it lasts by raw errors, with a code and no type; to reads by UnavailableError', async () => {
    await append(prefix, rawEvent(), 'BatchAppend')
    await double.kill()
    await expect(append(`${prefix}-1`, rawEvent(), 'BatchAppend')).rejects.toMatchObject({ code: 14 })
    const raw: unknown = await append(`${prefix}-2`, rawEvent(), 'BatchAppend').catch((error: unknown) => error)
    expect(raw).toMatchObject({ code: 14 })
    expect(raw).not.toHaveProperty('type')
    await expect(idsInLog()).rejects.toMatchObject(unavailable)
  })
  it('is over for the same client at its first append after a restart', async () => {
    await append(prefix, rawEvent(), 'BatchAppend')
    await double.kill()
    await append(`${prefix}-1`, rawEvent(), 'BatchAppend').catch(() => undefined)
    await double.start()
    expect(await append(`${prefix}-2`, rawEvent(), 'BatchAppend')).toMatchObject({ success: true })
  })
})
