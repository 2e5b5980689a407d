import { mongoFilter } from './filters.js'
import { instantPaths } from './instants.js'

describe('filters for MongoDB', () => {
  const paths = instantPaths(['due', 'windows.start'])
  const text = '2026-01-12T16:00:00.000Z'
  const date = new Date(text)

  it('compare instants as dates', () =>
    expect(mongoFilter({ due: { $gte: text, $lt: text }, 'windows.start': text, title: text }, paths)).toEqual({
      due: { $gte: date, $lt: date },
      'windows.start': date,
      title: text,
    }))

  it('compare instants in lists, negations, junctions and elements', () =>
    expect(
      mongoFilter(
        {
          $or: [{ due: { $in: [text, null] } }, { $and: [{ due: { $not: { $gt: text } } }] }],
          windows: { $elemMatch: { start: { $ne: text } } },
        },
        paths,
      ),
    ).toEqual({
      $or: [{ due: { $in: [date, null] } }, { $and: [{ due: { $not: { $gt: date } } }] }],
      windows: { $elemMatch: { start: { $ne: date } } },
    }))

  it('take a bound with an offset or without milliseconds for the instant it names', () =>
    expect(mongoFilter({ due: { $lt: '2026-01-12T18:00:00+02:00' } }, paths)).toEqual({ due: { $lt: date } }))

  it.each([{ accountId: undefined }, { due: { $eq: undefined } }, { a: { $in: [undefined] } }])(
    'refuse the undefined in %p: left out, it would match everything',
    (filter) => expect(() => mongoFilter(filter, paths)).toThrow('A filter compares with a value'),
  )

  it('take junctions within the elements of a list', () =>
    expect(mongoFilter({ windows: { $elemMatch: { $or: [{ start: text }, { a: 1 }] } } }, paths)).toEqual({
      windows: { $elemMatch: { _gone: { $exists: false }, $or: [{ start: date }, { a: 1 }] } },
    }))

  it('ask for null apart from the others of a list that a field must have all of', () => {
    expect(mongoFilter({ a: { $all: [null] } }, paths)).toEqual({ a: { $eq: null } })
    expect(mongoFilter({ a: { $all: ['x', null], $eq: 'x' } }, paths)).toEqual({ a: { $all: ['x'], $eq: 'x', $in: [null] } })
  })

  it('pass on existence, size and patterns as they are', () => {
    const filter = { a: { $exists: false }, b: { $size: 2 }, c: { $regex: '^x', $options: 'i' }, d: { $all: ['p', 'q'] } }
    expect(mongoFilter(filter, paths)).toEqual(filter)
  })

  it.each([
    [{ $where: 'true' }, '$where'],
    [{ a: { $where: 'true' } }, '$where'],
    [{ a: { $not: { $expr: {} } } }, '$expr'],
    [{ $or: [{ $jsonSchema: {} }] }, '$jsonSchema'],
  ])('refuse %j: only the port’s operators reach the server', (filter, operator) =>
    expect(() => mongoFilter(filter, paths)).toThrow(`A filter has no operator ${operator}.`),
  )

  it('refuse a junction or list that is none', () => {
    expect(() => mongoFilter({ $or: {} }, paths)).toThrow('$or takes a list.')
    expect(() => mongoFilter({ a: { $in: 'x' } }, paths)).toThrow('$in takes a list.')
    expect(() => mongoFilter({ a: { $not: 'x' } }, paths)).toThrow('$not takes a filter.')
  })
})
