import { randomUUID } from 'node:crypto'
import { EventStoreDBClient } from '@eventstore/db-client'
import {
  APPEND_LIMIT_BYTES,
  EVENT_LIMIT_BYTES,
  EngineUnavailable,
  NO_STREAM,
  TooLarge,
  type EventLog,
  type NewEvent,
} from '@spoc/platform-ports'
import { newEvent, newEvents, rawEvent } from '../test/sample-events.js'
import { until } from '../test/until.js'
import { EventStoreDouble } from './double/index.js'
import { openEventStoreDb } from './index.js'

describe('the event log in bad weather', () => {
  let double: EventStoreDouble
  let log: EventLog
  let stream: string

  const open = async (options = '', deadlineMs = 5000) =>
    openEventStoreDb({ connectionString: `${double.connectionString}${options}`, deadlineMs })
  beforeEach(async () => {
    double = await EventStoreDouble.start()
    log = await open()
    stream = `request-${randomUUID()}`
  })
  afterEach(async () => {
    double.weather.thaw()
    await log.close()
    await double.close()
  })

  const ids = async () => (await log.readAll({ limit: 1000 })).map(({ id }) => id).sort()
  /** Subscribes; notes the ids it is given, how often the end was told, and what failed. */
  const hear = async () => {
    const heard = { ids: [] as string[], ends: 0, failures: [] as unknown[] }
    await log.subscribe({
      onEvents: (events) => void heard.ids.push(...events.map(({ id }) => id)),
      onProgress: (_, caughtUp) => void (heard.ends += caughtUp ? 1 : 0),
      onFailure: (error) => heard.failures.push(error),
    })
    await until('caught up', () => heard.ends > 0)
    return heard
  }
  const appendInTurn = async (events: readonly NewEvent[], after = NO_STREAM) => {
    for (const [index, event] of events.entries()) await log.append(stream, after + index, [event])
  }

  it('writes each of many appends in flight once when the connection breaks in the middle of them', async () => {
    const events = newEvents(64)
    double.weather.breakMidway(5)
    const appended = await Promise.allSettled(events.map((event, index) => log.append(`${stream}-${index}`, NO_STREAM, [event])))
    for (const each of appended) expect(each).toMatchObject({ status: 'fulfilled', value: { revision: 0 } })
    expect(await ids()).toEqual(events.map(({ id }) => id).sort())
    expect(double.callsOf('Streams/BatchAppend').made).toBeGreaterThanOrEqual(2)
  })
  it('reads once more what a broken connection cut off', async () => {
    await log.append(stream, NO_STREAM, newEvents(3))
    double.weather.freeze()
    const reading = Promise.allSettled([log.readStream(stream), log.readAll({ limit: 3 })])
    double.weather.kill()
    double.weather.thaw()
    for (const read of await reading) expect(read).toMatchObject({ status: 'fulfilled', value: { length: 3 } })
  })
  it('is given up by every call at the deadline while the server is frozen, and by none afterwards', async () => {
    const hasty = await open('', 1_000)
    await hasty.append(stream, NO_STREAM, newEvents(1))
    double.weather.freeze()
    const calls = [
      hasty.append(stream, 0, newEvents(1)),
      hasty.readStream(stream),
      hasty.readAll({ limit: 1 }),
      hasty.head(),
      hasty.ping(),
    ]
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ status: 'rejected', reason: expect.any(EngineUnavailable) })
    double.weather.thaw()
    await log.ping()
    expect(await log.readStream(stream)).not.toHaveLength(0)
    await hasty.close()
  })
  it('has an append that the frozen server did not answer written once, when it is sent again', async () => {
    const hasty = await open('', 1_000)
    const event = newEvent()
    double.weather.freeze()
    await expect(hasty.append(stream, NO_STREAM, [event])).rejects.toBeInstanceOf(EngineUnavailable)
    double.weather.thaw()
    expect(await log.append(stream, NO_STREAM, [event])).toMatchObject({ revision: 0 })
    expect(await ids()).toEqual([event.id])
    await hasty.close()
  })
  it('takes its subscription up again when the server froze under it, once the keepalive is not answered', async () => {
    // The client warns of an interval as short as this.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    await log.close()
    log = await open('&keepAliveInterval=100&keepAliveTimeout=100', 1000)
    const events = newEvents(4)
    const heard = await hear()
    await appendInTurn(events.slice(0, 2))
    double.weather.freeze()
    await until('the connection is given up', () =>
      log.ping().then(
        () => false,
        () => true,
      ),
    )
    double.weather.thaw()
    await appendInTurn(events.slice(2), 1)
    await until('all', () => heard.ids.length >= 4)
    expect(heard).toMatchObject({ ids: events.map(({ id }) => id), failures: [] })
    jest.restoreAllMocks()
  })
  it.each([
    [32, 1],
    [33, 2],
  ])('with %i events outstanding has its subscription %i time(s), and is given each event once', async (outstanding, times) => {
    const heard = await hear()
    const reads = () => double.callsOf('Streams/Read').made
    const before = reads()
    double.weather.stall()
    const events = newEvents(outstanding)
    await appendInTurn(events)
    double.weather.resume()
    await until('all', () => heard.ids.length >= outstanding)
    expect(heard).toMatchObject({ ids: events.map(({ id }) => id), failures: [] })
    // Each further session reads the head of the log first.
    expect(reads() - before).toBe((times - 1) * 2)
  })
  it('is not disturbed by another client of the process that breaks with batch appends in flight', async () => {
    const other = await EventStoreDouble.start()
    const client = EventStoreDBClient.connectionString(other.connectionString)
    for (const each of [double, other]) each.weather.withhold()
    const theirs = Promise.allSettled(Array.from({ length: 20 }, () => client.appendToStream('theirs', rawEvent())))
    const mine = Promise.all(newEvents(20).map((event, index) => log.append(`${stream}-${index}`, NO_STREAM, [event])))
    await until('mine are in flight', async () => (await ids()).length === 20)
    await other.kill()
    expect((await theirs).every(({ status }) => status === 'rejected')).toBe(true)
    double.weather.acknowledge()
    expect(await mine).toHaveLength(20)
    expect(await log.append(stream, NO_STREAM, newEvents(1))).toMatchObject({ revision: 0 })
    await client.dispose()
  })

  describe('at the edge of its sizes', () => {
    /** An event of exactly so many bytes of UTF-8 JSON, id, type and metadata included. */
    const eventOf = (bytes: number): NewEvent => {
      const empty = newEvent({ data: '' })
      return { ...empty, data: 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(empty))) }
    }
    const largest = () => [eventOf(EVENT_LIMIT_BYTES), eventOf(EVENT_LIMIT_BYTES), eventOf(EVENT_LIMIT_BYTES)]

    it('appends an event and an append of exactly the largest size, which the server takes', async () => {
      expect(3 * EVENT_LIMIT_BYTES).toBe(APPEND_LIMIT_BYTES)
      expect(await log.append(stream, NO_STREAM, largest())).toMatchObject({ revision: 2 })
    })
    it.each([
      ['an event', () => [newEvent(), eventOf(EVENT_LIMIT_BYTES + 1)]],
      ['an append', () => [...largest().slice(1), eventOf(EVENT_LIMIT_BYTES - 999), eventOf(1000)]],
    ])('refuses %s of one byte more, the whole append, before the server sees it', async (_, events) => {
      await expect(log.append(stream, NO_STREAM, events())).rejects.toBeInstanceOf(TooLarge)
      expect(double.callsOf('Streams/BatchAppend').made).toBe(0)
      expect(await log.readStream(stream)).toEqual([])
    })
  })
})
