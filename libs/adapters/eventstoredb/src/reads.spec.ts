import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, binaryEvent, jsonEvent } from '@eventstore/db-client'
import { EngineUnavailable, NO_STREAM, type EventLog } from '@spoc/platform-ports'
import { metadata, newEvent, newEvents } from '../test/sample-events.js'
import { EventStoreDouble } from './double/index.js'
import { openEventStoreDb } from './index.js'

describe('reading from EventStoreDB', () => {
  let double: EventStoreDouble
  let log: EventLog
  /** Only for what the port cannot do: to write as another program, and to delete. */
  let client: EventStoreDBClient
  let stream: string

  beforeEach(async () => {
    double = await EventStoreDouble.start()
    log = await openEventStoreDb({ connectionString: double.connectionString })
    client = EventStoreDBClient.connectionString(double.connectionString)
    stream = `request-${randomUUID()}`
  })
  afterEach(async () => {
    double.weather.thaw()
    await client.dispose()
    await log.close()
    await double.close()
  })

  describe('a stream', () => {
    const revisions = async (options?: Parameters<EventLog['readStream']>[1]) =>
      (await log.readStream(stream, options)).map((event) => event.revision)

    it('gives each event as it was appended', async () => {
      const event = newEvent({ data: { title: 'Störung', nested: [1, null] } })
      const { position } = await log.append(stream, NO_STREAM, [event])
      expect(await log.readStream(stream)).toEqual([{ ...event, stream, revision: 0, position }])
    })
    it('gives it in both directions, from a revision inclusive, so many at most', async () => {
      await log.append(stream, NO_STREAM, newEvents(5))
      expect(await revisions()).toEqual([0, 1, 2, 3, 4])
      expect(await revisions({ from: 1, limit: 2 })).toEqual([1, 2])
      expect(await revisions({ from: 5 })).toEqual([])
      expect(await revisions({ direction: 'backwards' })).toEqual([4, 3, 2, 1, 0])
      expect(await revisions({ direction: 'backwards', from: 3, limit: 2 })).toEqual([3, 2])
      expect(await revisions({ direction: 'backwards', from: 99, limit: 2 })).toEqual([4, 3])
      expect(await revisions({ limit: 0 })).toEqual([])
    })
    it('is empty where it is missing or was deleted', async () => {
      expect(await revisions()).toEqual([])
      expect(await revisions({ direction: 'backwards' })).toEqual([])
      await log.append(stream, NO_STREAM, newEvents(2))
      await client.deleteStream(stream)
      expect(await revisions()).toEqual([])
    })
    it('is not read over an event of another program', async () => {
      await client.appendToStream(stream, jsonEvent({ type: 'foreign', data: {} }))
      await expect(revisions()).rejects.toThrow('was not written through the event log')
    })
  })

  describe('the whole log', () => {
    const numbers = async (options: Partial<Parameters<EventLog['readAll']>[0]> = {}) =>
      (await log.readAll({ limit: 1000, ...options })).map((event) => event.data)
    const append = async (number: number, type = 'intake.received.v1') =>
      (await log.append(`${stream}-${number}`, NO_STREAM, [newEvent({ type, data: number })])).position

    it('gives own events only, in the order of the log', async () => {
      await append(1)
      await client.setStreamMetadata(`${stream}-1`, { maxCount: 3 })
      await client.appendToStream('foreign', [
        jsonEvent({ type: 'foreign', data: {} }),
        binaryEvent({ type: 'raw', data: Buffer.from('x') }),
      ])
      await append(2)
      expect(await numbers()).toEqual([1, 2])
      expect(await numbers({ direction: 'backwards' })).toEqual([2, 1])
    })
    it('begins after, or before, a position, exclusive', async () => {
      const positions = [await append(1), await append(2), await append(3)] as const
      expect(await numbers({ from: positions[1] })).toEqual([3])
      expect(await numbers({ from: positions[2] })).toEqual([])
      expect(await numbers({ from: 0n })).toEqual([1, 2, 3])
      expect(await numbers({ direction: 'backwards', from: positions[1] })).toEqual([1])
      expect(await numbers({ direction: 'backwards', from: 0n })).toEqual([])
    })
    it('filters by type, over as many pages as that takes', async () => {
      for (let round = 0; round < 3; round += 1) {
        await log.append(`${stream}-many-${round}`, NO_STREAM, newEvents(150, { data: 'other' }))
        await append(round, 'sla.breached.v1')
      }
      expect(await numbers({ typePrefixes: ['sla.', 'works.'] })).toEqual([0, 1, 2])
      expect(await numbers({ typePrefixes: ['sla.'], limit: 2 })).toEqual([0, 1])
      expect(await numbers({ typePrefixes: ['sla.'], limit: 2, direction: 'backwards' })).toEqual([2, 1])
      expect(await numbers({ typePrefixes: [] })).toEqual([])
      expect(await numbers({ limit: 5000 })).toHaveLength(453)
    })
    it('has its head at the last own event, behind whatever the server wrote since', async () => {
      expect(await log.head()).toBe(0n)
      const position = await append(1)
      for (let round = 0; round < 60; round += 1) await client.setStreamMetadata(stream, { maxCount: round + 1 })
      expect(await log.head()).toBe(position)
    })
  })

  it('answers a ping where the server answers', async () => {
    await log.ping()
    await double.kill()
    await expect(log.ping()).rejects.toBeInstanceOf(EngineUnavailable)
    await double.start()
    await log.ping()
  })
  it('is unavailable once closed', async () => {
    await log.close()
    await expect(log.ping()).rejects.toBeInstanceOf(EngineUnavailable)
    await expect(log.append(stream, NO_STREAM, newEvents(1))).rejects.toBeInstanceOf(EngineUnavailable)
    await expect(log.subscribe({ onEvents: () => undefined, onFailure: () => undefined })).rejects.toBeInstanceOf(
      EngineUnavailable,
    )
  })
  it('may be opened while the server is away', async () => {
    await double.kill()
    const early = await openEventStoreDb({ connectionString: double.connectionString })
    await double.start()
    await early.ping()
    await early.close()
  })
  it('has metadata that is JSON to every program', async () => {
    await log.append(stream, NO_STREAM, newEvents(1))
    for await (const { event } of client.readStream(stream)) expect(event).toMatchObject({ metadata, isJson: true })
  })
})
