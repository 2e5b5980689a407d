import * as fc from 'fast-check'
import type { Collection, Filter } from '@spoc/platform-ports'
import { filled, ids, pages, type Doc, type DocumentsHarness } from './harness.js'
import { naiveMatches, naiveSorted } from './naive.js'

const number = fc.constantFrom(-1, 0, 1, 2, 2.5, 1e9)
const text = fc.constantFrom('', '1', 'a', 'ab', 'B', 'zé', '東', '🚨')
const scalar = fc.oneof(number, text, fc.boolean(), fc.constant(null))
const inner = fc.record({ x: scalar, y: number }, { requiredKeys: [] })

/** Documents of ever more trying kinds: an engine may answer the plain ones in a quicker way, and must not for the others. */
const documentKinds: Readonly<Record<string, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  'one kind a field': fc.record(
    { a: number, b: text, c: fc.boolean(), d: fc.record({ x: text, y: number }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  ),
  'scalars of any kind': fc.record({ a: scalar, b: scalar, c: scalar, d: inner }, { requiredKeys: [] }),
  'lists and objects': fc.record(
    {
      a: fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })),
      b: fc.oneof(scalar, fc.array(number, { maxLength: 2 })),
      c: fc.oneof(scalar, fc.array(fc.array(number, { maxLength: 1 }), { maxLength: 2 })),
      d: fc.oneof(inner, fc.array(fc.oneof(inner, inner, scalar), { maxLength: 3 })),
    },
    { requiredKeys: [] },
  ),
}

const path = fc.constantFrom('a', 'b', 'c', 'd.x', 'd.y')
const comparand = fc.oneof(number, text, fc.boolean())
const operators: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ $gt: comparand }),
  fc.record({ $gte: comparand, $lt: comparand }),
  fc.record({ $lte: comparand }),
  fc.record({ $eq: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $all: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $size: fc.nat(2) }),
  fc.record({ $regex: fc.constantFrom('^a', 'b$', '1', '.') }),
  fc.record({ $elemMatch: fc.record({ $gte: comparand, $ne: scalar }) }),
  fc.record({ $elemMatch: fc.record({ x: scalar, y: fc.record({ $gt: number }) }, { requiredKeys: ['x'] }) }),
)
const condition = fc.oneof(
  scalar,
  operators,
  operators.map((not) => ({ $not: not })),
)
const field = fc.tuple(path, condition).map(([name, value]): Filter => ({ [name]: value }))
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    field,
    fc.dictionary(path, condition, { minKeys: 1, maxKeys: 3 }),
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
      .map(([name, parts]): Filter => ({ [name]: parts })),
  ),
}))
const sort = fc.array(
  fc.tuple(fc.constantFrom('', '-'), path).map((parts) => parts.join('')),
  { maxLength: 3 },
)

export function anything(harness: () => DocumentsHarness): void {
  describe.each(Object.entries(documentKinds))('documents with %s', (kind, fields) => {
    const docs = fc
      .sample(fields, { numRuns: 70, seed: 20260112 })
      .map((document, index): Doc => ({ _id: `doc-${String(index).padStart(3, '0')}`, ...document }))
    let collection: Collection<Doc>
    beforeAll(async () => {
      collection = await filled(harness().documents, docs, { indexes: [{ fields: ['a', '-b'] }, { fields: ['d.x'] }] })
    }, 60_000)

    it('are found by any filter as if each were looked at', async () => {
      await fc.assert(
        fc.asyncProperty(filter, async (any) => {
          const expected = docs.filter((document) => naiveMatches(any, document))
          expect(ids((await collection.find({ filter: any, limit: 1000 })).items)).toEqual(ids(expected))
          expect(await collection.count(any)).toBe(expected.length)
        }),
        { numRuns: 300 },
      )
    })

    if (kind === 'lists and objects') return

    it('are paged through by any filter and sort as if all were sorted', async () => {
      await fc.assert(
        fc.asyncProperty(filter, sort, fc.integer({ min: 1, max: 30 }), async (any, by, limit) => {
          const expected = naiveSorted(
            docs.filter((document) => naiveMatches(any, document)),
            by,
          )
          const found = await pages(collection, { filter: any, sort: by, limit })
          expect(ids(found.flat())).toEqual(ids(expected))
          expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true)
        }),
        { numRuns: 150 },
      )
    })
  })
}
