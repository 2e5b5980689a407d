import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BACKWARDS, END, EventStoreDBClient, NO_STREAM, type EventData } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../test/sample-events.js'
import { until } from '../../test/until.js'
import { EventStoreDouble } from './event-store-double.js'

describe('the double in bad weather', () => {
  let folder: string
  let file: string
  let double: EventStoreDouble
  let client: EventStoreDBClient

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spoc-double-'))
    file = join(folder, 'events')
    double = await EventStoreDouble.start({ file })
    client = EventStoreDBClient.connectionString(double.connectionString)
  })
  afterEach(async () => {
    await client.dispose()
    await double.close()
    rmSync(folder, { recursive: true })
  })

  const append = (stream: string, event: EventData | EventData[], deadline = 2000) =>
    client.appendToStream(stream, event, { expectedRevision: NO_STREAM, deadline, credentials: { username: 'a', password: 'a' } })
  const batchAppend = (stream: string, event: EventData) => client.appendToStream(stream, event, { expectedRevision: NO_STREAM })
  const idsOf = async (stream: string) => {
    const ids: string[] = []
    for await (const { event } of client.readStream(stream)) if (event) ids.push(event.id)
    return ids
  }

  it.each(['Append', 'BatchAppend'] as const)(
    'has written what it did not acknowledge, and answers the retry by %s',
    async (way) => {
      const send = way === 'Append' ? append : batchAppend
      const event = rawEvent()
      double.weather.inDoubt()
      await expect(send('doubted', event)).rejects.toMatchObject({ type: 'unavailable', code: 14 })
      expect(await send('doubted', event)).toMatchObject({ success: true, nextExpectedRevision: 0n })
      expect(await idsOf('doubted')).toEqual([event.id])
    },
  )
  it('rejects all appends in flight when killed; each is written once when tried again', async () => {
    double.weather.delay(20)
    const events = rawEvents(64)
    const first = events.map((event, index) => append(`s-${index}`, event))
    await double.kill()
    const outcomes = await Promise.allSettled(first)
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true)
    await double.start()
    double.weather.delay(0)
    for (const [index, event] of events.entries()) {
      expect(await append(`s-${index}`, event)).toMatchObject({ nextExpectedRevision: 0n })
      expect(await idsOf(`s-${index}`)).toEqual([event.id])
    }
  })
  it('answers while it is down with raw gRPC errors to batch appends, which have a code but no type', async () => {
    await batchAppend('before', rawEvent())
    await double.kill()
    await expect(batchAppend('s', rawEvent())).rejects.toMatchObject({ code: 14 })
    const raw: unknown = await batchAppend('s', rawEvent()).catch((error: unknown) => error)
    expect(raw).toMatchObject({ code: 14 })
    expect(raw).not.toHaveProperty('type')
    await expect(idsOf('before')).rejects.toMatchObject({ type: 'unavailable', code: 14 })
    await double.start()
    expect(await batchAppend('s', rawEvent())).toMatchObject({ success: true })
  })
  it('does nothing while frozen, and all of it afterwards', async () => {
    double.weather.freeze()
    await expect(append('s', rawEvent(), 100)).rejects.toMatchObject({ type: 'deadline-exceeded', code: 4 })
    const later = append('t', rawEvent())
    double.weather.thaw()
    expect(await later).toMatchObject({ success: true })
  })
  it('does nothing of what it was asked while frozen once it was killed', async () => {
    double.weather.freeze()
    const asked = append('s', rawEvent()).catch((error: unknown) => error)
    await until('frozen', () => double.connections > 0)
    await double.kill()
    await double.start()
    expect(await asked).toMatchObject({ code: 14 })
    await expect(idsOf('s')).rejects.toMatchObject({ type: 'stream-not-found' })
  })
  it('keeps its events and their positions in a file over its end', async () => {
    const { position } = await append('kept', rawEvents(3))
    await double.kill()
    await client.dispose()
    double = await EventStoreDouble.start({ file })
    client = EventStoreDBClient.connectionString(double.connectionString)
    for await (const { event } of client.readStream('kept', { direction: BACKWARDS, fromRevision: END, maxCount: 1 })) {
      expect(event?.position).toEqual(position)
    }
  })
  it('cuts off an append that was written in part, and goes on behind the last whole one', async () => {
    await append('whole', rawEvent())
    const before = readFileSync(file, 'utf8')
    await double.kill()
    appendFileSync(file, '[["half-an-event","torn",')
    await double.start()
    expect(readFileSync(file, 'utf8').startsWith(before)).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain('half-an-event')
    await append('more', rawEvent()).catch(() => append('more', rawEvent()))
    await double.kill()
    await double.start()
    await expect(idsOf('more').catch(() => idsOf('more'))).resolves.toHaveLength(1)
  })
})
