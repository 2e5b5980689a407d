import type { Collection, Filter } from '@spoc/platform-ports'
import { filled, ids, type Doc, type DocumentsHarness } from './harness.js'

const docs: readonly Doc[] = [
  {
    _id: 'a',
    n: 1,
    s: 'alpha',
    flag: true,
    in: { k: 'x', n: 5 },
    tags: ['red', 'blue'],
    items: [
      { p: 1, q: 'u' },
      { p: 2, q: 'v' },
    ],
  },
  {
    _id: 'b',
    n: 2,
    s: 'Beta',
    flag: false,
    in: { k: 'y', n: 6 },
    tags: ['blue'],
    items: [
      { p: 1, q: 'v' },
      { p: 3, q: 'u' },
    ],
  },
  { _id: 'c', n: 3, s: 'gamma', flag: null, in: { k: 'x' }, tags: [], items: [] },
  { _id: 'd', n: 1, s: 'alphabet', in: {}, tags: ['red', 'green', 'blue'], scores: [1, 9] },
  { _id: 'e', n: null, s: '1', flag: true, tags: null, scores: [4] },
  { _id: 'f', s: '', flag: 1, tags: 'blue', items: [{ q: 'u' }], scores: 5 },
  { _id: 'g', n: 2.5, s: 'zürich', in: { k: null, n: -1 }, tags: [['blue']], items: [{ p: 2, q: ['u', 'w'] }] },
  { _id: 'h', n: '1', s: null, flag: 'true', in: { k: 'X', n: 0 } },
]

const cases: readonly (readonly [sentence: string, filter: Filter, expected: string])[] = [
  ['everything, for no condition', {}, 'abcdefgh'],
  ['a number', { n: 1 }, 'ad'],
  ['a text, not the number it looks like', { n: '1' }, 'h'],
  ['a text, case and all', { s: 'beta' }, ''],
  ['an empty text', { s: '' }, 'f'],
  ['true, not 1', { flag: true }, 'ae'],
  ['1, not true', { flag: 1 }, 'f'],
  ['false', { flag: false }, 'b'],
  ['null, and what is missing', { n: null }, 'ef'],
  ['null, and what is missing, with false apart', { flag: null }, 'cdg'],
  ['an id', { _id: 'c' }, 'c'],
  ['a field inside', { 'in.k': 'x' }, 'ac'],
  ['a field inside that is null or missing', { 'in.k': null }, 'defg'],
  ['a whole object', { in: { k: 'x', n: 5 } }, 'a'],
  ['several fields', { n: 1, s: 'alpha' }, 'a'],
  ['$eq', { n: { $eq: 2 } }, 'b'],
  ['$ne, and what is missing', { n: { $ne: 1 } }, 'bcefgh'],
  ['$ne null: what is there', { n: { $ne: null } }, 'abcdgh'],
  ['$gt over numbers only', { n: { $gt: 1 } }, 'bcg'],
  ['$gte', { n: { $gte: 2.5 } }, 'cg'],
  ['$lt over numbers only', { n: { $lt: 2 } }, 'ad'],
  ['$lte', { n: { $lte: 2 } }, 'abd'],
  ['a range with two ends', { n: { $gt: 1, $lte: 2.5 } }, 'bg'],
  ['a range of texts only', { s: { $gte: 'a', $lt: 'b' } }, 'ad'],
  ['a range of texts from the empty one', { s: { $gte: '' } }, 'abcdefg'],
  ['a range of texts, where there are numbers and booleans too', { flag: { $lt: 'z' } }, 'h'],
  ['a range of numbers, where there are texts and booleans too', { flag: { $gte: 0 } }, 'f'],
  ['$gt beyond ASCII', { s: { $gt: 'z' } }, 'g'],
  ['$in', { n: { $in: [1, 3, '1'] } }, 'acdh'],
  ['$in of one', { s: { $in: ['gamma'] } }, 'c'],
  ['$in of none: nothing', { n: { $in: [] } }, ''],
  ['$in with null', { n: { $in: [3, null] } }, 'cef'],
  ['$in with true and 1', { flag: { $in: [true, 1] } }, 'aef'],
  ['$in over ids', { _id: { $in: ['h', 'b', 'none'] } }, 'bh'],
  ['$nin, and what is missing', { n: { $nin: [1, 2, 3] } }, 'efgh'],
  ['$nin with null', { n: { $nin: [1, null] } }, 'bcgh'],
  ['$exists, null too', { n: { $exists: true } }, 'abcdegh'],
  ['$exists: false', { flag: { $exists: false } }, 'dg'],
  ['$exists inside', { 'in.n': { $exists: true } }, 'abgh'],
  ['$regex', { s: { $regex: '^alpha' } }, 'ad'],
  ['$regex in the middle', { s: { $regex: 'm+a$' } }, 'c'],
  ['$regex with another case', { s: { $regex: '^ALPHA|^be', $options: 'i' } }, 'abd'],
  ['$regex beyond ASCII with another case', { s: { $regex: 'ZÜRICH', $options: 'i' } }, 'g'],
  ['$regex on members of a list', { tags: { $regex: '^gr' } }, 'd'],
  ['$not of a range, and what is missing', { n: { $not: { $gt: 1 } } }, 'adefh'],
  ['$not of a range with two ends', { n: { $not: { $gte: 2, $lt: 3 } } }, 'acdefh'],
  ['$not of $regex', { s: { $not: { $regex: 'a' } } }, 'efgh'],
  ['$and', { $and: [{ n: { $gte: 1 } }, { n: { $lt: 2 } }, { s: 'alpha' }] }, 'a'],
  ['$or', { $or: [{ n: 3 }, { s: 'Beta' }, { 'in.n': { $lt: 0 } }] }, 'bcg'],
  ['$nor', { $nor: [{ n: 1 }, { flag: true }, { s: { $regex: '^z' } }] }, 'bcfh'],
  ['$or beside a field', { n: 1, $or: [{ s: 'alpha' }, { s: 'gamma' }] }, 'a'],
  ['$or within $and within $or', { $or: [{ $and: [{ $or: [{ n: 1 }, { n: 2 }] }, { flag: false }] }, { n: 3 }] }, 'bc'],
  ['$or with $regex in one part', { $or: [{ n: 3 }, { s: { $regex: 'bet$' } }] }, 'cd'],
  ['a member of a list, or the value itself', { tags: 'blue' }, 'abdf'],
  ['$in over members', { tags: { $in: ['green', 'red'] } }, 'ad'],
  ['$ne over members: none is', { tags: { $ne: 'blue' } }, 'cegh'],
  ['$nin over members: none is', { tags: { $nin: ['red', 'green'] } }, 'bcefgh'],
  ['a whole list, in order', { tags: ['red', 'blue'] }, 'a'],
  ['a whole list within a list', { tags: ['blue'] }, 'bg'],
  ['null, not an empty list', { tags: null }, 'eh'],
  ['$all', { tags: { $all: ['blue', 'red'] } }, 'ad'],
  ['$all of one, or the value itself', { tags: { $all: ['blue'] } }, 'abdf'],
  ['$all of none: nothing', { tags: { $all: [] } }, ''],
  ['$size', { tags: { $size: 2 } }, 'a'],
  ['$size 0', { tags: { $size: 0 } }, 'c'],
  ['ranges that different members meet', { scores: { $gt: 5, $lt: 4 } }, 'd'],
  ['$elemMatch of values: one member meets all', { scores: { $elemMatch: { $gt: 3, $lt: 9 } } }, 'e'],
  ['$elemMatch of objects', { items: { $elemMatch: { p: 1, q: 'u' } } }, 'a'],
  ['$elemMatch with operators inside', { items: { $elemMatch: { p: { $gte: 2 }, q: { $in: ['u', 'v'] } } } }, 'abg'],
  ['$elemMatch with $or inside', { items: { $elemMatch: { $or: [{ p: 3 }, { q: 'w' }] } } }, 'bg'],
  ['$not of $elemMatch', { items: { $not: { $elemMatch: { p: 1 } } } }, 'cdefgh'],
  ['$all of $elemMatch', { items: { $all: [{ $elemMatch: { p: 1 } }, { $elemMatch: { q: 'u' } }] } }, 'ab'],
  ['a field of the objects in a list', { 'items.p': 2 }, 'ag'],
  ['a range over a field of the objects in a list', { 'items.p': { $gt: 2 } }, 'b'],
  ['a list in the objects of a list', { 'items.q': 'w' }, 'g'],
  ['$ne over a field of the objects in a list: none is', { 'items.q': { $ne: 'v' } }, 'cdefgh'],
  ['$exists in the objects of a list', { 'items.p': { $exists: true } }, 'abg'],
  ['a field that is missing in an object of a list', { 'items.p': null }, 'defh'],
]

