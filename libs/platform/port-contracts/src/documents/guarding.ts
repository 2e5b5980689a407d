import { DuplicateKey, type Collection, type GuardedWrite } from '@spoc/platform-ports'
import { kindOf, type Doc, type DocumentsHarness } from './harness.js'

const put = (id: string, fold: number, position: bigint, n: unknown): GuardedWrite<Doc> => ({
  id,
  fold,
  position,
  document: { _id: id, n },
})
const gone = (id: string, fold: number, position: bigint): GuardedWrite<Doc> => ({ id, fold, position })

/** Writes of views: what is older than what is kept is ignored, so that a repeated or late one does no harm. */
export function guarding(harness: () => DocumentsHarness): void {
  const documents = () => harness().documents
  let collection: Collection<Doc>
  const kind = () => kindOf({ holds: 'view', indexes: [{ fields: ['n'] }] })
  beforeEach(async () => {
    collection = await documents().collection<Doc>(kind())
  })
  const n = async (id = 'a') => (await collection.get(id))?.['n']

  it('writes documents, and shows nothing of their guards', async () => {
    await collection.write([put('a', 1, 10n, 1), put('b', 1, 11n, 2)])
    expect((await collection.find({ limit: 10 })).items).toStrictEqual([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ])
  })

  it('takes a list that holds a value twice', async () => {
    await collection.write([put('a', 1, 10n, ['x'])])
    await collection.write([put('a', 1, 11n, ['y', 'y']), put('b', 1, 12n, ['y', 'z', 'z'])])
    expect((await collection.find({ filter: { n: 'y' }, limit: 10 })).items.map(({ _id }) => _id)).toEqual(['a', 'b'])
  })

  it('writes nothing without complaint', async () => {
    await collection.write([])
    expect(await collection.count({})).toBe(0)
  })

  it.each([
    ['at the same position', 1, 10n],
    ['at a lower position', 1, 9n],
    ['of a lower fold, however high its position', 0, 99n],
  ])('ignores a write %s', async (_, fold, position) => {
    await collection.write([put('a', 1, 10n, 'kept')])
    await collection.write([put('a', fold, position, 'late')])
    expect(await n()).toBe('kept')
  })

  it.each([
    ['at a higher position', 1, 11n],
    ['of a higher fold, however low its position', 2, 1n],
    ['at a position beyond 32 bits', 1, 2n ** 45n],
  ])('takes a write %s', async (_, fold, position) => {
    await collection.write([put('a', 1, 10n, 'old')])
    await collection.write([put('a', fold, position, 'new')])
    await collection.write([put('a', fold, position, 'again')])
    expect(await n()).toBe('new')
  })

  it('takes several writes of one document in turn', async () => {
    await collection.write([
      put('a', 1, 10n, 1),
      put('a', 1, 12n, 3),
      put('a', 1, 11n, 2),
      gone('b', 1, 10n),
      put('b', 1, 11n, 1),
    ])
    expect([await n('a'), await n('b')]).toEqual([3, 1])
  })

  it('takes a batch again without effect', async () => {
    const batch = [put('a', 1, 10n, 1), put('b', 1, 11n, 1), put('a', 1, 12n, 2), gone('b', 1, 13n)]
    await collection.write(batch)
    await collection.write(batch)
    expect((await collection.find({ limit: 10 })).items).toEqual([{ _id: 'a', n: 2 }])
  })

  it('lets a document go', async () => {
    await collection.write([put('a', 1, 10n, 1), put('b', 1, 11n, 1)])
    await collection.write([gone('a', 1, 12n)])
    expect(await collection.get('a')).toBeUndefined()
    expect(await collection.getMany(['a', 'b'])).toEqual([{ _id: 'b', n: 1 }])
    expect(await collection.count({})).toBe(1)
    expect(await collection.count({ n: null })).toBe(0)
    expect((await collection.find({ limit: 10 })).items).toEqual([{ _id: 'b', n: 1 }])
    expect(await collection.removeMany({}, 10)).toBe(1)
  })

  it('keeps the guard of one that is gone: an older write does not bring it back, a newer does', async () => {
    await collection.write([put('a', 1, 10n, 1), gone('a', 1, 12n)])
    await collection.write([put('a', 1, 11n, 'late')])
    await collection.write([put('a', 0, 99n, 'late')])
    expect(await collection.get('a')).toBeUndefined()
    await collection.write([put('a', 1, 13n, 'back')])
    expect(await n()).toBe('back')
  })

  it('guards what goes before it ever came', async () => {
    await collection.write([gone('a', 1, 12n)])
    await collection.write([put('a', 1, 11n, 'late')])
    expect(await collection.get('a')).toBeUndefined()
  })

  it('does not let an older write take away a newer document', async () => {
    await collection.write([put('a', 1, 12n, 'kept')])
    await collection.write([gone('a', 1, 11n)])
    expect(await n()).toBe('kept')
  })

  it('ends with the newest of each, in whatever order many batches come', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `doc-${index}`)
    const batches = Array.from({ length: 30 }, (_, at) =>
      ids.map((id, index) => put(id, 1, BigInt((at * 7 + index * 11) % 30), (at * 7 + index * 11) % 30)),
    )
    await Promise.all(batches.map((batch) => collection.write(batch)))
    expect((await collection.getMany(ids)).map((document) => document['n'])).toEqual(ids.map(() => 29))
  })

  it('writes large batches', async () => {
    const batch = Array.from({ length: 1500 }, (_, index) => put(`doc-${index}`, 1, BigInt(index), index))
    await collection.write(batch)
    expect(await collection.count({ n: { $gte: 0 } })).toBe(1500)
  })

  it('tells, with each document, up to where it holds what has happened', async () => {
    await collection.write([put('a', 1, 2n ** 45n, 1), put('b', 2, 11n, 1), gone('b', 2, 12n)])
    await collection.put({ _id: 'c', n: 3 })
    const found = await collection.getGuarded(['a', 'b', 'c', 'none', 'a'])
    expect([...found].sort((one, other) => one.id.localeCompare(other.id))).toStrictEqual([
      { id: 'a', fold: 1, position: 2n ** 45n, document: { _id: 'a', n: 1 } },
      { id: 'b', fold: 2, position: 12n },
      { id: 'c', fold: -1, position: -1n, document: { _id: 'c', n: 3 } },
    ])
  })

  it('does not write one whose unique value another has', async () => {
    const unique = await documents().collection<Doc>(kindOf({ holds: 'view', indexes: [{ fields: ['n'], unique: true }] }))
    await unique.write([put('a', 1, 10n, 'taken')])
    await expect(unique.write([put('b', 1, 11n, 'taken')])).rejects.toThrow(DuplicateKey)
    expect(await unique.get('b')).toBeUndefined()
  })

  it('keeps documents and guards when its process dies', async () => {
    const name = kind()
    const view = await documents().collection<Doc>(name)
    await view.write([put('a', 1, 10n, 1), put('b', 1, 11n, 1), gone('b', 1, 12n)])
    await harness().crash()
    const after = await documents().collection<Doc>(name)
    await after.write([put('a', 1, 9n, 'late'), put('b', 1, 11n, 'late')])
    expect((await after.find({ limit: 10 })).items).toEqual([{ _id: 'a', n: 1 }])
  })
}
