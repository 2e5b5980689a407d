import { EventStoreDBClient } from '@eventstore/db-client'
import { rawEvent } from '../../../test/sample-events.js'
import { EventStoreDouble, type EventStoreDoubleOptions } from '../index.js'

describe('the calls of the client', () => {
  let double: EventStoreDouble
  let client: EventStoreDBClient

  const start = async (options: EventStoreDoubleOptions = {}) => {
    double = await EventStoreDouble.start(options)
    client = EventStoreDBClient.connectionString(double.connectionString)
  }
  afterEach(async () => {
    await client.dispose()
    await double.close()
  })

  const credentials = { username: 'any', password: 'any' }
  const made = () => ({
    features: double.callsOf('ServerFeatures/GetSupportedMethods').made,
    append: double.callsOf('Streams/Append').made,
    batchAppend: double.callsOf('Streams/BatchAppend').made,
    read: double.callsOf('Streams/Read').made,
    gossip: double.callsOf('Gossip/Read').made,
  })
  const none = { features: 0, append: 0, batchAppend: 0, read: 0, gossip: 0 }
  const drain = async (events: AsyncIterable<unknown>) => {
    for await (const event of events) expect(event).toBeDefined()
  }

  it('are one question for what is supported, and one BatchAppend for all appends over the connection', async () => {
    await start()
    for (let index = 0; index < 5; index += 1) await client.appendToStream(`s-${index}`, rawEvent())
    await client.setStreamMetadata('s-1', { maxCount: 3 })
    expect(made()).toEqual({ ...none, features: 1, batchAppend: 1 })
  })
  it('ask again what is supported after the connection was made anew', async () => {
    await start()
    await client.appendToStream('s', rawEvent())
    double.weather.inDoubt()
    await client.appendToStream('s', rawEvent()).catch(() => undefined)
    await client.appendToStream('s', rawEvent())
    expect(made()).toEqual({ ...none, features: 2, batchAppend: 2 })
  })
  it('are one Append each where credentials come with them, and nothing is asked before', async () => {
    await start()
    for (let index = 0; index < 5; index += 1) await client.appendToStream(`s-${index}`, rawEvent(), { credentials })
    await client.setStreamMetadata('s-1', { maxCount: 3 }, { credentials })
    expect(made()).toEqual({ ...none, append: 6 })
  })
  it('are one Append each where the server does not tell what it supports', async () => {
    await start({ tellsFeatures: false })
    for (let index = 0; index < 5; index += 1) await client.appendToStream(`s-${index}`, rawEvent())
    expect(made()).toEqual({ ...none, append: 5 })
  })
  it('are BatchAppend still with credentials in the connection string, which may be wrong', async () => {
    await start()
    const named = EventStoreDBClient.connectionString(`esdb://admin:wrong@127.0.0.1:${double.port}?tls=false`)
    await named.appendToStream('s', rawEvent())
    expect(made()).toEqual({ ...none, features: 1, batchAppend: 1 })
    await named.dispose()
  })
  it('cannot ask for the leader with a batch append once the call is open', async () => {
    await start()
    await client.appendToStream('s', rawEvent())
    await client.appendToStream('s', rawEvent(), { requiresLeader: true })
    expect(double.callsOf('Streams/BatchAppend')).toEqual({ made: 1, requiringLeader: 0 })
    await client.appendToStream('s', rawEvent(), { requiresLeader: true, credentials })
    expect(double.callsOf('Streams/Append')).toEqual({ made: 1, requiringLeader: 1 })
  })
  it('are Read for streams, the whole log, subscriptions and metadata', async () => {
    await start()
    await client.appendToStream('s', rawEvent(), { credentials })
    await drain(client.readStream('s'))
    await drain(client.readAll())
    await client.getStreamMetadata('s')
    const subscription = client.subscribeToAll()
    await new Promise((resolve) => subscription.on('confirmation', resolve).on('data', () => undefined))
    expect(made()).toEqual({ ...none, append: 1, read: 4 })
  })
  it('are Delete and Tombstone for these', async () => {
    await start()
    await client.appendToStream('s', rawEvent(), { credentials })
    await client.deleteStream('s')
    await client.tombstoneStream('s')
    expect([double.callsOf('Streams/Delete').made, double.callsOf('Streams/Tombstone').made]).toEqual([1, 1])
  })
  it('read the gossip where the cluster is to be discovered, or several hosts are named, and only there', async () => {
    await start()
    for (const [scheme, hosts, gossip] of [
      ['esdb', `127.0.0.1:${double.port}`, 0],
      ['esdb+discover', `127.0.0.1:${double.port}`, 1],
      ['esdb', `127.0.0.1:${double.port},localhost:${double.port}`, 2],
    ] as const) {
      const discovering = EventStoreDBClient.connectionString(`${scheme}://${hosts}?tls=false`)
      await drain(discovering.readAll({ maxCount: 1 }))
      expect(made().gossip).toBe(gossip)
      await discovering.dispose()
    }
  })
})
