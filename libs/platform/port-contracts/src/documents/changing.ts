import { DuplicateKey, type Collection } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { filled, ids, kindOf, type Doc, type DocumentsHarness } from './harness.js'

export function changing(harness: () => DocumentsHarness): void {
  const documents = () => harness().documents
  const empty = (rest: Parameters<typeof kindOf>[0] = {}) => documents().collection<Doc>(kindOf(rest))
  const numbered = () =>
    empty({
      indexes: [
        { fields: ['number'], unique: true },
        { fields: ['account.id', 'key'], unique: true },
      ],
    })

  describe('reading by id', () => {
    it('gives what was put, as it was', async () => {
      const collection = await empty()
      const document = {
        _id: 'ä/b c',
        text: 'Zürich 東京 🚨 "\\ \u0000',
        list: [1, [2.5], { x: null }],
        none: null,
        big: 2 ** 53,
        in: { deep: { er: true } },
      }
      await collection.put(document)
      expect(await collection.get('ä/b c')).toEqual(document)
    })
    it('leaves out what is undefined', async () => {
      const collection = await empty()
      await collection.put({ _id: 'a', left: undefined, in: { left: undefined } })
      expect(await collection.get('a')).toStrictEqual({ _id: 'a', in: {} })
    })
    it('gives nothing where there is none', async () => expect(await (await empty()).get('none')).toBeUndefined())
    it('gives those of many that there are, each once', async () => {
      const collection = await filled(documents(), [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }])
      const asked = ['c', 'none', 'a', 'c', ...Array.from({ length: 1500 }, (_, index) => `none-${index}`)]
      expect([...ids(await collection.getMany(asked))].sort()).toEqual(['a', 'c'])
      expect(await collection.getMany([])).toEqual([])
    })
  })

  describe('inserting', () => {
    it('refuses an id that is taken, and leaves what is there', async () => {
      const collection = await empty()
      await collection.insert({ _id: 'a', n: 1 })
      await expect(collection.insert({ _id: 'a', n: 2 })).rejects.toThrow(DuplicateKey)
      expect(await collection.get('a')).toEqual({ _id: 'a', n: 1 })
    })
    it('lets one of many with the same id through', async () => {
      const collection = await empty()
      const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => collection.insert({ _id: 'a', n })))
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await collection.get('a')).toEqual({ _id: 'a', n: answers.findIndex(({ status }) => status === 'fulfilled') })
    })
    it('refuses a unique value that is taken, of one field or of several together', async () => {
      const collection = await numbered()
      await collection.insert({ _id: 'a', number: 'R-1', account: { id: 'x' }, key: 1 })
      await collection.insert({ _id: 'b', number: 'R-2', account: { id: 'x' }, key: 2 })
      await expect(collection.insert({ _id: 'c', number: 'R-1', account: { id: 'y' }, key: 1 })).rejects.toThrow(DuplicateKey)
      await expect(collection.insert({ _id: 'd', number: 'R-4', account: { id: 'x' }, key: 2 })).rejects.toThrow(DuplicateKey)
      expect(await collection.count({})).toBe(2)
    })
    it('lets one of many with the same unique value through', async () => {
      const collection = await numbered()
      const inserts = Array.from({ length: 20 }, (_, index) => collection.insert({ _id: `doc-${index}`, number: 'R-1' }))
      const answers = await Promise.allSettled(inserts)
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await collection.count({ number: 'R-1' })).toBe(1)
    })
    it('takes any number of documents without the unique value', async () => {
      const collection = await numbered()
      for (const _id of ['a', 'b', 'c']) await collection.insert({ _id, account: { id: 'x' } })
      expect(await collection.count({})).toBe(3)
    })
    it('takes a unique value that has become free', async () => {
      const collection = await numbered()
      await collection.insert({ _id: 'a', number: 'R-1' })
      await collection.put({ _id: 'a', number: 'R-2' })
      await collection.insert({ _id: 'b', number: 'R-1' })
      await collection.remove('b')
      await collection.insert({ _id: 'c', number: 'R-1' })
      expect(ids((await collection.find({ sort: ['number'], limit: 10 })).items)).toEqual(['c', 'a'])
    })
  })

  describe('putting', () => {
    it('puts the document, whatever was there', async () => {
      const collection = await empty()
      await collection.put({ _id: 'a', n: 1, gone: true })
      await collection.put({ _id: 'a', n: 2 })
      expect(await collection.get('a')).toEqual({ _id: 'a', n: 2 })
    })
    it('refuses a unique value that another has, and leaves both', async () => {
      const collection = await numbered()
      await collection.put({ _id: 'a', number: 'R-1' })
      await collection.put({ _id: 'b', number: 'R-2' })
      await expect(collection.put({ _id: 'b', number: 'R-1' })).rejects.toThrow(DuplicateKey)
      expect(await collection.get('b')).toEqual({ _id: 'b', number: 'R-2' })
    })
  })

  describe('replacing', () => {
    it('replaces the document of the id where it fits, and tells so', async () => {
      const collection = await filled(documents(), [
        { _id: 'a', n: 1 },
        { _id: 'b', n: 1 },
      ])
      expect(await collection.replaceIf('a', { n: 1 }, { _id: 'a', n: 2 })).toBe(true)
      expect(await collection.replaceIf('a', { n: 1 }, { _id: 'a', n: 3 })).toBe(false)
      expect(await collection.replaceIf('none', {}, { _id: 'none' })).toBe(false)
      expect((await collection.find({ limit: 10 })).items).toEqual([
        { _id: 'a', n: 2 },
        { _id: 'b', n: 1 },
      ])
    })
    it('refuses a unique value that another has', async () => {
      const collection = await numbered()
      await collection.put({ _id: 'a', number: 'R-1' })
      await collection.put({ _id: 'b', number: 'R-2' })
      await expect(collection.replaceIf('b', { number: 'R-2' }, { _id: 'b', number: 'R-1' })).rejects.toThrow(DuplicateKey)
      expect(await collection.get('b')).toEqual({ _id: 'b', number: 'R-2' })
    })
    it('counts right for many who compare and set', async () => {
      const collection = await filled(documents(), [{ _id: 'counter', n: 0 }])
      const increment = () =>
        eventually(async () => {
          const n = Number((await collection.get('counter'))?.['n'])
          expect(await collection.replaceIf('counter', { n }, { _id: 'counter', n: n + 1 })).toBe(true)
        })
      await Promise.all(Array.from({ length: 12 }, async () => [await increment(), await increment(), await increment()]))
      expect(await collection.get('counter')).toEqual({ _id: 'counter', n: 36 })
    })
    it('gives a lease that has run out to one of many', async () => {
      const collection = await filled(documents(), [{ _id: 'lease', owner: 'old', until: '2026-01-12T16:00:00.000Z' }])
      const take = (owner: string) =>
        collection.replaceIf(
          'lease',
          { $or: [{ owner }, { until: { $lte: '2026-01-12T16:00:00.000Z' } }] },
          { _id: 'lease', owner, until: '2026-01-12T16:01:00.000Z' },
        )
      const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`)
      const taken = await Promise.all(owners.map(take))
      expect(taken.filter(Boolean)).toHaveLength(1)
      expect(await collection.get('lease')).toMatchObject({ owner: owners[taken.indexOf(true)] })
    })
  })

  describe('removing', () => {
    let collection: Collection<Doc>
    beforeEach(async () => {
      collection = await filled(
        documents(),
        Array.from({ length: 10 }, (_, n) => ({ _id: `doc-${n}`, n, even: n % 2 === 0, s: `no ${n}` })),
      )
    })
    it('removes one by id, and tells whether there was one', async () => {
      expect(await collection.remove('doc-3')).toBe(true)
      expect(await collection.remove('doc-3')).toBe(false)
      expect(await collection.count({})).toBe(9)
    })
    it('removes one only where it fits', async () => {
      expect(await collection.remove('doc-3', { even: true })).toBe(false)
      expect(await collection.remove('doc-3', { even: false })).toBe(true)
      expect(await collection.count({})).toBe(9)
    })
    it('removes at most so many of those that fit, and tells how many', async () => {
      expect(await collection.removeMany({ n: { $lt: 6 } }, 4)).toBe(4)
      expect(await collection.removeMany({ n: { $lt: 6 } }, 4)).toBe(2)
      expect(await collection.removeMany({ n: { $lt: 6 } }, 4)).toBe(0)
      expect(await collection.count({ n: { $gte: 6 } })).toBe(4)
    })
    it('removes by any filter', async () => {
      expect(await collection.removeMany({ s: { $regex: '[135]$' } }, 100)).toBe(3)
      expect(await collection.count({})).toBe(7)
    })
  })

  it('finds by the members that a list has now', async () => {
    const collection = await empty({ indexes: [{ fields: ['words'] }, { fields: ['people.id'] }] })
    await collection.put({ _id: 'a', words: 'down', people: { id: 'ines' } })
    await collection.put({ _id: 'b', words: ['fibre', 'down', 'down'], people: [{ id: 'ines' }, { id: ['omar', 'ines'] }] })
    await collection.put({ _id: 'c', words: ['fibre'], people: [] })
    const found = async (word: string, person: string) => [
      ids((await collection.find({ filter: { words: word }, limit: 10 })).items).join(''),
      ids((await collection.find({ filter: { 'people.id': person }, limit: 10 })).items).join(''),
    ]
    expect([await found('down', 'ines'), await found('fibre', 'omar')]).toEqual([
      ['ab', 'ab'],
      ['bc', 'b'],
    ])
    await collection.put({ _id: 'b', words: ['cut'], people: [{ id: 'omar' }] })
    await collection.put({ _id: 'c', words: 'fibre', people: [{ id: 'ines' }] })
    expect([await found('down', 'ines'), await found('fibre', 'omar')]).toEqual([
      ['a', 'ac'],
      ['c', 'b'],
    ])
    await collection.remove('b')
    await collection.write([{ id: 'c', fold: 1, position: 1n }])
    expect([await found('cut', 'omar'), await found('fibre', 'ines')]).toEqual([
      ['', ''],
      ['', 'a'],
    ])
  })

  it.each(['view', 'state'] as const)(
    'keeps a collection of %s when closed and opened again, and when its process dies',
    async (holds) => {
      const kind = kindOf({ holds })
      await (await documents().collection<Doc>(kind)).put({ _id: 'a', n: 1 })
      await harness().reopen()
      await (await documents().collection<Doc>(kind)).put({ _id: 'b', n: 2 })
      await harness().crash()
      expect((await (await documents().collection<Doc>(kind)).find({ limit: 10 })).items).toEqual([
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 },
      ])
    },
  )

  it('keeps instants as the texts they are, and compares and sorts them as moments', async () => {
    const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T16:00:00.${day}00Z`
    const docs = [3, 1, 2].map((day) => ({
      _id: `doc-${day}`,
      at: at(day),
      in: { at: at(day), other: at(9) },
      windows: [{ from: at(day) }],
    }))
    const instants = ['at', 'in.at', 'windows.from', 'never']
    const collection = await filled(documents(), [...docs, { _id: 'doc-9', at: null }], {
      instants,
      indexes: [{ fields: ['at'] }],
    })
    expect(await collection.get('doc-1')).toEqual(docs[1])
    const found = await collection.find({
      filter: { at: { $gt: at(1), $lte: at(3) }, 'in.at': { $in: [at(2), at(3)] } },
      sort: ['-at'],
      limit: 1,
    })
    expect(found.items).toEqual([docs[0]])
    const next = await collection.find({
      filter: { at: { $gt: at(1), $lte: at(3) }, 'in.at': { $in: [at(2), at(3)] } },
      sort: ['-at'],
      limit: 1,
      cursor: found.next ?? '',
    })
    expect(next).toEqual({ items: [docs[2]] })
    expect(await collection.count({ $or: [{ at: at(1) }, { windows: { $elemMatch: { from: at(2) } } }] })).toBe(2)
    expect(await collection.replaceIf('doc-3', { at: at(3) }, { _id: 'doc-3', at: at(4) })).toBe(true)
    expect(await collection.get('doc-3')).toEqual({ _id: 'doc-3', at: at(4) })
  })
}
