import type { MessageBus } from '@spoc/platform-ports'
import { eventually } from '../../test/eventually.js'
import { bareLamps, countingHouses, given, houseContract, lampContract, lampStream, switched } from '../../test/lamps.js'
import { openWorkshop, over, type Workshop } from '../../test/workshop.js'

const houses = countingHouses()
const contracts = [lampContract, houseContract]

/** A bus whose members die after handling their first batch, before its offset is kept; and which then brings the topics in another order. */
function forgetful(bus: MessageBus): MessageBus {
  let forgotten = 0
  return over(bus, {
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
  })
}

describe('law 8: nothing is atomic beyond one append, and nothing needs to be', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())

  it('counts once, though the consumer died between the append and its offset, again and again', async () => {
    const process = workshop.process([bareLamps, houses], contracts, { bus: forgetful(workshop.engines.bus) })
    await process.start()
    for (const lamp of ['a', 'b', 'c']) await process.streams.change(lampStream, lamp, given(), () => [switched('h')])
    await eventually(
      () => process.running[1]!.reactions.lag(),
      (lag) => lag === 0n,
    )
    expect(await workshop.engines.log.readStream('house-h')).toHaveLength(3)
  })

  it('counts once, though a second process without memory takes over from the beginning', async () => {
    const first = workshop.process([bareLamps, houses], contracts)
    await first.start()
    await first.streams.change(lampStream, 'a', given(), () => [switched('h')])
    await eventually(
      async () => (await workshop.engines.log.readStream('house-h')).length,
      (n) => n === 1,
    )
    await first.stop()
    for (const lost of ['houses_cursors', 'platform_relays', 'platform_checkpoints']) await workshop.engines.documents.drop(lost)
    const second = workshop.process([bareLamps, houses], contracts)
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
