import { eventually } from '../../test/eventually.js'
import { counted, countingHouses, given, houseContract, lampContract, lampStream, switched } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { toMessage } from '../index.js'

const order: number[] = []
const houses = countingHouses((event) => {
  order.push(event.revision)
  return counted(event)
})

describe('law 3: a stalled relay, a hole or another order of delivery neither reorders nor loses', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
    order.length = 0
  })
  afterEach(() => workshop.close())

  const written = async (events: number) => {
    const { streams } = workshop.process([], [lampContract])
    for (let index = 0; index < events; index += 1) await streams.change(lampStream, 'a', given(), () => [switched('h')])
    return (await workshop.engines.log.readStream('lamp-a')).map((event) => toMessage(event))
  }
  const counted = async () => (await workshop.engines.log.readStream('house-h')).length

  it('fetches from the log what the bus did not bring', async () => {
    const messages = await written(4)
    const process = workshop.process([houses], [lampContract, houseContract])
    await process.start()
    await workshop.engines.bus.publish('spoc.lamps.v1', [messages[3]!])
    await eventually(counted, (n) => n === 4)
    expect(order).toEqual([0, 1, 2, 3])
  })

  it('ignores what a relay that woke late sends again', async () => {
    const messages = await written(3)
    const process = workshop.process([houses], [lampContract, houseContract])
    await process.start()
    await workshop.engines.bus.publish('spoc.lamps.v1', [...messages, messages[0]!, messages[1]!, messages[2]!])
    await workshop.engines.bus.publish('spoc.lamps.v1', (await written(1)).slice(-1))
    await eventually(counted, (n) => n === 4)
    expect(order).toEqual([0, 1, 2, 3])
  })
})
