import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client'
import { rawEvent } from '../../../test/sample-events.js'
import { until } from '../../../test/until.js'
import { EventStoreDouble } from '../index.js'

/** The client's keepalive is 10 s and 10 s more for its answer; these specs cannot wait for that. */
const KEEPALIVE = 'keepAliveInterval=100&keepAliveTimeout=100'
const credentials = { username: 'any', password: 'any' }

describe('a server that is frozen', () => {
  let double: EventStoreDouble
  let client: EventStoreDBClient
  let stream: string

  beforeEach(async () => {
    // The client warns of an interval as short as this.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    double = await EventStoreDouble.start()
    client = EventStoreDBClient.connectionString(`${double.connectionString}&${KEEPALIVE}`)
    stream = `stream-${randomUUID()}`
    await client.appendToStream(stream, rawEvent(), { expectedRevision: NO_STREAM })
  })
  afterEach(async () => {
    double.weather.thaw()
    await client.dispose()
    await double.close()
    jest.restoreAllMocks()
  })

  const read = async () => {
    for await (const { event } of client.readStream(stream)) expect(event?.revision).toBe(0n)
  }
  const unavailable = { type: 'unavailable', code: 14 }

  it('is given up by a batch append once the keepalive is not answered, whatever its deadline', async () => {
    double.weather.freeze()
    await expect(client.appendToStream(stream, rawEvent(), { deadline: 1 })).rejects.toMatchObject(unavailable)
  })
  it('is given up by a read once the keepalive is not answered', async () => {
    double.weather.freeze()
    await expect(read()).rejects.toMatchObject(unavailable)
  })
  it('is given up by a subscription once the keepalive is not answered', async () => {
    const errors: unknown[] = []
    const told: string[] = []
    const subscription = client.subscribeToAll()
    subscription.on('error', (error: unknown) => errors.push(error))
    subscription.on('caughtUp', () => told.push('caughtUp'))
    subscription.on('data', () => undefined)
    await until('caught up', () => told.length > 0)
    double.weather.freeze()
    await until('an error', () => errors.length > 0)
    expect(errors).toEqual([expect.objectContaining(unavailable)])
  })
  it('is given up by an append at its deadline', async () => {
    const patient = EventStoreDBClient.connectionString(double.connectionString)
    double.weather.freeze()
    const appending = patient.appendToStream(stream, rawEvent(), { deadline: 100, credentials })
    await expect(appending).rejects.toMatchObject({ type: 'deadline-exceeded', code: 4 })
    await patient.dispose()
  })
  it('does what it was asked meanwhile once it goes on', async () => {
    const patient = EventStoreDBClient.connectionString(double.connectionString)
    double.weather.freeze()
    const later = patient.appendToStream(`${stream}-later`, rawEvent(), { credentials })
    await until('a connection', () => double.connections > 1)
    double.weather.thaw()
    expect(await later).toMatchObject({ success: true })
    await patient.dispose()
  })
  it('does nothing of what it was asked meanwhile where it was killed', async () => {
    double.weather.freeze()
    const asked = client.appendToStream(`${stream}-asked`, rawEvent(), { credentials }).catch((error: unknown) => error)
    await double.kill()
    expect(await asked).toMatchObject({ code: 14 })
    await double.start()
    await read().catch(() => read())
    const found: unknown[] = []
    for await (const { event } of client.readAll()) found.push(event?.streamId)
    expect(found).not.toContain(`${stream}-asked`)
  })
})
