import { mongoIndexes } from './indexes.js'

describe('indexes in MongoDB', () => {
  it('end with the id and keep the directions', () =>
    expect(mongoIndexes({ fields: ['team', '-due'] })).toEqual([
      {
        key: new Map<string, number>([
          ['team', 1],
          ['due', -1],
          ['_id', 1],
        ]),
        name: 'by_team_-due__id',
      },
    ]))

  it('are unique over filled values only, beside one to read by', () =>
    expect(mongoIndexes({ fields: ['mail'], unique: true })).toEqual([
      {
        key: new Map([
          ['mail', 1],
          ['_id', 1],
        ]),
        name: 'by_mail__id',
      },
      {
        key: new Map([['mail', 1]]),
        name: 'unique_mail',
        unique: true,
        partialFilterExpression: { mail: { $type: ['string', 'number', 'bool', 'date'] } },
      },
    ]))
})
