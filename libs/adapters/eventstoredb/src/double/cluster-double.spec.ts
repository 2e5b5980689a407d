import { EventStoreDBClient, NO_STREAM, type NodePreference } from '@eventstore/db-client'
import { rawEvent } from '../../test/sample-events.js'
import { ClusterDouble } from './index.js'

describe('the double of a cluster', () => {
  let cluster: ClusterDouble
  let client: EventStoreDBClient

  beforeEach(async () => {
    cluster = await ClusterDouble.start()
    client = EventStoreDBClient.connectionString(cluster.connectionString)
  })
  afterEach(async () => {
    await client.dispose()
    await cluster.close()
  })

  const credentials = { username: 'any', password: 'any' }
  const append = (stream: string, requiresLeader: boolean) =>
    client.appendToStream(stream, rawEvent(), { expectedRevision: NO_STREAM, credentials, requiresLeader })
  const appendsAt = () => cluster.nodes.map((node) => node.callsOf('Streams/Append').made)
  const connectTo = async (preference: NodePreference) => {
    await client.dispose()
    client = EventStoreDBClient.connectionString(`${cluster.connectionString}&nodePreference=${preference}`)
  }

  it('tells by gossip who leads, to whom the client goes', async () => {
    await append('a', true)
    expect(appendsAt()).toEqual([1, 0, 0])
    expect(cluster.nodes.reduce((sum, node) => sum + node.callsOf('Gossip/Read').made, 0)).toBe(1)
  })
  it('is found by one name too', async () => {
    const found = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${cluster.nodes[2]?.port}?tls=false`)
    await found.appendToStream('a', rawEvent(), { credentials })
    expect(appendsAt()).toEqual([1, 0, 0])
    await found.dispose()
  })
  it('passes on what a node that does not lead is given, where the leader is not asked for', async () => {
    await connectTo('follower')
    await append('a', false)
    expect(appendsAt()[0]).toBe(0)
    expect(await append('a', false).catch((error: unknown) => error)).toMatchObject({ type: 'wrong-expected-version' })
  })
  it('turns away what asks for the leader elsewhere, naming it, to whom the client goes next', async () => {
    await append('a', true)
    const [, second] = cluster.nodes
    cluster.lead(second)
    const leader = { address: '127.0.0.1', port: second?.port }
    await expect(append('b', true)).rejects.toMatchObject({ type: 'not-leader', code: 5, leader })
    await append('b', true)
    expect(appendsAt()).toEqual([2, 1, 0])
  })
  it('is not ready for what asks for the leader while nobody leads', async () => {
    await append('a', true)
    cluster.lead(undefined)
    await expect(append('b', true)).rejects.toMatchObject({ type: 'unavailable', code: 14 })
  })
  it('tells by gossip of the next leader when the leader was killed; the log is the same', async () => {
    await append('a', true)
    await cluster.nodes[0]?.kill()
    cluster.lead(cluster.nodes[2])
    await expect(append('b', true)).rejects.toMatchObject({ code: 14 })
    await append('b', true)
    await expect(append('a', true)).rejects.toMatchObject({ type: 'wrong-expected-version' })
    expect(appendsAt()).toEqual([1, 0, 2])
  })
})
