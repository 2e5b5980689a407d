import { BadCursor } from '@spoc/platform-ports'
import { afterValues, cursorAt, keysOf, listName, readCursor } from './keyset.js'

describe('paging by cursor', () => {
  const keys = keysOf(['-due', 'title'])
  const list = listName({ state: 'new' }, keys)

  it('orders by the id last, unless the order names it', () => {
    expect(keys.map(({ path }) => path)).toEqual(['due', 'title', '_id'])
    expect(keysOf(['-_id'])).toEqual([{ path: '_id', descending: true }])
  })

  it('reads back the values where a page ended, absent ones as null', () =>
    expect(readCursor(list, keys, cursorAt(list, keys, { _id: 'a', due: '2026-01-12T16:00:00.000Z' }))).toEqual([
      '2026-01-12T16:00:00.000Z',
      null,
      'a',
    ]))

  it('reads fields below others', () => {
    const below = keysOf(['spoc.name'])
    expect(readCursor('l', below, cursorAt('l', below, { _id: 'a', spoc: { name: 'Ines' } }))).toEqual(['Ines', 'a'])
  })

  it('refuses a cursor of another filter or order', () => {
    const cursor = cursorAt(list, keys, { _id: 'a' })
    expect(() => readCursor(listName({ state: 'closed' }, keys), keys, cursor)).toThrow(BadCursor)
    expect(() => readCursor(listName({ state: 'new' }, keysOf(['due', 'title'])), keysOf(['due', 'title']), cursor)).toThrow(
      BadCursor,
    )
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'AAAA'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['too few values', Buffer.from(JSON.stringify([list, 1])).toString('base64url')],
    ['an operator in place of a value', Buffer.from(JSON.stringify([list, { $gt: '' }, null, 'a'])).toString('base64url')],
  ])('refuses a cursor that holds %s', (_, cursor) => expect(() => readCursor(list, keys, cursor)).toThrow(BadCursor))

  it('sorts by no field that holds or lies in a list', () => {
    expect(() => cursorAt(list, keysOf(['tags']), { _id: 'a', tags: ['x'] })).toThrow('more than one value')
    expect(() => cursorAt(list, keysOf(['windows.start']), { _id: 'a', windows: [{ start: 'x' }] })).toThrow('lies in a list')
  })

  it('goes on after a value upwards, and after null with all that is not null', () => {
    const up = keysOf(['due'])
    expect(afterValues(up, [5, 'a'])).toEqual({
      $or: [{ $and: [{ due: { $gt: 5 } }] }, { $and: [{ due: 5 }, { _id: { $gt: 'a' } }] }],
    })
    expect(afterValues(up, [null, 'a'])).toEqual({
      $or: [{ $and: [{ due: { $ne: null } }] }, { $and: [{ due: null }, { _id: { $gt: 'a' } }] }],
    })
  })

  it('goes on after a value downwards to null, and after null only by the next key', () => {
    const down = keysOf(['-due'])
    expect(afterValues(down, [5, 'a'])).toEqual({
      $or: [{ $and: [{ $or: [{ due: { $lt: 5 } }, { due: null }] }] }, { $and: [{ due: 5 }, { _id: { $gt: 'a' } }] }],
    })
    expect(afterValues(down, [null, 'a'])).toEqual({ $or: [{ $and: [{ due: null }, { _id: { $gt: 'a' } }] }] })
  })
})
