import { randomUUID } from 'node:crypto'
import {
  ConcurrencyConflict,
  EVENT_LIMIT_BYTES,
  EngineUnavailable,
  NO_STREAM,
  TooLarge,
  type EventLog,
} from '@spoc/platform-ports'
import { newEvent, newEvents } from '../test/sample-events.js'
import { until } from '../test/until.js'
import { EventStoreDouble } from './double/index.js'
import { openEventStoreDb } from './index.js'

describe('appending to EventStoreDB', () => {
  let double: EventStoreDouble
  let log: EventLog
  let stream: string

  beforeEach(async () => {
    double = await EventStoreDouble.start()
    log = await openEventStoreDb({ connectionString: double.connectionString })
    stream = `request-${randomUUID()}`
  })
  afterEach(async () => {
    double.weather.thaw()
    await log.close()
    await double.close()
  })

  const idsOf = async () => (await log.readStream(stream)).map((event) => event.id)

  it('answers with revision and position of the last event, the position that reading gives', async () => {
    const appended = await log.append(stream, NO_STREAM, newEvents(3))
    expect(appended.revision).toBe(2)
    expect((await log.readStream(stream)).at(-1)?.position).toBe(appended.position)
  })
  it('tells a conflict with the revision it found', async () => {
    await expect(log.append(stream, 3, newEvents(1))).rejects.toEqual(new ConcurrencyConflict(stream, 3, -1))
    await log.append(stream, NO_STREAM, newEvents(3))
    await expect(log.append(stream, NO_STREAM, newEvents(1))).rejects.toEqual(new ConcurrencyConflict(stream, -1, 2))
    await expect(log.append(stream, 0, newEvents(1))).rejects.toEqual(new ConcurrencyConflict(stream, 0, 2))
  })
  it('tells a conflict where more than the events written before come under their ids', async () => {
    const [a, b] = [newEvent(), newEvent()]
    await log.append(stream, NO_STREAM, [a])
    await expect(log.append(stream, NO_STREAM, [a, b])).rejects.toBeInstanceOf(ConcurrencyConflict)
    expect(await idsOf()).toEqual([a.id])
  })
  it('answers the first answer to the same events at the same revision, after others and a restart too', async () => {
    await log.append(stream, NO_STREAM, newEvents(1))
    const events = newEvents(2)
    const first = await log.append(stream, 0, events)
    await log.append(stream, first.revision, newEvents(1))
    expect(await log.append(stream, 0, events)).toEqual(first)
    await double.kill()
    await double.start()
    expect(await log.append(stream, 0, events)).toEqual(first)
    expect(await idsOf()).toHaveLength(4)
  })
  it('tries an append again that is in doubt, and writes it once', async () => {
    const event = newEvent()
    double.weather.inDoubt()
    expect(await log.append(stream, NO_STREAM, [event])).toMatchObject({ revision: 0 })
    expect(await idsOf()).toEqual([event.id])
  })
  it('leaves it in doubt where that does not help; the same ids later find it written', async () => {
    const event = newEvent()
    double.weather.inDoubt(3)
    await expect(log.append(stream, NO_STREAM, [event])).rejects.toBeInstanceOf(EngineUnavailable)
    expect(await log.append(stream, NO_STREAM, [event])).toMatchObject({ revision: 0 })
    expect(await idsOf()).toEqual([event.id])
  })
  it('is unavailable while the server is away, and works again by itself when it is back', async () => {
    await log.append(stream, NO_STREAM, newEvents(1))
    await double.kill()
    await expect(log.append(stream, 0, newEvents(1))).rejects.toBeInstanceOf(EngineUnavailable)
    await double.start()
    expect(await log.append(stream, 0, newEvents(1))).toMatchObject({ revision: 1 })
  })
  it('refuses what is too large before the server sees it', async () => {
    await double.kill()
    await expect(log.append(stream, NO_STREAM, [newEvent({ data: 'x'.repeat(EVENT_LIMIT_BYTES) })])).rejects.toBeInstanceOf(
      TooLarge,
    )
  })
  it('rejects at once what has no JSON form, and goes on', async () => {
    await expect(log.append(stream, NO_STREAM, [newEvent({ data: undefined })])).rejects.toThrow(TypeError)
    await expect(log.append(stream, NO_STREAM, [newEvent({ data: { amount: 1n } })])).rejects.toThrow(TypeError)
    expect(await log.append(stream, NO_STREAM, newEvents(1))).toMatchObject({ revision: 0 })
  })
  it('rejects a revision that cannot be expected', () => expect(log.append(stream, -2, newEvents(1))).rejects.toThrow(TypeError))
  it('does not disturb, nor is disturbed by, another log of the process whose server goes down', async () => {
    const otherDouble = await EventStoreDouble.start()
    const other = await openEventStoreDb({ connectionString: otherDouble.connectionString })
    for (const each of [double, otherDouble]) each.weather.withhold()
    const appendAll = (to: EventLog) =>
      Array.from({ length: 50 }, (_, index) => to.append(`${stream}-${index}`, NO_STREAM, newEvents(1)))
    const mine = Promise.all(appendAll(log))
    const theirs = Promise.allSettled(appendAll(other))
    for (const each of [log, other])
      await until('all are in flight', async () => (await each.readAll({ limit: 50 })).length === 50)
    await otherDouble.kill()
    await theirs
    double.weather.acknowledge()
    expect((await mine).every(({ revision }) => revision === 0)).toBe(true)
    expect(await log.append(stream, NO_STREAM, newEvents(1))).toMatchObject({ revision: 0 })
    await other.close()
  })
})
