import type { GuardedWrite } from '@spoc/platform-ports'
import { eventually } from '../test/eventually.js'
import { countingLamps, given, lampContract, LAMPS, lampStream, switched, type LampDocument } from '../test/lamps.js'
import { openWorkshop } from '../test/workshop.js'
import type { ViewDocument } from './fold-batch.js'
import { soleLeases, type Leases } from './index.js'
import { RecentDocuments } from './recent-documents.js'

describe('documents that a fold has written or found of late', () => {
  let asked: (readonly string[])[]
  let recent: RecentDocuments
  beforeEach(() => {
    asked = []
    recent = new RecentDocuments()
  })

  const kept = (id: string, position = 1n): GuardedWrite<ViewDocument> => ({ id, fold: 1, position, document: { _id: id } })
  const collection = {
    getGuarded: async (ids: readonly string[]) => {
      asked.push(ids)
      return ids.map((id) => kept(id))
    },
  } as never

  it('are not read back, with the guard they were written with, also where only that is left', async () => {
    const gone = { id: 'b', fold: 1, position: 3n }
    await recent.write([kept('a', 2n), gone], async () => undefined)
    expect(await recent.getGuarded(['a', 'b'], collection)).toEqual([kept('a', 2n), gone])
    expect(asked).toEqual([])
    expect(await recent.getGuarded(['a', 'c'], collection)).toEqual([kept('a', 2n), kept('c')])
    expect(await recent.getGuarded(['c'], collection)).toEqual([kept('c')])
    expect(asked).toEqual([['c']])
  })

  it('are read where a write has failed: what was written then is not known', async () => {
    await recent.write([kept('a', 2n)], async () => undefined)
    await expect(recent.write([kept('b')], () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    await recent.getGuarded(['a', 'b'], collection)
    expect(asked).toEqual([['a', 'b']])
  })
})

describe('a projection that has been held up', () => {
  it('goes on from what a rebuild elsewhere has mended meanwhile, not from what it remembers', async () => {
    const workshop = await openWorkshop()
    let elsewhere = false
    const leases: Leases = { ...soleLeases, hold: () => Promise.resolve(!elsewhere) }
    const background = workshop.process(
      [{ contract: lampContract, projectors: [countingLamps], reactions: [], timed: [] }],
      [lampContract],
      {
        leases,
      },
    )
    await background.start()
    const change = async () => (await background.streams.change(lampStream, 'a', given(), () => [switched()])).position
    await background.views.waitFor([LAMPS], await change())
    elsewhere = true
    const kept = await workshop.engines.documents.collection<LampDocument>(LAMPS)
    await kept.put({ _id: 'lamp-a', times: 40 })
    const position = await change()
    await eventually(
      () => background.projections.get(LAMPS.name)!.standsBy,
      (standsBy) => standsBy,
    )
    elsewhere = false
    await background.views.waitFor([LAMPS], position)
    expect(await kept.get('lamp-a')).toEqual({ _id: 'lamp-a', times: 41 })
    await workshop.close()
  })
})
