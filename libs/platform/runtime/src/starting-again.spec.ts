import type { CollectionKind } from '@spoc/platform-ports'
import { eventually } from '../test/eventually.js'
import { bareLamps, counted, countingHouses, given, houseContract, lampContract, lampStream, switched } from '../test/lamps.js'
import { openWorkshop, over, type Workshop } from '../test/workshop.js'
import type { Background } from './index.js'

const contracts = [lampContract, houseContract]

describe('a process that starts again', () => {
  let workshop: Workshop
  let counts: boolean
  let decided: string[]
  beforeEach(async () => {
    workshop = await openWorkshop()
    counts = true
    decided = []
  })
  afterEach(() => workshop.close())

  const automations = [
    bareLamps,
    countingHouses((event) => {
      decided.push(event.stream)
      return counts ? counted(event) : []
    }),
  ]
  const settled = (process: Background) => eventually(() => process.settled(), Boolean)

  it('does not decide anew on an input that brought nothing about, though it is published again and would bring something about now', async () => {
    counts = false
    const first = workshop.process(automations, contracts)
    await first.start()
    for (const lamp of ['a', 'b']) await first.streams.change(lampStream, lamp, given(), () => [switched('h')])
    await settled(first)
    await first.stop()
    counts = true
    const second = workshop.process(automations, contracts)
    await second.start()
    await second.streams.change(lampStream, 'c', given(), () => [switched('h')])
    await settled(second)
    expect([...decided].sort()).toEqual(['lamp-a', 'lamp-b', 'lamp-c'])
    expect(await workshop.engines.log.readStream('house-h')).toHaveLength(1)
  })

  it('asks for what was noted of those streams alone that had begun before it had its share', async () => {
    const asked: string[] = []
    const { documents } = workshop.engines
    const watched = over(documents, {
      collection: async <Doc extends { readonly _id: string }>(kind: CollectionKind) => {
        const collection = await documents.collection<Doc>(kind)
        if (kind.name !== 'houses_cursors') return collection
        return over(collection, {
          getMany: (ids) => {
            asked.push(...ids)
            return collection.getMany(ids)
          },
        })
      },
    })
    const first = workshop.process(automations, contracts)
    await first.start()
    await first.streams.change(lampStream, 'a', given(), () => [switched('h')])
    await settled(first)
    await first.stop()
    const second = workshop.process(automations, contracts, { documents: watched })
    await second.start()
    for (const lamp of ['b', 'c', 'a']) await second.streams.change(lampStream, lamp, given(), () => [switched(lamp)])
    await settled(second)
    expect([...new Set(asked)]).toEqual(['lamp-a'])
    expect(decided).toHaveLength(4)
  })

  it('makes its groups known to the bus before it publishes anything', async () => {
    const calls: string[] = []
    const { bus } = workshop.engines
    const watched = over(bus, {
      keepFor: (group, topics) => {
        calls.push(`keep ${topics.join()} for ${group}`)
        return bus.keepFor(group, topics)
      },
      publish: (topic, messages) => {
        calls.push(`publish ${topic}`)
        return bus.publish(topic, messages)
      },
    })
    await workshop.process([], contracts).streams.change(lampStream, 'a', given(), () => [switched('h')])
    const process = workshop.process(automations, contracts, { bus: watched })
    await process.start()
    await settled(process)
    expect(calls.filter((call) => call.includes('lamps'))).toEqual([
      'keep spoc.lamps.v1 for spoc.houses',
      'publish spoc.lamps.v1',
    ])
  })
})
