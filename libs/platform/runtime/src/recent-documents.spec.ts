import type { GuardedWrite } from '@spoc/platform-ports'
import type { ViewDocument } from './fold-batch.js'
import { RecentDocuments } from './recent-documents.js'

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
