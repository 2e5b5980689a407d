import { naiveMatches, naiveSorted } from './naive.js'

/** Cases of MongoDB's own manual and matcher tests: what the properties compare an engine with must itself be right. */
describe('the naive answers', () => {
  it.each([
    [{ a: null }, {}, true],
    [{ a: null }, { a: [] }, false],
    [{ 'a.b': null }, { a: 4 }, true],
    [{ 'a.b': null }, { a: [] }, false],
    [{ 'a.b': null }, { a: [1, 2] }, false],
    [{ 'a.b': null }, { a: [{}] }, true],
    [{ a: { $ne: 1 } }, {}, true],
    [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
    [{ a: { $gt: 5 } }, { a: 'x' }, false],
    [{ a: { $gt: 2, $lt: 2 } }, { a: [1, 3] }, true],
    [{ a: { $elemMatch: { $gt: 2, $lt: 2 } } }, { a: [1, 3] }, false],
    [{ a: { $all: [] } }, { a: [] }, false],
    [{ $nor: [{ a: 1 }, { b: 2 }] }, { a: 2 }, true],
  ])('of %j on %j: %s', (filter, document, expected) => expect(naiveMatches(filter, document)).toBe(expected))

  it('sort by kind, then by value, then by id', () =>
    expect(
      naiveSorted(
        [{ _id: 'd', v: true }, { _id: 'c', v: 'x' }, { _id: 'b', v: 2 }, { _id: 'f' }, { _id: 'e', v: null }],
        ['v'],
      ).map(({ _id }) => _id),
    ).toEqual(['e', 'f', 'b', 'c', 'd']))
})
