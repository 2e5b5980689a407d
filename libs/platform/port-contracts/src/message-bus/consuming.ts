import { PARTITIONS, type Delivered } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import { consume, valuesOf, type MessageBusHarness } from './harness.js'
import { message, messages } from './publishing.js'

export function consuming(harness: () => MessageBusHarness): void {
  const bus = () => harness().bus
  const topic = async () => {
    const name = unique('spoc.contract')
    await bus().ensureTopics([name])
    return name
  }

  it('lets a new group begin at the oldest message, then gives what comes', async () => {
    const name = await topic()
    const given = messages('request-1', 4)
    await bus().publish(name, given.slice(0, 3))
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await bus().publish(name, given.slice(3))
    await eventually(() => expect(valuesOf(consumed.given)).toEqual(valuesOf(given)))
    await consumed.consumer.stop()
  })

  it('keeps for a group that is known what comes before it consumes', async () => {
    const name = await topic()
    const group = unique('group')
    await bus().keepFor(group, [name])
    await bus().publish(name, messages('request-1', 700))
    const consumed = await consume(bus(), { group, topics: [name] })
    await eventually(() => expect(valuesOf(consumed.given)).toEqual(valuesOf(messages('request-1', 700))))
    await consumed.consumer.stop()
  })

  it('gives every group every message', async () => {
    const name = await topic()
    const groups = await Promise.all([1, 2, 3].map(() => consume(bus(), { group: unique('group'), topics: [name] })))
    await bus().publish(name, messages('request-1', 20))
    await eventually(() => groups.forEach(({ given }) => expect(valuesOf(given)).toEqual(valuesOf(messages('request-1', 20)))))
    await Promise.all(groups.map(({ consumer }) => consumer.stop()))
  })

  it('gives one batch of a partition after the other, each of that partition alone and in order', async () => {
    const name = await topic()
    const keys = Array.from({ length: 40 }, () => unique('request'))
    const running = new Map<number, number>()
    let overlaps = 0
    const consumed = await consume(bus(), {
      group: unique('group'),
      topics: [name],
      onBatch: async (batch) => {
        const partition = batch[0]?.partition ?? -1
        running.set(partition, (running.get(partition) ?? 0) + 1)
        if ((running.get(partition) ?? 0) > 1) overlaps += 1
        await new Promise((resolve) => setImmediate(resolve))
        running.set(partition, (running.get(partition) ?? 0) - 1)
      },
    })
    for (let call = 0; call < 10; call += 1)
      await bus().publish(
        name,
        keys.flatMap((key) => messages(key, 2, call * 2)),
      )
    await eventually(() => expect(consumed.given).toHaveLength(800))
    await consumed.consumer.stop()
    expect(overlaps).toBe(0)
    expect(consumed.batches.every((batch) => new Set(batch.map(({ partition }) => partition)).size === 1)).toBe(true)
    expect(consumed.batches.every(isRising)).toBe(true)
  })

  it('gives a batch that was rejected again, before anything later of its partition', async () => {
    const name = await topic()
    const seen: string[] = []
    const consumed = await consume(bus(), {
      group: unique('group'),
      topics: [name],
      onBatch: (batch) => {
        seen.push(...valuesOf(batch))
        return seen.length === batch.length ? Promise.reject(new Error('the store is away')) : Promise.resolve()
      },
    })
    await bus().publish(name, messages('request-1', 3))
    await bus().publish(name, messages('request-1', 3, 3))
    await eventually(() => expect(valuesOf(consumed.given)).toEqual(valuesOf(messages('request-1', 6))))
    await consumed.consumer.stop()
    expect(seen[0]).toBe('request-1#0')
    expect(seen.filter((value) => value === 'request-1#0')).toHaveLength(2)
  })

  it('does not hold up other partitions while one is rejected', async () => {
    const name = await topic()
    const keys = Array.from({ length: 40 }, () => unique('request'))
    let stuck: number | undefined
    const consumed = await consume(bus(), {
      group: unique('group'),
      topics: [name],
      onBatch: (batch) => {
        stuck ??= batch[0]?.partition
        return batch[0]?.partition === stuck ? Promise.reject(new Error('poison')) : Promise.resolve()
      },
    })
    await bus().publish(
      name,
      keys.flatMap((key) => messages(key, 1)),
    )
    const partitions = () => new Set(consumed.given.map(({ partition }) => partition))
    await eventually(() => expect(partitions().size).toBeGreaterThan(5))
    expect(partitions().has(stuck ?? -1)).toBe(false)
    await consumed.consumer.stop()
  })

  it('gives a group that comes back what it has not consumed yet, and nothing twice', async () => {
    const name = await topic()
    const group = unique('group')
    const first = await consume(bus(), { group, topics: [name] })
    await bus().publish(name, messages('request-1', 5))
    await eventually(() => expect(first.given).toHaveLength(5))
    await first.consumer.stop()
    await bus().publish(name, messages('request-1', 5, 5))
    await harness().reopen()
    const second = await consume(bus(), { group, topics: [name] })
    await eventually(() => expect(second.given).toHaveLength(5))
    await second.consumer.stop()
    expect(valuesOf(second.given)).toEqual(valuesOf(messages('request-1', 5, 5)))
  })

  it('gives again after its process died what was given and not consumed, and keeps what was published', async () => {
    const name = await topic()
    const group = unique('group')
    const begun: Delivered[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await consume(bus(), {
      group,
      topics: [name],
      onBatch: (batch) => {
        begun.push(...batch)
        return held
      },
    })
    await bus().publish(name, messages('request-1', 4))
    await eventually(() => expect(begun.length).toBeGreaterThan(0))
    await harness().crash()
    const second = await consume(bus(), { group, topics: [name] })
    await eventually(() => expect(valuesOf(second.given)).toEqual(valuesOf(messages('request-1', 4))), 60_000)
    await second.consumer.stop()
    release()
  })

  it('is stopped after the batch at hand', async () => {
    const name = await topic()
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    let begun = 0
    const consumed = await consume(bus(), {
      group: unique('group'),
      topics: [name],
      onBatch: () => {
        begun += 1
        return held
      },
    })
    await bus().publish(name, [message('request-1', 'first')])
    await eventually(() => expect(begun).toBe(1))
    const stopped = consumed.consumer.stop().then(() => valuesOf(consumed.given))
    await bus().publish(name, [message('request-1', 'second')])
    release()
    expect(await stopped).toEqual(['first'])
    expect(begun).toBe(1)
  })

  it('tells how many messages the group has not consumed', async () => {
    const name = await topic()
    const held = new Map<string, () => void>()
    const consumed = await consume(bus(), {
      group: unique('group'),
      topics: [name],
      onBatch: (batch) => new Promise<void>((resolve) => void held.set(batch[0]?.key ?? '', resolve)),
    })
    await bus().publish(name, messages('request-1', 7))
    await eventually(() => expect(held.size).toBe(1))
    expect(await consumed.consumer.lag()).toBe(7n)
    await eventually(async () => {
      held.forEach((release) => release())
      expect(await consumed.consumer.lag()).toBe(0n)
    })
    await consumed.consumer.stop()
  })

  it('knows the partitions of a lone member before its first batch: all of them', async () => {
    const name = await topic()
    let told = 0
    let early = 0
    await bus().publish(name, messages('request-1', 3))
    const consumed = await consume(bus(), {
      group: unique('group'),
      topics: [name],
      onAssigned: (partitions) => void (told = partitions.length),
      onBatch: () => {
        if (told === 0) early += 1
        return Promise.resolve()
      },
    })
    await eventually(() => expect(consumed.given).toHaveLength(3))
    await consumed.consumer.stop()
    expect(early).toBe(0)
    expect(told).toBe(PARTITIONS)
  })
}

function isRising(batch: readonly Delivered[]): boolean {
  return batch.every(({ offset }, index) => index === 0 || offset > (batch[index - 1]?.offset ?? offset))
}
