import { attained, isQuiet, meanOf, percent } from './figures.js'

const clock = (met: number, breached: number) => ({ met, breached, running: 0, cancelled: 0 })
const letters = { d: 'd', h: 'h', m: 'm', s: 's' }

describe('a ratio', () => {
  it.each([
    [1, '100 %'],
    [0.9875, '98.8 %'],
    [0, '0 %'],
    [undefined, '–'],
  ])('of %p reads %s', (ratio, text) => expect(percent(ratio, '–')).toBe(text))
})

describe('the promise kept over all clocks', () => {
  it('counts what was met of what came out', () =>
    expect(attained({ received: 1, attainment: { response: clock(3, 0), resolve: clock(0, 1) } })).toBe(0.75))
  it('is none where nothing came out', () =>
    expect(attained({ received: 1, attainment: { response: clock(0, 0) } })).toBeUndefined())
})

describe('figures', () => {
  it('have no mean where nothing was counted', () => expect(meanOf({ count: 0 }, letters, '–')).toBe('–'))
  it('are quiet when nothing happened and nothing was left over', () => {
    expect(isQuiet({ received: 0, ended: 0, backlogAtStart: 0 })).toBe(true)
    expect(isQuiet({ received: 0, ended: 0, backlogAtStart: 2 })).toBe(false)
  })
})
