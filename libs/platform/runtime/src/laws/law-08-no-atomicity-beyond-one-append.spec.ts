import type { MessageBus } from '@spoc/platform-ports'
import { eventually } from '../../test/eventually.js'
import {
  given,
  houseContract,
  houseStream,
  lampContract,
  lampStream,
  switched,
  type HouseEvent,
  type LampEvent,
} from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { reaction, type Automation } from '../index.js'

const count = reaction<LampEvent>()({
  name: 'when-lamp-switched-then-count',
  into: houseStream,
  on: {
    'lamps.switched.v1': ({ stream, data }) =>
      data.houses.map((id) => ({
        id,
        decide: (): readonly HouseEvent[] => [{ type: 'houses.counted.v1', data: { lamp: stream } }],
      })),
  },
})
const lamps: Automation = { contract: lampContract, projectors: [], reactions: [], timed: [] }
const houses: Automation = { contract: houseContract, projectors: [], reactions: [count], timed: [] }
const contracts = [lampContract, houseContract]

/** A bus whose members die after handling their first batch, before its offset is kept; and which then brings the topics in another order. */
function forgetful(bus: MessageBus): MessageBus {
  let forgotten = 0
  return {
    ensureTopics: (topics) => bus.ensureTopics(topics),
    keepFor: (group, topics) => bus.keepFor(group, topics),
    publish: (topic, messages) => bus.publish(topic, messages),
    consume: (options) =>
      bus.consume({
        ...options,
        onBatch: async (batch, heartbeat) => {
          await options.onBatch(batch, heartbeat)
          if (forgotten < 3) {
            forgotten += 1
            throw new Error('died between append and offset')
          }
        },
      }),
    ping: () => bus.ping(),
    close: () => bus.close(),
  }
}

describe('law 8: nothing is atomic beyond one append, and nothing needs to be', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())

  it('counts once, though the consumer died between the append and its offset, again and again', async () => {
    const process = workshop.process([lamps, houses], contracts, { bus: forgetful(workshop.engines.bus) })
    await process.start()
    for (const lamp of ['a', 'b', 'c']) await process.streams.change(lampStream, lamp, given(), () => [switched('h')])
    await eventually(
      () => process.running[1]!.reactions.lag(),
      (lag) => lag === 0n,
    )
    expect(await workshop.engines.log.readStream('house-h')).toHaveLength(3)
  })

  it('counts once, though a second process without memory takes over from the beginning', async () => {
    const first = workshop.process([lamps, houses], contracts)
    await first.start()
    await first.streams.change(lampStream, 'a', given(), () => [switched('h')])
    await eventually(
      async () => (await workshop.engines.log.readStream('house-h')).length,
      (n) => n === 1,
    )
    await first.stop()
    for (const lost of ['houses_cursors', 'platform_relays', 'platform_checkpoints']) await workshop.engines.documents.drop(lost)
    const second = workshop.process([lamps, houses], contracts)
    await second.start()
    await second.streams.change(lampStream, 'b', given(), () => [switched('h')])
    await eventually(
      async () => (await workshop.engines.log.readStream('house-h')).length,
      (n) => n >= 2,
    )
    await eventually(
      () => second.running[1]!.reactions.lag(),
      (lag) => lag === 0n,
    )
    expect(await workshop.engines.log.readStream('house-h')).toHaveLength(2)
  })
})
