import { eventually } from '@spoc/platform-port-contracts'
import type { MessageBus } from '@spoc/platform-ports'
import { brokers, dropTopics, freshPrefix } from '../test/brokers.js'
import { powerCut } from '../test/outage.js'
import { openKafkaBus } from './open-kafka-bus.js'

const KEYS = Array.from({ length: 20 }, (_, index) => `key-${index}`)

describe('the message bus through power cuts of the broker', () => {
  let bus: MessageBus
  let prefix: string
  let going: boolean

  beforeEach(async () => {
    going = true
    prefix = freshPrefix()
    bus = await openKafkaBus({ brokers: brokers(), clientId: 'outage', topicPrefix: prefix })
    await bus.ensureTopics(['facts'])
  })
  afterEach(async () => {
    going = false
    await bus.close()
    await dropTopics(prefix)
  })

  it('loses nothing it has taken, keeps each key in order, refuses nothing, and all come back by themselves', async () => {
    const seen = new Map<string, number[]>(KEYS.map((key) => [key, []]))
    for (const member of ['one', 'two']) {
      await bus.consume({
        group: 'g',
        topics: ['facts'],
        onBatch: async (batch) => {
          for (const { key, value } of batch) seen.get(key)?.push(Number(value))
          if (member === 'two') await new Promise((resume) => setTimeout(resume, 5))
        },
      })
    }
    let sent = 0
    const publishing = (async () => {
      for (; going; sent++)
        await bus.publish(
          'facts',
          KEYS.map((key) => ({ key, headers: {}, value: String(sent) })),
        )
    })()
    for (const awayMs of [0, 1_500, 5_000]) {
      const before = sent
      await powerCut('kafka', awayMs)
      while (sent < before + 50) await new Promise((resume) => setTimeout(resume, 20))
      // Whoever was thrown out of its group comes back to it; until then the bus says that it is not whole.
      await eventually(() => bus.ping(), 60_000)
    }
    going = false
    await publishing
    while (KEYS.some((key) => seen.get(key)!.at(-1) !== sent - 1)) await new Promise((resume) => setTimeout(resume, 20))
    for (const key of KEYS) {
      const inOrderOfFirstSight = [...new Set(seen.get(key))]
      expect(inOrderOfFirstSight).toEqual(Array.from({ length: sent }, (_, n) => n))
    }
  })

  it('takes what is published while the broker is away', async () => {
    const cut = powerCut('kafka', 3_000)
    const publishing = Array.from({ length: 30 }, (_, n) => bus.publish('facts', [{ key: 'a', headers: {}, value: String(n) }]))
    await Promise.all([cut, ...publishing])
    const seen: string[] = []
    await bus.consume({
      group: 'g',
      topics: ['facts'],
      onBatch: async (batch) => void seen.push(...batch.map(({ value }) => value)),
    })
    while (seen.length < 30) await new Promise((resume) => setTimeout(resume, 20))
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => String(n)))
  })
})
