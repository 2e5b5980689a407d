import { randomUUID } from 'node:crypto'
import { EngineUnavailable, NO_STREAM, type EventLog, type NewEvent } from '@spoc/platform-ports'
import { newEvent } from '../test/sample-events.js'
import { until } from '../test/until.js'
import { ClusterDouble } from './double/index.js'
import { openEventStoreDb } from './index.js'

describe('the event log on a cluster of EventStoreDB', () => {
  let cluster: ClusterDouble
  let log: EventLog
  let stream: string
  let heard: unknown[]
  let failures: unknown[]

  beforeEach(async () => {
    cluster = await ClusterDouble.start()
    // Fewer and sooner than by default, so that a cluster that is away is given up at once.
    const discovery = 'discoveryInterval=10&maxDiscoverAttempts=3'
    log = await openEventStoreDb({ connectionString: `${cluster.connectionString}&${discovery}`, deadlineMs: 1000 })
    stream = `request-${randomUUID()}`
    heard = []
    failures = []
    await log.subscribe({
      onEvents: (events) => void heard.push(...events.map((event) => event.data)),
      onFailure: (error) => failures.push(error),
    })
  })
  afterEach(async () => {
    await log.close()
    await cluster.close()
  })

  const numbered = (data: number) => newEvent({ data })
  /** As the services do: what is in doubt is sent again, with the same id at the same revision. */
  const insist = async (expected: number, event: NewEvent): Promise<void> => {
    for (;;) {
      try {
        await log.append(stream, expected, [event])
        return
      } catch (error) {
        expect(error).toBeInstanceOf(EngineUnavailable)
      }
    }
  }
  const appendUpTo = async (from: number, to: number) => {
    for (let number = from; number < to; number += 1) await insist(number - 1, numbered(number))
  }
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index)
  const inLog = async () => (await log.readStream(stream)).map((event) => event.data)
  const callsAt = (method: string) => cluster.nodes.map((node) => node.callsOf(method).made)

  it('goes on when the leader moves, nothing lost and nothing twice', async () => {
    await appendUpTo(0, 5)
    cluster.lead(cluster.nodes[1])
    await appendUpTo(5, 10)
    expect(await inLog()).toEqual(upTo(10))
    await until('all are heard', () => heard.length >= 10)
    expect(heard).toEqual(upTo(10))
    expect(callsAt('Streams/BatchAppend')).toEqual([1, 1, 0])
    expect(failures).toEqual([])
  })
  it('reads on when the leader moves, from the new one', async () => {
    await appendUpTo(0, 3)
    cluster.lead(cluster.nodes[2])
    expect(await inLog()).toEqual(upTo(3))
    expect(await log.readAll({ limit: 10 })).toHaveLength(3)
    await log.ping()
    expect(callsAt('Streams/Read')[2]).toBeGreaterThanOrEqual(3)
  })
  it('goes on when the leader is killed with appends in flight, once another leads', async () => {
    await appendUpTo(0, 5)
    await until('these are heard', () => heard.length === 5)
    const [first, second] = cluster.nodes
    first?.weather.withhold()
    const inFlight = insist(4, numbered(5))
    await until('written, not acknowledged', () => heard.length === 6)
    await first?.kill()
    cluster.lead(second)
    await inFlight
    await appendUpTo(6, 10)
    await until('all are heard', () => heard.length >= 10)
    expect(heard).toEqual(upTo(10))
    expect(await inLog()).toEqual(upTo(10))
    expect(failures).toEqual([])
  })
  it('is unavailable while nobody leads, and goes on by itself', async () => {
    await appendUpTo(0, 1)
    cluster.lead(undefined)
    await expect(log.append(stream, 0, [numbered(1)])).rejects.toBeInstanceOf(EngineUnavailable)
    cluster.lead(cluster.nodes[1])
    await appendUpTo(1, 3)
    await until('all are heard', () => heard.length >= 3)
    expect(heard).toEqual(upTo(3))
  })
  it('is unavailable while no node is there, and goes on by itself, subscriptions too', async () => {
    await appendUpTo(0, 2)
    await until('these are heard', () => heard.length === 2)
    for (const node of cluster.nodes) await node.kill()
    for (let round = 0; round < 2; round += 1) {
      await expect(log.append(stream, 1, [numbered(2)])).rejects.toBeInstanceOf(EngineUnavailable)
      await expect(log.readAll({ limit: 1 })).rejects.toBeInstanceOf(EngineUnavailable)
    }
    for (const node of cluster.nodes) await node.start()
    await appendUpTo(2, 5)
    await until('all are heard', () => heard.length >= 5)
    expect(heard).toEqual(upTo(5))
    expect(failures).toEqual([])
  })
  it('asks the leader, whatever node the connection string prefers', async () => {
    const connectionString = `${cluster.connectionString}&nodePreference=follower`
    const other = await openEventStoreDb({ connectionString })
    const before = callsAt('Streams/BatchAppend')[0] ?? 0
    await other.append(stream, NO_STREAM, [numbered(0)])
    expect(await other.readStream(stream)).toHaveLength(1)
    expect(callsAt('Streams/BatchAppend')[0]).toBe(before + 1)
    await other.close()
  })
  it('goes on with another leader when the one it had is frozen, once the keepalive is not answered', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const keepalive = 'keepAliveInterval=100&keepAliveTimeout=100&gossipTimeout=1'
    const other = await openEventStoreDb({ connectionString: `${cluster.connectionString}&${keepalive}`, deadlineMs: 3000 })
    await other.append(stream, NO_STREAM, [numbered(0)])
    cluster.nodes[0]?.weather.freeze()
    cluster.lead(cluster.nodes[1])
    await until('appended elsewhere', () =>
      other.append(stream, 0, [newEvent({ id: '6f0d3c0e-6f5e-4a44-9f0c-0d8f3f1c2b11', data: 1 })]).then(
        () => true,
        () => false,
      ),
    )
    expect((await other.readStream(stream)).map((event) => event.data)).toEqual([0, 1])
    cluster.nodes[0]?.weather.thaw()
    await other.close()
    jest.restoreAllMocks()
  })
})
