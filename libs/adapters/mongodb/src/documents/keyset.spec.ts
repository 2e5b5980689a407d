import { BadCursor } from '@spoc/platform-ports'
import { cursorAt, keysOf, listName, readCursor, waysAfter } from './keyset.js'

describe('paging by cursor', () => {
  const keys = keysOf(['-due', 'title'])
  const list = listName({ state: 'new' }, keys)

  it('orders by the id last, unless the order names it', () => {
    expect(keys.map(({ path }) => path)).toEqual(['due', 'title', '_id'])
    expect(keysOf(['-_id'])).toEqual([{ path: '_id', descending: true }])
    expect(keysOf(['-due', 'due']).map(({ path, descending }) => [path, descending])).toEqual([
      ['due', true],
      ['_id', false],
    ])
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
    ['an id that is none', Buffer.from(JSON.stringify([list, 1, 'a', null])).toString('base64url')],
    ['more than it was given', `${Buffer.from(JSON.stringify([list, 1, 'a', 'b'])).toString('base64url')}=`],
    ['an operator in place of a value', Buffer.from(JSON.stringify([list, { $gt: '' }, null, 'a'])).toString('base64url')],
  ])('refuses a cursor that holds %s', (_, cursor) => expect(() => readCursor(list, keys, cursor)).toThrow(BadCursor))

  it('sorts by no field that holds or lies in a list', () => {
    expect(() => cursorAt(list, keysOf(['tags']), { _id: 'a', tags: ['x'] })).toThrow('more than one value')
    expect(() => cursorAt(list, keysOf(['windows.start']), { _id: 'a', windows: [{ start: 'x' }] })).toThrow('lies in a list')
  })

  const kinds = (...types: string[]) => ({ due: { $type: types } })

  it('goes on after a value upwards with greater ones and later kinds, and after null with all that is not null', () => {
    const up = keysOf(['due'])
    expect(waysAfter(up, [5, 'a'])).toEqual([
      { $and: [{ due: { $gt: 5 } }] },
      { $and: [kinds('string', 'bool', 'date')] },
      { $and: [{ due: 5 }, { _id: { $gt: 'a' } }] },
    ])
    expect(waysAfter(up, [null, 'a'])).toEqual([
      { $and: [{ due: { $ne: null } }] },
      { $and: [{ due: null }, { _id: { $gt: 'a' } }] },
    ])
  })

  it('goes on after a value downwards with lesser ones, earlier kinds and null, and after null only by the next key', () => {
    const down = keysOf(['-due'])
    expect(waysAfter(down, [true, 'a'])).toEqual([
      { $and: [{ due: { $lt: true } }] },
      { $and: [kinds('number', 'string')] },
      { $and: [{ due: null }] },
      { $and: [{ due: true }, { _id: { $gt: 'a' } }] },
    ])
    expect(waysAfter(down, [null, 'a'])).toEqual([{ $and: [{ due: null }, { _id: { $gt: 'a' } }] }])
  })
})
