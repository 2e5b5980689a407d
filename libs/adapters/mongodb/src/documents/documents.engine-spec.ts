import {
  BadCursor,
  type Collection,
  type CollectionKind,
  type Documents,
  DuplicateKey,
  EngineUnavailable,
} from '@spoc/platform-ports'
import { dropDatabase, freshDatabase, mongoUrl } from '../../test/server.js'
import { openMongoDocuments } from './open-mongo-documents.js'

interface Doc {
  readonly _id: string
  readonly [field: string]: unknown
}

const views: CollectionKind = {
  name: 'spec_views',
  holds: 'view',
  indexes: [{ fields: ['due'] }, { fields: ['number'], unique: true }, { fields: ['scope', 'key'], unique: true }],
  instants: ['due', 'windows.start'],
}
const states: CollectionKind = { ...views, name: 'spec_states', holds: 'state' }

describe('documents on a real server', () => {
  let database: string
  let documents: Documents
  let collection: Collection<Doc>
  let state: Collection<Doc>

  beforeEach(async () => {
    database = freshDatabase()
    documents = await openMongoDocuments({ url: mongoUrl(), database })
    collection = await documents.collection(views)
    state = await documents.collection(states)
  })
  afterEach(async () => {
    await documents.close()
    await dropDatabase(database)
  })

  const idsInOrder = async (sort: readonly string[], limit: number): Promise<string[]> => {
    const ids: string[] = []
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await collection.find({ sort, limit, ...(cursor === undefined ? {} : { cursor }) })
      ids.push(...page.items.map(({ _id }) => _id))
      cursor = page.next
    }
    return ids
  }

  it('ignores a guarded write that is not above the one kept, also above 2^53', async () => {
    const position = 9_007_199_254_740_993n
    await collection.write([{ id: 'a', fold: 1, position, document: { _id: 'a', v: 'kept' } }])
    await collection.write([{ id: 'a', fold: 1, position, document: { _id: 'a', v: 'same' } }])
    await collection.write([{ id: 'a', fold: 1, position: position - 1n, document: { _id: 'a', v: 'older' } }])
    expect(await collection.get('a')).toEqual({ _id: 'a', v: 'kept' })
    await collection.write([{ id: 'a', fold: 1, position: position + 1n, document: { _id: 'a', v: 'newer' } }])
    expect(await collection.get('a')).toEqual({ _id: 'a', v: 'newer' })
    await collection.write([{ id: 'a', fold: 2, position: 1n, document: { _id: 'a', v: 'next fold' } }])
    await collection.write([{ id: 'a', fold: 1, position: position + 9n, document: { _id: 'a', v: 'old fold' } }])
    expect(await collection.get('a')).toEqual({ _id: 'a', v: 'next fold' })
  })

  it('keeps of a guarded delete nothing that shows, and lets no older write undo it', async () => {
    await collection.write([{ id: 'a', fold: 1, position: 5n, document: { _id: 'a', due: null } }])
    await collection.write([{ id: 'a', fold: 1, position: 7n }])
    await collection.write([{ id: 'a', fold: 1, position: 6n, document: { _id: 'a' } }])
    expect(await collection.get('a')).toBeUndefined()
    expect(await collection.getMany(['a'])).toEqual([])
    expect((await collection.find({ limit: 10 })).items).toEqual([])
    expect(await collection.count({})).toBe(0)
    expect(await collection.remove('a')).toBe(false)
    await collection.insert({ _id: 'a', v: 1 })
    expect(await collection.get('a')).toEqual({ _id: 'a', v: 1 })
  })

  it('ends with the highest of many writers of one document, whoever comes first', async () => {
    const positions = Array.from({ length: 40 }, (_, index) => BigInt(index + 1)).sort(
      (a, b) => Number((a * 7n) % 41n) - Number((b * 7n) % 41n),
    )
    await Promise.all(
      positions.map((position) =>
        collection.write([{ id: 'a', fold: 1, position, document: { _id: 'a', at: Number(position) } }]),
      ),
    )
    expect(await collection.get('a')).toEqual({ _id: 'a', at: 40 })
  })

  it('refuses a guarded write whose unique value another document has', async () => {
    await collection.write([{ id: 'a', fold: 1, position: 1n, document: { _id: 'a', number: 1 } }])
    await expect(collection.write([{ id: 'b', fold: 1, position: 2n, document: { _id: 'b', number: 1 } }])).rejects.toThrow(
      DuplicateKey,
    )
  })

  it('lets absent and null values of a unique field stand beside each other, alone and in a pair', async () => {
    for (const [index, fields] of [
      {},
      {},
      { number: null },
      { number: null },
      { scope: 's' },
      { scope: 's', key: null },
    ].entries()) {
      await state.insert({ _id: `d${index}`, ...fields })
    }
    await state.insert({ _id: 'one', scope: 's', key: 'k' })
    await expect(state.insert({ _id: 'two', scope: 's', key: 'k' })).rejects.toThrow(DuplicateKey)
    await expect(state.put({ _id: 'two', scope: 's', key: 'k' })).rejects.toThrow(DuplicateKey)
    await expect(state.insert({ _id: 'one' })).rejects.toThrow(DuplicateKey)
    await expect(state.replaceIf('d0', {}, { _id: 'd0', scope: 's', key: 'k' })).rejects.toThrow(DuplicateKey)
  })

  it('has instants as dates for comparison and as texts for its callers', async () => {
    const document = { _id: 'a', due: '2026-01-12T16:00:00.000Z', windows: [{ start: '2026-02-01T00:00:00.000Z' }] }
    await collection.put(document)
    const byDue = await collection.find({ filter: { due: { $lt: '2026-01-12T16:00:00.001Z' } }, limit: 10 })
    expect(byDue.items).toEqual([document])
    const byWindow = await collection.find({
      filter: { windows: { $elemMatch: { start: { $gte: '2026-02-01T00:00:00.000Z' } } } },
      limit: 10,
    })
    expect(byWindow.items).toEqual([document])
  })

  it('pages through null, absent, equal and different values in both directions, nothing twice and nothing left out', async () => {
    const due = [
      '2026-01-01T00:00:00.000Z',
      null,
      undefined,
      '2026-01-02T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
      undefined,
      null,
    ]
    for (const [index, value] of due.entries())
      await collection.put({ _id: `d${index}`, ...(value === undefined ? {} : { due: value }) })
    const upwards = ['d1', 'd2', 'd5', 'd6', 'd0', 'd4', 'd3']
    const downwards = ['d3', 'd0', 'd4', 'd1', 'd2', 'd5', 'd6']
    for (const limit of [1, 2, 3, 100]) {
      expect(await idsInOrder(['due'], limit)).toEqual(upwards)
      expect(await idsInOrder(['-due'], limit)).toEqual(downwards)
      expect(await idsInOrder(['-due', '-_id'], limit)).toEqual(['d3', 'd4', 'd0', 'd6', 'd5', 'd2', 'd1'])
    }
  })

  it('refuses a cursor of another list', async () => {
    await collection.put({ _id: 'a' })
    await collection.put({ _id: 'b' })
    const { next } = await collection.find({ limit: 1 })
    await expect(collection.find({ limit: 1, cursor: next!, filter: { v: 1 } })).rejects.toThrow(BadCursor)
  })

  it('lets one of many take a lease', async () => {
    await state.put({ _id: 'lease', holder: null })
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, holder) => state.replaceIf('lease', { holder: null }, { _id: 'lease', holder })),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  it('puts a new document by many at once without an error', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, v) => state.put({ _id: 'a', v })))
    expect(await state.count({})).toBe(1)
  })

  it('deletes at most as many as it is told', async () => {
    for (let index = 0; index < 5; index++) await state.put({ _id: `d${index}`, v: index })
    expect(await state.removeMany({ v: { $lt: 4 } }, 3)).toBe(3)
    expect(await state.removeMany({ v: { $lt: 4 } }, 3)).toBe(1)
    expect(await state.removeMany({}, 0)).toBe(0)
    expect(await state.count({})).toBe(1)
  })

  it('gives a collection the name of another in one step, its indexes with it', async () => {
    const next = await documents.collection<Doc>({ ...views, name: 'spec_views~2' })
    await collection.put({ _id: 'old' })
    await next.put({ _id: 'new', number: 1 })
    expect(await documents.rename('spec_views~2', 'spec_views')).toBe(true)
    expect(await documents.rename('spec_views~2', 'spec_views')).toBe(false)
    expect(await documents.exists('spec_views~2')).toBe(false)
    expect((await collection.find({ limit: 10 })).items).toEqual([{ _id: 'new', number: 1 }])
    await expect(collection.put({ _id: 'newer', number: 1 })).rejects.toThrow(DuplicateKey)
  })

  it('drops a collection, and one that is not there', async () => {
    await documents.drop('spec_views')
    await documents.drop('spec_views')
    expect(await documents.exists('spec_views')).toBe(false)
    const again = await documents.collection<Doc>(views)
    await again.put({ _id: 'a', number: 1 })
    await expect(again.put({ _id: 'b', number: 1 })).rejects.toThrow(DuplicateKey)
  })

  it('is unavailable, within seconds, where there is no server', async () => {
    const nowhere = await openMongoDocuments({ url: 'mongodb://127.0.0.1:9/', database: 'x' })
    await expect(nowhere.ping()).rejects.toThrow(EngineUnavailable)
    await expect(nowhere.collection(views)).rejects.toThrow(EngineUnavailable)
    await nowhere.close()
  })
})
