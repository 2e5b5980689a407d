import { EngineUnavailable, type EventLog } from '@spoc/platform-ports'
import { eventually } from '../../test/eventually.js'
import { bareLamps, countingHouses, given, houseContract, lampContract, lampStream, switched } from '../../test/lamps.js'
import { openWorkshop, over, type Workshop } from '../../test/workshop.js'

const houses = countingHouses()
const contracts = [lampContract, houseContract]

/** The log goes away in the middle of a fan-out, once: after `appends` appends to houses. */
function goingAwayAfter(appends: number, log: EventLog): EventLog {
  let left = appends
  let away = 2
  return over(log, {
    append: (stream, expected, events) => {
      if (stream.startsWith('house-') && left <= 0 && away > 0) {
        away -= 1
        return Promise.reject(new EngineUnavailable('event-log', new Error('away')))
      }
      if (stream.startsWith('house-')) left -= 1
      return log.append(stream, expected, events)
    },
  })
}

describe('law 4: what an automation intends stands in an event, is carried out at least once, and repeats are dropped', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())
  const counts = async () =>
    Promise.all(['x', 'y', 'z'].map(async (id) => (await workshop.engines.log.readStream(`house-${id}`)).length))

  it('reaches every target once, though the log went away half-way', async () => {
    const process = workshop.process([bareLamps, houses], contracts, { log: goingAwayAfter(1, workshop.engines.log) })
    await process.start()
    await process.streams.change(lampStream, 'a', given(), () => [switched('x', 'y', 'z')])
    await eventually(counts, (all) => all.every((n) => n >= 1))
    await process.streams.change(lampStream, 'b', given(), () => [switched('z')])
    await eventually(counts, ([, , z]) => z === 2)
    expect(await counts()).toEqual([1, 1, 2])
  })
})
