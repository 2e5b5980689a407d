import { ago } from './relative.js'

const now = 10 * 86_400_000

describe('how long ago', () => {
  it.each([
    [now - 20_000, { unit: 'now' }],
    [now - 61_000, { unit: 'minutes', count: 1, ahead: false }],
    [now - 7_200_000, { unit: 'hours', count: 2, ahead: false }],
    [now - 3 * 86_400_000, { unit: 'days', count: 3, ahead: false }],
    [now + 600_000, { unit: 'minutes', count: 10, ahead: true }],
  ])('of %d', (instant, told) => expect(ago(instant, now)).toEqual(told))
})
