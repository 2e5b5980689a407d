import { MESSAGE_LIMIT_BYTES, PARTITIONS, TooLarge, type Message } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import { consume, valuesOf, type MessageBusHarness } from './harness.js'

export const message = (key: string, value: string): Message => ({ key, headers: { 'content-type': 'application/json' }, value })

/** Messages of one key, numbered. */
export function messages(key: string, count: number, from = 0): readonly Message[] {
  return Array.from({ length: count }, (_, index) => message(key, `${key}#${from + index}`))
}

export function publishing(harness: () => MessageBusHarness): void {
  const bus = () => harness().bus
  const topic = async () => {
    const name = unique('spoc.contract')
    await bus().ensureTopics([name])
    return name
  }

  it('makes topics that are missing, also where several ask at once, and leaves those that are there', async () => {
    const [one, other] = [await topic(), unique('spoc.contract')]
    await bus().publish(one, [message('a', 'kept')])
    await Promise.all([bus().ensureTopics([one, other]), bus().ensureTopics([other, one])])
    await bus().publish(other, [message('a', 'taken')])
    const consumed = await consume(bus(), { group: unique('group'), topics: [one, other] })
    await eventually(() => expect([...valuesOf(consumed.given)].sort()).toEqual(['kept', 'taken']))
    await consumed.consumer.stop()
  })

  it('carries key, headers and value as they are', async () => {
    const name = await topic()
    const sent: readonly Message[] = [
      { key: 'schlüssel-東京', headers: { ce_id: 'ä b', empty: '' }, value: '{"text":"🚨\\u0000"}' },
      { key: 'schlüssel-東京', headers: {}, value: '' },
    ]
    await bus().publish(name, sent)
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await eventually(() => expect(consumed.given).toHaveLength(2))
    await consumed.consumer.stop()
    expect(consumed.given.map(({ key, headers, value }) => ({ key, headers, value }))).toEqual(sent)
    expect(consumed.given.map((given) => given.topic)).toEqual([name, name])
  })

  it('keeps the order of each key, within a call and over calls in turn', async () => {
    const name = await topic()
    const keys = Array.from({ length: 8 }, () => unique('request'))
    const calls = Array.from({ length: 10 }, (_, call) => keys.flatMap((key) => messages(key, 5, call * 5)))
    await Promise.all(calls.map((call) => bus().publish(name, call)))
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await eventually(() => expect(consumed.given).toHaveLength(400))
    await consumed.consumer.stop()
    for (const key of keys)
      expect(valuesOf(consumed.given.filter((given) => given.key === key))).toEqual(valuesOf(messages(key, 50)))
  })

  it('puts all messages of a key into one partition, and keys into many', async () => {
    const name = await topic()
    const keys = Array.from({ length: 200 }, () => unique('request'))
    await bus().publish(
      name,
      keys.flatMap((key) => messages(key, 2)),
    )
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await eventually(() => expect(consumed.given).toHaveLength(400))
    await consumed.consumer.stop()
    const partitionsOf = (key: string) =>
      new Set(consumed.given.filter((given) => given.key === key).map(({ partition }) => partition))
    expect(keys.every((key) => partitionsOf(key).size === 1)).toBe(true)
    const partitions = new Set(consumed.given.map(({ partition }) => partition))
    expect(partitions.size).toBeGreaterThan(PARTITIONS / 2)
    expect([...partitions].every((partition) => partition >= 0 && partition < PARTITIONS)).toBe(true)
  })

  it('takes a message of the largest size, its key and headers counted', async () => {
    const name = await topic()
    const largest = message('k', 'x'.repeat(MESSAGE_LIMIT_BYTES - sizeOf(message('k', ''))))
    await bus().publish(name, [largest])
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await eventually(() => expect(consumed.given.map(({ value }) => value.length)).toEqual([largest.value.length]))
    await consumed.consumer.stop()
  })

  it('refuses a message of one byte more, and publishes none of the call', async () => {
    const name = await topic()
    const tooLarge = message('k', 'x'.repeat(MESSAGE_LIMIT_BYTES - sizeOf(message('k', '')) + 1))
    const refusal = bus().publish(name, [message('k', 'small'), tooLarge])
    await expect(refusal).rejects.toThrow(TooLarge)
    await expect(refusal).rejects.toMatchObject({ bytes: MESSAGE_LIMIT_BYTES + 1, limit: MESSAGE_LIMIT_BYTES })
    await bus().publish(name, [message('k', 'after')])
    const consumed = await consume(bus(), { group: unique('group'), topics: [name] })
    await eventually(() => expect(valuesOf(consumed.given)).toEqual(['after']))
    await consumed.consumer.stop()
  })

  it('publishes no messages without complaint', async () => expect(bus().publish(await topic(), [])).resolves.toBeUndefined())
}

function sizeOf({ key, headers, value }: Message): number {
  return [key, value, ...Object.entries(headers).flat()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}
