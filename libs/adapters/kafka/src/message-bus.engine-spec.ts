import { type Delivered, EngineUnavailable, type Message, type MessageBus, PARTITIONS } from '@spoc/platform-ports'
import { openKafkaBus } from './open-kafka-bus.js'
import { brokers, dropTopics, freshPrefix } from '../test/brokers.js'

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resume) => setTimeout(resume, 20))
}

const numbered = (key: string, from: number, to: number): Message[] =>
  Array.from({ length: to - from }, (_, index) => ({
    key,
    headers: { n: String(from + index) },
    value: `${key}-${from + index}`,
  }))

describe('the message bus on a real broker', () => {
  let bus: MessageBus
  let prefix: string

  beforeEach(async () => {
    prefix = freshPrefix()
    bus = await openKafkaBus({
      brokers: brokers(),
      clientId: 'spec',
      topicPrefix: prefix,
    })
    await bus.ensureTopics(['facts'])
  })
  afterEach(async () => {
    await bus.close()
    await dropTopics(prefix)
  })

  it('keeps the order of each key over calls that are not waited for', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `key-${index}`)
    const calls = Array.from({ length: 40 }, (_, call) =>
      bus.publish(
        'facts',
        keys.flatMap((key) => numbered(key, call * 5, call * 5 + 5)),
      ),
    )
    await Promise.all(calls)
    const seen = new Map<string, number[]>()
    const consumer = await bus.consume({
      group: 'g',
      topics: ['facts'],
      onBatch: async (batch) => {
        for (const { key, headers } of batch) seen.set(key, [...(seen.get(key) ?? []), Number(headers['n'])])
      },
    })
    await until(() => [...seen.values()].reduce((sum, { length }) => sum + length, 0) >= 50 * 200)
    for (const key of keys) expect(seen.get(key)).toEqual(Array.from({ length: 200 }, (_, index) => index))
    await until(async () => (await consumer.lag()) === 0n)
  })

  it('tells the partitions before the first batch, all of them to a lone member', async () => {
    await bus.publish('facts', numbered('a', 0, 1))
    const told: string[] = []
    await bus.consume({
      group: 'g',
      topics: ['facts'],
      onAssigned: async (partitions) => {
        await new Promise((resume) => setTimeout(resume, 300))
        told.push(`assigned ${partitions.length} of ${partitions[0]!.topic}`)
      },
      onBatch: async () => void told.push('batch'),
    })
    await until(() => told.includes('batch'))
    expect(new Set(told.slice(0, -1))).toEqual(new Set([`assigned ${PARTITIONS} of facts`]))
    expect(told.at(-1)).toBe('batch')
  })

  it('brings a rejected batch again from the same message, while other partitions go on', async () => {
    await bus.publish('facts', [...numbered('bad', 0, 3), ...numbered('good', 0, 3)])
    const firstOfBad: string[] = []
    const good: string[] = []
    await bus.consume({
      group: 'g',
      topics: ['facts'],
      onBatch: async (batch) => {
        if (batch[0]!.key !== 'bad') return void good.push(...batch.map(({ value }) => value))
        firstOfBad.push(batch[0]!.value)
        if (firstOfBad.length < 5) throw new Error('not yet')
      },
    })
    await until(() => firstOfBad.length >= 5)
    expect(new Set(firstOfBad)).toEqual(new Set(['bad-0']))
    expect(good).toEqual(['good-0', 'good-1', 'good-2'])
  })

  it('goes on after a handler whose error kafkajs takes for one that ends the consumer', async () => {
    await bus.publish('facts', numbered('a', 0, 1))
    let calls = 0
    await bus.consume({
      group: 'g',
      topics: ['facts'],
      onBatch: async () => {
        if (++calls < 3) throw Object.assign(new Error('illegal'), { name: 'KafkaJSNonRetriableError', retriable: false })
      },
    })
    await until(() => calls === 3)
    await bus.ping()
  })

  it('commits the batch at hand when it is stopped, so that the next member begins after it', async () => {
    await bus.publish('facts', numbered('a', 0, 10))
    const first: Delivered[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const consumer = await bus.consume({
      group: 'g',
      topics: ['facts'],
      onBatch: async (batch) => {
        first.push(...batch)
        await held
      },
    })
    await until(() => first.length === 10)
    const stopped = consumer.stop()
    release()
    await stopped
    await bus.publish('facts', numbered('a', 10, 12))
    const second: string[] = []
    await bus.consume({
      group: 'g',
      topics: ['facts'],
      onBatch: async (batch) => void second.push(...batch.map(({ value }) => value)),
    })
    await until(() => second.length >= 2)
    expect(second).toEqual(['a-10', 'a-11'])
  })

  it('shares the partitions among the members of a group and gives each message to one of them', async () => {
    const seen: string[] = []
    const sizes = [0, 0]
    for (const member of [0, 1]) {
      await bus.consume({
        group: 'g',
        topics: ['facts'],
        onAssigned: (partitions) => void (sizes[member] = partitions.length),
        onBatch: async (batch) => void seen.push(...batch.map(({ value }) => value)),
      })
    }
    await until(() => sizes[0] === PARTITIONS / 2 && sizes[1] === PARTITIONS / 2)
    await bus.publish('facts', Array.from({ length: 100 }, (_, index) => numbered(`key-${index}`, 0, 10)).flat())
    await until(() => seen.length >= 1_000)
    expect(new Set(seen).size).toBe(1_000)
    expect(seen.length).toBe(1_000)
  })

  it('counts the messages of a group that has never consumed, and takes all of a large one of the limit', async () => {
    await bus.publish('facts', [{ key: 'k', headers: {}, value: 'v'.repeat(999_999) }])
    await bus.publish('facts', numbered('a', 0, 20))
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const consumer = await bus.consume({ group: 'g', topics: ['facts'], onBatch: () => held })
    expect(await consumer.lag()).toBe(21n)
    release()
    await until(async () => (await consumer.lag()) === 0n)
  })

  it('makes only the topics that are missing, though another process makes them at the same time', async () => {
    await Promise.all([bus.ensureTopics(['facts', 'new', 'newer']), bus.ensureTopics(['new', 'facts'])])
    await bus.publish('new', numbered('a', 0, 1))
    await bus.publish('newer', numbered('a', 0, 1))
  })

  it('is unavailable, within seconds, where there is no broker', async () => {
    const nowhere = await openKafkaBus({ brokers: ['127.0.0.1:9'], clientId: 'spec' })
    await expect(nowhere.ping()).rejects.toThrow(EngineUnavailable)
    await nowhere.close()
  })
})
