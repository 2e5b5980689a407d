import { countingLamps, given, lampContract, LAMPS, lampStream, switched, type LampDocument } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { NotYetVisible, type Automation } from '../index.js'

const lamps: Automation = { contract: lampContract, projectors: [countingLamps], reactions: [], timed: [] }

describe('law 18: a query that names the position of a command sees what the command did', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())

  it('sees every one of many writes, each as soon as it waits for its position', async () => {
    const process = workshop.process([lamps], [lampContract])
    await process.start()
    for (let times = 1; times <= 50; times += 1) {
      const { position } = await process.streams.change(lampStream, 'a', given(), () => [switched()])
      await process.views.waitFor([LAMPS], position)
      expect(await process.views.of<LampDocument>(LAMPS).get('lamp-a')).toEqual({ _id: 'lamp-a', times })
    }
  })

  it('waits for nothing where what was written is not for the collection, even one that has had no event yet', async () => {
    const unlit: Automation = {
      ...lamps,
      projectors: [
        { ...countingLamps, on: { 'other.event.v1': () => undefined }, collection: { ...LAMPS, name: 'lamps_unlit' } },
      ],
    }
    const process = workshop.process([unlit], [lampContract])
    await process.start()
    const { position } = await process.streams.change(lampStream, 'a', given(), () => [switched()])
    await expect(process.views.waitFor([unlit.projectors[0]!.collection], position, 2_000)).resolves.toBeUndefined()
  })

  it('waits for a collection that another process projects', async () => {
    const projecting = workshop.process([lamps], [lampContract])
    await projecting.start()
    const asking = workshop.process([], [lampContract])
    const { position } = await asking.streams.change(lampStream, 'a', given(), () => [switched()])
    await asking.views.waitFor([LAMPS], position)
    expect(await asking.views.of<LampDocument>(LAMPS).get('lamp-a')).toEqual({ _id: 'lamp-a', times: 1 })
  })

  it('waits no longer than it was told, and says so', async () => {
    const process = workshop.process([lamps], [lampContract])
    await process.start()
    await expect(process.views.waitFor([LAMPS], 1_000_000n, 50)).rejects.toBeInstanceOf(NotYetVisible)
  })
})
