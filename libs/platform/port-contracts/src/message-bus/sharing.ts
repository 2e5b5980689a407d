import { PARTITIONS } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import { consume, valuesOf, type Consumed, type MessageBusHarness } from './harness.js'
import { messages } from './publishing.js'

const lastAssigned = ({ assigned }: Consumed) => assigned.at(-1) ?? []

export function sharing(harness: () => MessageBusHarness, restartable: boolean): void {
  const bus = () => harness().bus
  const keys = Array.from({ length: 60 }, () => unique('request'))
  const topic = async () => {
    const name = unique('spoc.contract')
    await bus().ensureTopics([name])
    return name
  }

  it('shares the partitions among the members of a group, each with one of them', async () => {
    const name = await topic()
    const group = unique('group')
    const [one, other] = [await consume(bus(), { group, topics: [name] }), await consume(bus(), { group, topics: [name] })]
    await eventually(() => {
      const shares = [lastAssigned(one), lastAssigned(other)]
      expect(shares.every((share) => share.length > 0)).toBe(true)
      expect(new Set(shares.flat().map(({ partition }) => partition)).size).toBe(PARTITIONS)
      expect(shares.flat()).toHaveLength(PARTITIONS)
    })
    await bus().publish(
      name,
      keys.flatMap((key) => messages(key, 3)),
    )
    await eventually(() => expect(one.given.length + other.given.length).toBe(180))
    await Promise.all([one.consumer.stop(), other.consumer.stop()])
    const keysOf = ({ given }: Consumed) => new Set(given.map(({ key }) => key))
    expect([...keysOf(one)].filter((key) => keysOf(other).has(key))).toEqual([])
    expect(one.given.length > 0 && other.given.length > 0).toBe(true)
  })

  it('gives the partitions of a member that leaves to those that stay, nothing lost or given twice', async () => {
    const name = await topic()
    const group = unique('group')
    const [one, other] = [await consume(bus(), { group, topics: [name] }), await consume(bus(), { group, topics: [name] })]
    await eventually(() => expect(lastAssigned(other).length).toBeGreaterThan(0))
    await bus().publish(
      name,
      keys.flatMap((key) => messages(key, 2)),
    )
    await eventually(() => expect(one.given.length + other.given.length).toBe(120))
    await one.consumer.stop()
    await eventually(() => expect(lastAssigned(other)).toHaveLength(PARTITIONS))
    await bus().publish(
      name,
      keys.flatMap((key) => messages(key, 2, 2)),
    )
    await eventually(() => expect(one.given.length + other.given.length).toBeGreaterThanOrEqual(240))
    await other.consumer.stop()
    for (const key of keys)
      expect(valuesOf([...one.given, ...other.given].filter((given) => given.key === key))).toEqual(valuesOf(messages(key, 4)))
  })

  if (!restartable) return

  it('goes on by itself when the engine dies and comes back: nothing lost, the order of each key kept', async () => {
    const name = await topic()
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await bus().publish(
      name,
      keys.flatMap((key) => messages(key, 2)),
    )
    await eventually(() => expect(consumed.given.length).toBeGreaterThan(0))
    await harness().restart?.()
    await eventually(
      () =>
        bus().publish(
          name,
          keys.flatMap((key) => messages(key, 2, 2)),
        ),
      60_000,
    )
    await eventually(() => {
      for (const key of keys) expect(firstSeen(consumed, key)).toEqual(valuesOf(messages(key, 4)))
    }, 60_000)
    await consumed.consumer.stop()
  }, 180_000)
}

/** A message may come again, never before one that is older and was not given yet. */
function firstSeen({ given }: Consumed, key: string): readonly string[] {
  return [...new Set(valuesOf(given.filter((each) => each.key === key)))]
}
