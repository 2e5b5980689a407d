import { randomUUID } from 'node:crypto'
import { EventStoreDBClient } from '@eventstore/db-client'
import type { Position, Recorded } from '@spoc/platform-kernel'
import { NO_STREAM, type EventLog, type LogSubscription, type SubscribeOptions } from '@spoc/platform-ports'
import { newEvent, newEvents } from '../../test/sample-events.js'
import { until } from '../../test/until.js'
import { EventStoreDouble } from '../double/index.js'
import { openEventStoreDb } from '../index.js'

describe('a subscription on EventStoreDB', () => {
  let double: EventStoreDouble
  let log: EventLog
  let stream: string
  let appended: number

  beforeEach(async () => {
    double = await EventStoreDouble.start()
    log = await openEventStoreDb({ connectionString: double.connectionString })
    stream = `request-${randomUUID()}`
    appended = 0
  })
  afterEach(async () => {
    double.weather.thaw()
    await log.close()
    await double.close()
  })

  interface Heard {
    readonly numbers: unknown[]
    readonly events: Recorded[]
    readonly ends: Position[]
    readonly failures: unknown[]
    readonly subscription: LogSubscription
  }
  /** Subscribes, noting all that is given; the data of the events are numbers. */
  const hear = async (options: Partial<SubscribeOptions> = {}): Promise<Heard> => {
    const noted = { numbers: [] as unknown[], events: [] as Recorded[], ends: [] as Position[], failures: [] as unknown[] }
    const subscription = await log.subscribe({
      onFailure: (error) => noted.failures.push(error),
      onProgress: (position, caughtUp) => void (caughtUp && noted.ends.push(position)),
      ...options,
      onEvents: async (events) => {
        noted.events.push(...events)
        noted.numbers.push(...events.map((event) => event.data))
        await options.onEvents?.(events)
      },
    })
    return { ...noted, subscription }
  }
  /** Appends events numbered from where it last stopped, each append of `size`. */
  const append = async (appends: number, size = 1, type = 'intake.received.v1') => {
    for (let round = 0; round < appends; round += 1) {
      const events = Array.from({ length: size }, () => newEvent({ type, data: (appended += 1) }))
      await log.append(`${stream}-${appended}`, NO_STREAM, events)
    }
  }
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

  it('gives history, then what is appended, each once and in order', async () => {
    await append(3)
    const heard = await hear()
    await until('history', () => heard.ends.length > 0)
    await append(3)
    await until('the rest', () => heard.numbers.length === 6)
    expect(heard.numbers).toEqual([1, 2, 3, 4, 5, 6])
  })
  it('begins after a position, exclusive', async () => {
    await append(3)
    const [, second] = await log.readAll({ limit: 3 })
    const heard = await hear({ after: second?.position ?? 0n })
    await until('the rest', () => heard.ends.length > 0)
    expect(heard.numbers).toEqual([3])
  })
  it('gives types with a prefix only, and never the events of the server', async () => {
    await append(2, 1, 'sla.breached.v1')
    await append(2, 1, 'intake.received.v1')
    const all = await hear()
    const some = await hear({ typePrefixes: ['sla.', 'works.'] })
    const none = await hear({ typePrefixes: [] })
    await until('the end', () => [all, some, none].every(({ ends }) => ends.length > 0))
    expect(all.numbers).toEqual([1, 2, 3, 4])
    expect(some.numbers).toEqual([1, 2])
    expect(none.numbers).toEqual([])
  })
  it('tells the end behind the events that lie before it, however many were sent at once', async () => {
    await append(5, 100)
    const heard: unknown[] = []
    await hear({
      onEvents: (events) => void heard.push(...events.map((event) => event.data)),
      onProgress: (_, caughtUp) => void (caughtUp && heard.push('end')),
    })
    await until('the end', () => heard.includes('end'))
    expect(heard.slice(0, 501)).toEqual([...upTo(500), 'end'])
  })
  it('tells of progress to the end of the log where nothing matches, and resumes from there', async () => {
    await append(100)
    const heard = await hear({ typePrefixes: ['works.'] })
    await until('the end', () => heard.ends.length > 0)
    expect(heard.ends).toEqual([await log.head()])
  })
  it('tells of no progress before where it began', async () => {
    await append(1)
    const after = (await log.head()) + 1_000_000n
    const heard = await hear({ after })
    await until('the end', () => heard.ends.length > 0)
    expect(heard.ends).toEqual([after])
  })
  it('tells of progress over live events that do not match, to the last of them', async () => {
    const progress: Position[] = []
    const heard = await hear({ typePrefixes: ['works.'], onProgress: (position) => void progress.push(position) })
    await until('the end', () => progress.length > 0)
    await append(70)
    const head = await log.head()
    await until('the last', () => progress.at(-1) === head)
    expect(progress).toEqual([...progress].sort((a, b) => Number(a - b)))
    await append(1, 1, 'works.planned.v1')
    await until('the match', () => heard.numbers.length === 1)
  })
  it('goes on where it was after the server was killed and came back', async () => {
    await append(3)
    const heard = await hear()
    await until('history', () => heard.numbers.length === 3)
    await double.kill()
    await double.start()
    await append(3)
    await until('the rest', () => heard.numbers.length === 6)
    expect(heard.numbers).toEqual(upTo(6))
    expect(heard.failures).toEqual([])
  })
  it('waits for a server that is away, from the start too', async () => {
    await double.kill()
    const heard = await hear()
    await double.start()
    await append(1)
    await until('the event', () => heard.numbers.length === 1)
    expect(heard.failures).toEqual([])
  })
  it('goes on after the server ended it with code 13, as when it is told to stop', async () => {
    const heard = await hear()
    await until('the end', () => heard.ends.length > 0)
    double.weather.terminate()
    await append(2)
    await until('both', () => heard.numbers.length === 2)
    expect(heard.failures).toEqual([])
  })
  it('goes on after it was dropped as too slow, nothing skipped, nothing twice', async () => {
    const heard = await hear()
    await until('the end', () => heard.ends.length > 0)
    await append(10, 100)
    await until('all', () => heard.numbers.length >= 1000)
    expect(heard.numbers).toEqual(upTo(1000))
  })
  it('goes on after a server that froze before it confirmed', async () => {
    await log.close()
    log = await openEventStoreDb({ connectionString: double.connectionString, deadlineMs: 300 })
    double.weather.freeze()
    const heard = await hear()
    await expect(log.ping()).rejects.toThrow('No answer')
    double.weather.thaw()
    await append(1)
    await until('the event', () => heard.numbers.length === 1)
  })
  it('survives connections that break again and again', async () => {
    const heard = await hear()
    for (let round = 0; round < 10; round += 1) {
      double.weather.kill()
      await append(10)
    }
    await until('all', () => heard.numbers.length >= 100)
    expect(heard.numbers).toEqual(upTo(100))
  })
  it('gives its place up while a slow handler has more than a thousand events to do, and misses nothing', async () => {
    let held = true
    let goOn: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (goOn = resolve))
    const heard = await hear({ onEvents: () => (held ? gate : undefined) })
    await append(20, 100)
    await until('the subscription is given up', () => heard.numbers.length > 0 && double.subscriptions === 0)
    held = false
    goOn()
    await until('all', () => heard.numbers.length >= 2000)
    expect(heard.numbers).toEqual(upTo(2000))
  })
  it('never runs two handlers at once', async () => {
    let running = 0
    let most = 0
    const handler = async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
    }
    const heard = await hear({ onEvents: handler, onProgress: handler })
    await append(30)
    await until('all', () => heard.numbers.length === 30)
    expect(most).toBe(1)
  })
  it('stops and tells when a handler rejects', async () => {
    const poison = new Error('poison')
    const heard = await hear({ onEvents: () => Promise.reject(poison) })
    await append(1)
    await until('the failure', () => heard.failures.length > 0)
    await append(1)
    await heard.subscription.stop()
    expect(heard.failures).toEqual([poison])
    expect(heard.numbers).toEqual([1])
  })
  it('tells when the server will not have the position', async () => {
    await append(1)
    const heard = await hear({ after: (await log.head()) - 1n })
    await until('the failure', () => heard.failures.length > 0)
    expect(heard.failures).toEqual([expect.objectContaining({ type: 'unknown', code: 2 })])
  })
  it('has called its last handler once stopped', async () => {
    const heard = await hear()
    await append(1)
    await until('the event', () => heard.numbers.length === 1)
    await heard.subscription.stop()
    await append(2)
    expect(await log.readAll({ limit: 5 })).toHaveLength(3)
    expect(heard.numbers).toEqual([1])
  })
  it('is stopped with the log, after the handler at hand', async () => {
    let finished = false
    const heard = await hear({
      onEvents: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        finished = true
      },
    })
    await log.append(stream, NO_STREAM, newEvents(1))
    await until('the event', () => heard.numbers.length === 1)
    await log.close()
    expect(finished).toBe(true)
    expect(heard.failures).toEqual([])
  })
  it('gives no progress that it could not be begun after, whatever checkpoints the server sends', async () => {
    await append(200)
    await append(1, 1, 'works.planned.v1')
    await append(200)
    const progress: Position[] = []
    await hear({ typePrefixes: ['works.'], onProgress: (position) => void progress.push(position) })
    const end = await log.head()
    await until('the end', () => progress.includes(end))
    for (const after of progress) {
      const again = await hear({ typePrefixes: ['works.'], after })
      await until('the end again', () => again.ends.length + again.failures.length > 0)
      expect(again.failures).toEqual([])
    }
  })
  it('does not see what a client of another program writes about streams', async () => {
    const client = EventStoreDBClient.connectionString(double.connectionString)
    await client.setStreamMetadata(stream, { maxCount: 1 })
    await client.dispose()
    const heard = await hear()
    await append(1)
    await until('the event', () => heard.numbers.length === 1)
    expect(heard.numbers).toEqual([1])
  })
})
