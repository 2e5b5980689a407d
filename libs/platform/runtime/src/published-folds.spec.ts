import { openWorkshop, type Workshop } from '../test/workshop.js'
import { PUBLISHED, PublishedFolds, type Published } from './published-folds.js'

describe('which folds are published', () => {
  let workshop: Workshop
  let looks: number
  let folds: PublishedFolds
  beforeEach(async () => {
    workshop = await openWorkshop()
    looks = 0
    const kept = await workshop.engines.documents.collection<Published>(PUBLISHED)
    const counted = new Proxy(kept, {
      get: (target, name) => {
        if (name === 'find') looks += 1
        return Reflect.get(target, name, target)
      },
    })
    folds = new PublishedFolds({ collection: () => Promise.resolve(counted as never) })
  })
  afterEach(() => workshop.close())

  const lamps = { _id: 'house_lamps', fold: 1 }
  const byAnother = async (published: Published) =>
    (await workshop.engines.documents.collection<Published>(PUBLISHED)).put(published)

  it('is looked up once for all who ask within a second', async () => {
    await byAnother(lamps)
    const asked = await Promise.all([folds.lately('house_lamps'), folds.lately('house_rooms'), folds.lately('house_lamps')])
    expect([...asked, await folds.lately('house_lamps')]).toEqual([lamps, undefined, lamps, lamps])
    expect(looks).toBe(1)
  })

  it('is known at once where this process wrote it', async () => {
    await folds.lately('house_lamps')
    await folds.put({ ...lamps, fold: 2 })
    expect(await folds.lately('house_lamps')).toEqual({ ...lamps, fold: 2 })
  })

  it('is known at once where this process has seen what another wrote', async () => {
    await byAnother(lamps)
    await folds.lately('house_lamps')
    await byAnother({ ...lamps, swapTo: 2 })
    expect(await folds.get('house_lamps')).toEqual({ ...lamps, swapTo: 2 })
    expect(await folds.lately('house_lamps')).toEqual({ ...lamps, swapTo: 2 })
  })
})
