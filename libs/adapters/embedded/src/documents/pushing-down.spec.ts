import { parseFilter } from './filter.js'
import { divide } from './filter-sql.js'
import { Shape } from './shape.js'
import { parseSort, sortKeys } from './sorting.js'

const shapeOf = (...documents: readonly object[]) => {
  const shape = new Shape()
  documents.forEach((document) => shape.see(document))
  return shape
}
const known = (shape: Shape) => ({ shape, keeps: () => true })
const plain = shapeOf({ _id: 'a', state: 'new', due: '2026', priority: 1, open: true, account: { id: 'x' } })
const divided = (filter: object, shape = plain, membersAt: (path: readonly string[]) => string | undefined = () => undefined) =>
  divide(parseFilter({ ...filter }), { shape, membersAt, keeps: () => true })

describe('what SQL is asked of a filter', () => {
  it('is a plain comparison where the field never held another kind', () =>
    expect(divided({ state: 'new' })).toEqual({
      sql: { text: `json_extract(doc, '$."state"') = ?`, values: ['new'] },
      rest: undefined,
    }))
  it('is told apart by type where the field held other kinds that look alike', () =>
    expect(divided({ state: 'new' }, shapeOf({ state: 'new' }, { state: { of: 'object' } })).sql.text).toContain(
      `json_type(doc, '$."state"') = 'text'`,
    ))
  it('opens lists only where there were any', () => {
    expect(divided({ 'account.id': 'x' }).sql.text).not.toContain('json_each')
    expect(divided({ 'account.id': 'x' }, shapeOf({ account: [{ id: 'x' }] })).sql.text).toContain('json_each')
  })
  it('goes to the index over the members of a list', () =>
    expect(divided({ words: 'down' }, shapeOf({ words: ['down'] }), () => 'documents_1_members_x').sql).toEqual({
      text: 'number IN (SELECT number FROM documents_1_members_x WHERE value = ?)',
      values: ['down'],
    }))
  it('is the whole of a filter without patterns and objects', () =>
    expect(
      divided({ state: { $in: ['new', 'open'] }, $or: [{ due: { $lt: '2026' } }, { due: null }], priority: { $not: { $gt: 2 } } })
        .rest,
    ).toBeUndefined())
  it('leaves a pattern to be tried on what the others find', () => {
    const { sql, rest } = divided({ state: 'new', title: { $regex: 'fibre' } })
    expect(sql.values).toEqual(['new'])
    expect(rest).toEqual({ is: 'every', of: [{ is: 'field', path: ['title'], test: { is: 'regex', pattern: /fibre/u } }] })
  })
  it('leaves a whole object, and a name that could be a place in a list', () => {
    expect(divided({ account: { id: 'x' } }).rest).toBeDefined()
    expect(divided({ 'windows.0.from': 'x' }).rest).toBeDefined()
  })
  it('takes a name as it is, whatever it holds', () => {
    expect(divided({ "it's": 'x' }).sql.text).toBe(`json_extract(doc, '$."it''s"') = ?`)
    expect(divided({ 'a"b': 'x' }).rest).toBeDefined()
  })
})

describe('what SQL is asked of a sort', () => {
  it('is the fields themselves, the id last', () =>
    expect(sortKeys(parseSort(['-due', 'state']), known(plain))).toEqual([
      { expression: `json_extract(doc, '$."due"')`, descending: true },
      { expression: `json_extract(doc, '$."state"')`, descending: false },
      { expression: 'id', descending: false },
    ]))
  it('sorts booleans after all else where they are mixed', () =>
    expect(sortKeys(parseSort(['v']), known(shapeOf({ v: true }, { v: 1 })))).toHaveLength(3))
  it('is nothing where a list or an object must be compared', () =>
    expect(sortKeys(parseSort(['v']), known(shapeOf({ v: [1] })))).toBeUndefined())
})

describe('the shape of documents', () => {
  it('comes back from what was saved', () => {
    const shape = shapeOf({ a: { b: [1] }, c: null, d: 1 }, { d: 'x' })
    const again = new Shape(shape.save())
    for (const path of [['a', 'b'], ['c'], ['d'], ['a', 'b', 'e']]) expect(again.at(path)).toEqual(shape.at(path))
  })
  it('is to be saved only when something new was seen', () => {
    const shape = shapeOf({ a: 1 })
    shape.save()
    shape.see({ a: 2, b: null })
    expect(shape.isSaved).toBe(true)
    shape.see({ a: 'x' })
    expect(shape.isSaved).toBe(false)
  })
  it('sees the members of a large map as one', () => {
    const shape = new Shape()
    for (let key = 0; key < 1_000; key += 1) shape.see({ byAccount: { [`account-${key}`]: key === 999 ? ['list'] : 1 } })
    expect(shape.at(['byAccount', 'account-5000']).kinds).toBe(shape.at(['byAccount', 'account-999']).kinds)
    expect(shape.save().length).toBeLessThan(5_000)
  })
})