const refused: readonly (readonly [string, Filter])[] = [
  ['code', { $where: 'true' }],
  ['an operator outside the language', { n: { $type: 'string' } }],
  ['an operator outside the language, deep inside', { $or: [{ n: 1 }, { items: { $elemMatch: { p: { $mod: [2, 0] } } } }] }],
  ['an expression', { $expr: { $eq: ['$n', 1] } }],
  ['$in without a list', { n: { $in: 'a' } }],
  ['$or without filters', { $or: [] }],
  ['undefined, which would leave the condition out', { n: undefined }],
  ['undefined for an operator', { n: { $eq: undefined } }],
  ['a $regex that is none', { s: { $regex: '(' } }],
]

export function filtering(harness: () => DocumentsHarness): void {
  let collection: Collection<Doc>
  beforeAll(async () => {
    const indexes = [
      { fields: ['n', 's'] },
      { fields: ['in.k'] },
      { fields: ['-flag'] },
      { fields: ['tags'] },
      { fields: ['items.p'] },
    ]
    collection = await filled(harness().documents, docs, { indexes })
  }, 60_000)

  it.each(cases)('finds %s', async (_, filter, expected) => {
    expect(ids((await collection.find({ filter, limit: 100 })).items)).toEqual([...expected])
    expect(await collection.count(filter)).toBe(expected.length)
  })

  it.each(cases)('leaves out of $nor: %s', async (_, filter, expected) => {
    const others = docs.filter(({ _id }) => !expected.includes(_id))
    expect(ids((await collection.find({ filter: { $nor: [filter] }, limit: 100 })).items)).toEqual(ids(others))
  })

  it.each(refused)('refuses %s', async (_, filter) => {
    await expect(collection.find({ filter, limit: 10 })).rejects.toThrow()
    await expect(collection.count(filter)).rejects.toThrow()
    await expect(collection.removeMany(filter, 10)).rejects.toThrow()
    expect(await collection.count({})).toBe(docs.length)
  })

  it('finds by one and the same filter for a change of one document', async () => {
    for (const [sentence, filter, expected] of cases)
      for (const document of docs)
        expect([sentence, document._id, await collection.replaceIf(document._id, filter, document)]).toEqual([
          sentence,
          document._id,
          expected.includes(document._id),
        ])
  })
}
