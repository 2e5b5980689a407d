import { randomUUID } from 'node:crypto'
import {
  EventStoreDBClient,
  START,
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  type AllStreamSubscription,
  type Position,
} from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../test/sample-events.js'
import { until } from '../../test/until.js'
import { EventStoreDouble } from './event-store-double.js'

describe('the double, subscribed to', () => {
  let double: EventStoreDouble
  let client: EventStoreDBClient
  let stream: string
  const open: AllStreamSubscription[] = []

  beforeEach(async () => {
    double = await EventStoreDouble.start()
    client = EventStoreDBClient.connectionString(double.connectionString)
    stream = `stream-${randomUUID()}`
  })
  afterEach(async () => {
    for (const subscription of open.splice(0)) await subscription.unsubscribe().catch(() => undefined)
    await client.dispose()
    await double.close()
  })

  interface Heard {
    readonly types: string[]
    readonly positions: Position[]
    readonly checkpoints: Position[]
    readonly errors: unknown[]
    readonly told: string[]
    subscription: AllStreamSubscription | undefined
  }
  /** Subscribes, noting all that is heard. */
  const hear = (options: Parameters<EventStoreDBClient['subscribeToAll']>[0] = {}): Heard => {
    const heard: Heard = { types: [], positions: [], checkpoints: [], errors: [], told: [], subscription: undefined }
    const subscription = client.subscribeToAll(options)
    open.push(subscription)
    heard.subscription = subscription
    for (const name of ['confirmation', 'caughtUp', 'end', 'close'] as const) subscription.on(name, () => heard.told.push(name))
    subscription.on('error', (error: unknown) => heard.errors.push(error))
    subscription.on('data', ({ event }) => {
      if (!event) return
      heard.types.push(event.type)
      heard.positions.push(event.position)
    })
    return heard
  }
  const noting = (heard: Position[]) => (_: unknown, position: Position) => {
    heard.push(position)
    return Promise.resolve()
  }
  const append = (type = 'happened') => client.appendToStream(stream, rawEvent({ type }))
  const appendInTurn = async (count: number, type?: string) => {
    for (let index = 0; index < count; index += 1) await append(type)
  }

  it('confirms, gives history, says it has caught up, then gives what is appended', async () => {
    await append('before')
    const heard = hear({ filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    await append('after')
    await until('both', () => heard.types.length === 2)
    expect(heard.told).toEqual(['confirmation', 'caughtUp'])
    expect(heard.types).toEqual(['before', 'after'])
  })
  it('gives events of the server where nothing is filtered', async () => {
    const heard = hear()
    await until('caught up', () => heard.told.includes('caughtUp'))
    expect(heard.types).toContain('$UserCreated')
  })
  it('filters by type and by stream, by prefix and by pattern', async () => {
    await append('sla.breached.v1')
    await append('intake.received.v1')
    const byPrefix = hear({ filter: eventTypeFilter({ prefixes: ['sla.', 'works.'] }) })
    const byPattern = hear({ filter: eventTypeFilter({ regex: '^intake' }) })
    const byStream = hear({ filter: streamNameFilter({ prefixes: ['stream-'] }) })
    await until('all caught up', () => [byPrefix, byPattern, byStream].every(({ told }) => told.includes('caughtUp')))
    expect(byPrefix.types).toEqual(['sla.breached.v1'])
    expect(byPattern.types).toEqual(['intake.received.v1'])
    expect(byStream.types).toEqual(['sla.breached.v1', 'intake.received.v1'])
  })
  it('resumes after a position, exclusive', async () => {
    const first = await append('first')
    await append('second')
    const heard = hear({ fromPosition: first.position ?? START, filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    expect(heard.types).toEqual(['second'])
  })
  it('refuses a position at which no record begins', async () => {
    const { position } = await append()
    const between = (position?.commit ?? 0n) - 1n
    const heard = hear({ fromPosition: { commit: between, prepare: between } })
    await until('an error', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'unknown' })])
  })
  it('takes a position beyond the end, and gives what is appended later', async () => {
    const heard = hear({ fromPosition: { commit: 9_999_999n, prepare: 9_999_999n } })
    await until('confirmed', () => heard.told.includes('caughtUp'))
    await append('later')
    await until('the later one', () => heard.types.includes('later'))
  })
  it.each([
    ['interval 1', { checkpointInterval: 1 }, 3],
    ['interval 1 and window 10', { checkpointInterval: 1, maxSearchWindow: 10 }, 10],
    ['interval 10', { checkpointInterval: 10 }, 0],
    ['interval 1000', { checkpointInterval: 1000 }, 0],
  ])('gives checkpoints over 100 live events without a match, with %s', async (_, options, expected) => {
    const checkpoints: Position[] = []
    const heard = hear({
      filter: eventTypeFilter({ prefixes: ['matching'], ...options, checkpointReached: noting(checkpoints) }),
    })
    await until('caught up', () => heard.told.includes('caughtUp'))
    const before = checkpoints.length
    await appendInTurn(100)
    await append('matching')
    await until('the match', () => heard.types.length === 1)
    expect(checkpoints.length - before).toBe(expected)
  })
  it('may give checkpoints over history whose prepare position is 0, all of them good to resume from', async () => {
    await appendInTurn(100)
    await append('matching')
    const checkpoints: Position[] = []
    const filter = () => eventTypeFilter({ prefixes: ['matching'], checkpointReached: noting(checkpoints) })
    const heard = hear({ filter: filter() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    expect(checkpoints.map(({ prepare }) => prepare)).toEqual([0n, 0n, 0n])
    expect(checkpoints[0]).toEqual({ commit: 0n, prepare: 0n })
    const alone = hear({ fromPosition: { commit: checkpoints[1]?.commit ?? 0n, prepare: checkpoints[1]?.commit ?? 0n } })
    await until('an error', () => alone.errors.length > 0)
    for (const fromPosition of [...checkpoints]) {
      const resumed = hear({ fromPosition, filter: filter() })
      await until('caught up again', () => resumed.told.includes('caughtUp'))
      expect(resumed.types).toEqual(['matching'])
    }
  })
  it('drops a live consumer that has 32 events outstanding', async () => {
    const heard = hear({ filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    await client.appendToStream(stream, rawEvents(33, { dataBytes: 500 }))
    await until('dropped', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([
      expect.objectContaining({ type: 'timeout', code: 10, message: expect.stringContaining('too slow') }),
    ])
  })
  it('drops a live consumer that has stopped to read', async () => {
    const heard = hear({ filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    heard.subscription?.pause()
    for (let index = 0; index < 300; index += 1) await client.appendToStream(stream, rawEvent({ dataBytes: 5000 }))
    heard.subscription?.resume()
    await until('dropped', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'timeout', code: 10 })])
    expect(heard.types.length).toBeLessThan(300)
  })
  it('does not drop a consumer that keeps up with a writer of 16 at a time', async () => {
    const heard = hear({ filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let index = 0; index < 60; index += 1) await client.appendToStream(`${stream}-${writer}`, rawEvent())
    })
    await Promise.all(writers)
    await until('all', () => heard.types.length === 960)
    expect(heard.errors).toEqual([])
  })
  it('may be caught up before the client has given the events it buffers', async () => {
    await appendInTurn(5)
    const subscription = client.subscribeToAll({ filter: excludeSystemEvents() })
    open.push(subscription)
    const buffered = await new Promise<number>((resolve) =>
      subscription.on('caughtUp', () => resolve(subscription.readableLength)),
    )
    expect(buffered).toBe(5)
  })
  it('breaks off with UnavailableError when it is killed, at once and for good', async () => {
    const heard = hear()
    await until('caught up', () => heard.told.includes('caughtUp'))
    await double.kill()
    await until('an error', () => heard.errors.length > 0)
    await double.start()
    await append().catch(() => append())
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'unavailable', code: 14 })])
    expect(heard.types).not.toContain('happened')
    expect(heard.told).toEqual(['confirmation', 'caughtUp'])
  })
  it('breaks off with an unknown error of code 13 when it is told to stop', async () => {
    const heard = hear()
    await until('caught up', () => heard.told.includes('caughtUp'))
    double.weather.terminate()
    await until('an error', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'unknown', code: 13 })])
  })

  describe('one stream', () => {
    const hearStream = (fromRevision?: bigint) => {
      const heard: { readonly revisions: bigint[]; readonly told: string[]; readonly errors: unknown[] } = {
        revisions: [],
        told: [],
        errors: [],
      }
      const subscription = client.subscribeToStream(stream, fromRevision === undefined ? {} : { fromRevision })
      subscription.on('caughtUp', () => heard.told.push('caughtUp'))
      subscription.on('error', (error: unknown) => heard.errors.push(error))
      subscription.on('data', ({ event }) => heard.revisions.push(event?.revision ?? -1n))
      return { heard, stop: () => subscription.unsubscribe() }
    }

    it('resumes after a revision, exclusive', async () => {
      await client.appendToStream(stream, rawEvents(3))
      const { heard, stop } = hearStream(0n)
      await until('caught up', () => heard.told.length > 0)
      expect(heard.revisions).toEqual([1n, 2n])
      await stop()
    })
    it('may be subscribed to before it is there', async () => {
      const { heard, stop } = hearStream()
      await until('caught up', () => heard.told.length > 0)
      await append()
      await until('the event', () => heard.revisions.length === 1)
      await stop()
    })
    it('cannot be subscribed to once tombstoned', async () => {
      await client.tombstoneStream(stream)
      const { heard } = hearStream()
      await until('an error', () => heard.errors.length > 0)
      expect(heard.errors).toEqual([expect.objectContaining({ type: 'stream-deleted' })])
    })
  })
})
