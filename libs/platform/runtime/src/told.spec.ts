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
import type { FactsReader } from './facts.js'
import { reaction } from './reaction.js'
import { Streams } from './streams.js'
import type { Automation } from './context.js'
import { Told } from './told.js'

const event = (stream: string, position: bigint) => ({ stream, position }) as Recorded

describe('what a process was told by the feed of its log', () => {
  let told: Told
  let now: number
  beforeEach(() => {
    now = 0
    told = new Told(
      () => true,
      () => now,
    )
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

  it('knows of what the process has appended itself before the feed tells of it', () => {
    told.appended('lamp-a', 12n)
    expect(told.isWhole('lamp-a', 4n, told.here, 10n)).toBe(false)
    expect(told.isWhole('lamp-a', 12n, told.here, 10n)).toBe(true)
    expect(told.here).toBe(10n)
  })

  it('vouches for nothing once it has not been told of anything for a while: the process may have been held up', () => {
    const readAt = told.here
    now = 1_000
    expect(told.isWhole('lamp-a', 4n, readAt, 10n)).toBe(true)
    now = 1_001
    expect(told.isWhole('lamp-a', 4n, readAt, 10n)).toBe(false)
    told.reached(10n)
    expect(told.isWhole('lamp-a', 4n, readAt, 10n)).toBe(true)
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
      for (let lamp = 0; lamp < 4; lamp += 1) {
        await elsewhere.streams.change(lampStream, `${round}-${lamp}`, given(), () => [switched(`house-${round}-${lamp}`)])
        await eventually(() => process.settled(), Boolean)
      }
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].flatMap((times) => Array.from({ length: 4 }, () => times)))
    // Five times something was new; a machine that stands still for a second asks once more.
    expect(asked.filter((stream) => stream === 'lamp-master').length).toBeLessThan(12)
  })

  it('decides on no fact that is older than what it is decided on with: the state, and the facts before it', async () => {
    const asOf: bigint[] = []
    const told = over(new Told(() => true), {
      isWhole: (_, __, ___, position) => {
        asOf.push(position)
        return true
      },
    })
    const { log, clock } = workshop.engines
    const opener = {
      open: (recorded: Recorded) => Promise.resolve(recorded),
      seal: (_: string, data: unknown) => Promise.resolve(data),
    }
    const streams = new Streams(log, opener as never, [lampContract], clock, told)
    const positions: bigint[] = []
    for (const lamp of ['newest', 'older', 'newest', 'target'])
      positions.push((await streams.change(lampStream, lamp, given(), () => [switched()])).position)
    const decide = async (_: unknown, facts: FactsReader) => {
      await facts.of(lampStream, 'older')
      return []
    }
    await streams.change(lampStream, 'target', given(), decide, { asOf: 1n })
    expect(asOf).toEqual([positions[3]])
    asOf.length = 0
    await streams.change(
      lampStream,
      'new',
      given(),
      async (state, facts) => {
        await facts.of(lampStream, 'newest')
        return decide(state, facts)
      },
      { asOf: 1n },
    )
    expect(asOf).toEqual([1n, positions[2]])
  })
})
