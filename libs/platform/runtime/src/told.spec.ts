import type { Recorded } from '@spoc/platform-kernel'
import {
  counted,
  countingHouses,
  given,
  houseContract,
  houseStream,
  lampContract,
  lampStream,
  bareLamps,
  switched,
} from '../test/lamps.js'
import { eventually } from '../test/eventually.js'
import { openWorkshop, over, type Workshop } from '../test/workshop.js'
import { reaction } from './reaction.js'
import type { Automation } from './context.js'
import { Told } from './told.js'

const event = (stream: string, position: bigint) => ({ stream, position }) as Recorded

describe('what a process was told by the feed of its log', () => {
  let told: Told
  beforeEach(() => {
    told = new Told(() => true)
    told.begin(10n)
  })

  it('vouches for a stream that was read since the feed began, up to where the feed has come', () => {
    const readAt = told.here
    expect([10n, 11n].map((asOf) => told.isWhole('lamp-a', 4n, readAt, asOf))).toEqual([true, false])
    told.events([event('lamp-b', 11n)])
    expect(told.isWhole('lamp-a', 4n, readAt, 11n)).toBe(true)
    told.reached(20n)
    expect(told.isWhole('lamp-a', 4n, readAt, 20n)).toBe(true)
  })

  it('vouches for nothing that was read before the feed began', () => {
    const other = new Told(() => true)
    const readAt = other.here
    expect(other.isWhole('lamp-a', 4n, readAt, 0n)).toBe(false)
    other.begin(10n)
    expect(other.isWhole('lamp-a', 4n, readAt, 10n)).toBe(false)
  })

  it('vouches no more for a stream of which it was told more than was read, until that is read', () => {
    const readAt = told.here
    told.events([event('lamp-a', 12n), event('lamp-b', 13n)])
    expect(told.isWhole('lamp-a', 4n, readAt, 10n)).toBe(false)
    expect(told.isWhole('lamp-a', 12n, told.here, 13n)).toBe(true)
  })

  it('vouches for nothing that was read before what it has forgotten', () => {
    const readAt = told.here
    told.events(Array.from({ length: 10_001 }, (_, index) => event(`lamp-${index}`, BigInt(11 + index))))
    expect(told.isWhole('lamp-0', 4n, readAt, 11n)).toBe(false)
    expect(told.isWhole('lamp-a', 4n, readAt, 11n)).toBe(false)
    expect(told.isWhole('lamp-a', 4n, told.here, 11n)).toBe(true)
  })
})

describe('an automation that decides on facts of other streams', () => {
  let workshop: Workshop
  let seen: number[]
  beforeEach(async () => {
    workshop = await openWorkshop()
    seen = []
  })
  afterEach(() => workshop.close())

  /** Counts a lamp in its house, and notes how often the lamp `master` had been switched by then. */
  const following: Automation = {
    ...countingHouses(),
    reactions: [
      reaction<Parameters<typeof counted>[0] & { readonly type: 'lamps.switched.v1' }>()({
        name: 'when-lamp-switched-then-count-by-the-master',
        into: houseStream,
        on: {
          'lamps.switched.v1': (input) =>
            input.data.houses.map((id) => ({
              id,
              decide: async (_, __, facts) => {
                seen.push((await facts.of(lampStream, 'master')).switched)
                return counted(input)
              },
            })),
        },
      }),
    ],
  }

  it('knows all that came before its input, and asks the log only for what is news', async () => {
    const asked: string[] = []
    const { log } = workshop.engines
    const watched = over(log, {
      readStream: (stream, options) => {
        asked.push(stream)
        return log.readStream(stream, options)
      },
    })
    const process = workshop.process([bareLamps, following], [lampContract, houseContract], { log: watched })
    await process.start()
    const elsewhere = workshop.process([], [lampContract])
    for (let round = 1; round <= 5; round += 1) {
      await elsewhere.streams.change(lampStream, 'master', given(), () => [switched()])
      for (let lamp = 0; lamp < 4; lamp += 1)
        await elsewhere.streams.change(lampStream, `${round}-${lamp}`, given(), () => [switched(`house-${round}-${lamp}`)])
      await eventually(() => process.settled(), Boolean)
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].flatMap((times) => Array.from({ length: 4 }, () => times)))
    expect(asked.filter((stream) => stream === 'lamp-master').length).toBeLessThanOrEqual(5)
  })
})
