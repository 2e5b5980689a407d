import { BadCursor, type Collection } from '@spoc/platform-ports'
import { filled, ids, pages, type Doc, type DocumentsHarness } from './harness.js'

/** One value of each kind, in MongoDB's order; the first two are alike. */
const mixed: readonly Doc[] = [
  { _id: 'missing' },
  { _id: 'null', v: null },
  { _id: 'number-low', v: -1 },
  { _id: 'number-zero', v: 0 },
  { _id: 'number-one', v: 1 },
  { _id: 'text-empty', v: '' },
  { _id: 'text-digit', v: '1' },
  { _id: 'text-upper', v: 'B' },
  { _id: 'text-lower', v: 'a' },
  { _id: 'text-umlaut', v: 'ä' },
  { _id: 'text-east', v: '東' },
  { _id: 'text-emoji', v: '🚨' },
  { _id: 'true-not', v: false },
  { _id: 'true', v: true },
]

const many: readonly Doc[] = Array.from({ length: 57 }, (_, index) => ({
  _id: `doc-${String((index * 23) % 57).padStart(2, '0')}`,
  team: `team-${index % 3}`,
  due: index % 7 === 0 ? null : `2026-01-${String(1 + (index % 5)).padStart(2, '0')}`,
}))

export function paging(harness: () => DocumentsHarness): void {
  const documents = () => harness().documents

  describe('sorting', () => {
    let collection: Collection<Doc>
    beforeAll(async () => {
      collection = await filled(documents(), mixed, { indexes: [{ fields: ['v'] }] })
    }, 60_000)
    const descending = [...[...mixed].reverse().slice(0, -2), ...mixed.slice(0, 2)]

    it('is by id unless told', async () =>
      expect(ids((await collection.find({ limit: 100 })).items)).toEqual([...ids(mixed)].sort()))
    it('is by kind first: nothing, numbers, texts by code point, booleans', async () =>
      expect(ids((await collection.find({ sort: ['v'], limit: 100 })).items)).toEqual(ids(mixed)))
    it('descends where told, those that are alike still by id', async () =>
      expect(ids((await collection.find({ sort: ['-v'], limit: 100 })).items)).toEqual(ids(descending)))
    it.each([1, 2, 3, 5])('goes on over pages of %i, whatever kinds lie at their edges', async (limit) => {
      expect(ids((await pages(collection, { sort: ['v'], limit })).flat())).toEqual(ids(mixed))
      expect(ids((await pages(collection, { sort: ['-v'], limit })).flat())).toEqual(ids(descending))
    })
    it('descends by id too', async () =>
      expect(ids((await pages(collection, { sort: ['-_id'], limit: 4 })).flat())).toEqual([...ids(mixed)].sort().reverse()))
    it('takes the least of a list ascending and its greatest descending', async () => {
      const lists = await filled(documents(), [
        { _id: 'a', v: [5, 1] },
        { _id: 'b', v: 2 },
        { _id: 'c', v: [4, 3] },
        { _id: 'd', v: 6 },
      ])
      expect(ids((await lists.find({ sort: ['v'], limit: 10 })).items)).toEqual(['a', 'b', 'c', 'd'])
      expect(ids((await lists.find({ sort: ['-v'], limit: 10 })).items)).toEqual(['d', 'a', 'c', 'b'])
    })
  })

  describe('paging', () => {
    let collection: Collection<Doc>
    beforeAll(async () => {
      collection = await filled(documents(), many, { indexes: [{ fields: ['team', '-due'] }, { fields: ['due'] }] })
    }, 60_000)

    it.each([
      ['one field', ['due']],
      ['one field descending', ['-due']],
      ['two fields, one each way', ['team', '-due']],
      ['two fields, the other way', ['-team', 'due']],
    ])('gives every document once over its pages, by %s', async (_, sort) => {
      const whole = (await collection.find({ sort, limit: 1000 })).items
      const found = await pages(collection, { sort, limit: 10 })
      expect(found.map((page) => page.length)).toEqual([10, 10, 10, 10, 10, 7])
      expect(found.flat()).toEqual(whole)
      expect(new Set(ids(whole)).size).toBe(many.length)
    })

    it('keeps to the filter over its pages', async () => {
      const found = await pages(collection, { filter: { team: 'team-1', due: { $ne: null } }, sort: ['-due'], limit: 4 })
      const expected = many.filter(({ team, due }) => team === 'team-1' && due !== null)
      expect([...ids(found.flat())].sort()).toEqual([...ids(expected)].sort())
    })

    it('has no next page after the last, also where that is full', async () => {
      expect((await collection.find({ limit: many.length })).next).toBeUndefined()
      expect((await collection.find({ filter: { _id: 'none' }, limit: 10 })).next).toBeUndefined()
    })

    it('neither skips nor repeats where documents come and go between pages', async () => {
      const changing = await filled(documents(), many, { indexes: [{ fields: ['due'] }] })
      const first = await changing.find({ sort: ['due'], limit: 20 })
      const before = first.items.at(0)
      const after = many.filter(({ _id }) => !ids(first.items).includes(_id))
      await changing.insert({ _id: 'doc-00-before', due: null })
      await changing.insert({ _id: 'doc-zz-after', due: '2026-12-31' })
      await changing.remove(before?._id ?? '')
      const rest = await pages(changing, {
        sort: ['due'],
        limit: 20,
        ...(first.next === undefined ? {} : { cursor: first.next }),
      })
      expect([...ids(rest.flat())].sort()).toEqual([...ids(after), 'doc-zz-after'].sort())
    })

    it('gives a cursor that may stand in a URL', async () => {
      const { next } = await collection.find({ sort: ['-due'], limit: 5 })
      expect(next).toMatch(/^[A-Za-z0-9_-]+$/)
    })

    it('refuses a cursor that is not one, or of another list', async () => {
      const query = { filter: { team: 'team-1' }, sort: ['due'], limit: 5 }
      const { next = '' } = await collection.find(query)
      expect((await collection.find({ ...query, cursor: next })).items).toHaveLength(5)
      for (const cursor of ['', 'next', 'bm9uZQ', `${next}A`, next.slice(0, -3), Buffer.from('[1,2]').toString('base64url')])
        await expect(collection.find({ ...query, cursor })).rejects.toThrow(BadCursor)
      for (const other of [{ filter: { team: 'team-2' } }, { filter: {} }, { sort: ['-due'] }, { sort: [] }])
        await expect(collection.find({ ...query, ...other, cursor: next })).rejects.toThrow(BadCursor)
    })

    it.each([0, -1, 1001, 1.5, Number.NaN])('refuses a limit of %d', async (limit) =>
      expect(collection.find({ limit })).rejects.toThrow(),
    )
  })
}
