import type { CollectionKind, GuardedWrite } from '@spoc/platform-ports'
import { eventually } from '../test/eventually.js'
import { given, lampContract, lampStream, switched, type LampEvent } from '../test/lamps.js'
import { openWorkshop } from '../test/workshop.js'
import type { ViewDocument } from './fold-batch.js'
import { projector, soleLeases, type Leases } from './index.js'
import { RecentDocuments } from './recent-documents.js'

interface LampDocument extends ViewDocument {
  readonly times: number
}
const LAMPS: CollectionKind = { name: 'lamps_lamps', indexes: [], holds: 'view' }
const lamps = projector<LampDocument, LampEvent>({
  collection: LAMPS,
  version: 1,
  on: {
    'lamps.switched.v1': (_, into) => into.put('a', (found) => ({ _id: 'a', times: (found?.times ?? 0) + 1 })),
  },
})

describe('documents that a fold has written of late', () => {
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
      [{ contract: lampContract, projectors: [lamps], reactions: [], timed: [] }],
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
    await kept.put({ _id: 'a', times: 40 })
    const position = await change()
    await eventually(
      () => background.projections.get(LAMPS.name)!.standsBy,
      (standsBy) => standsBy,
    )
    elsewhere = false
    await background.views.waitFor([LAMPS], position)
    expect(await kept.get('a')).toEqual({ _id: 'a', times: 41 })
    await workshop.close()
  })
})
