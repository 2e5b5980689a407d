import { Pace } from './pace.js'

describe('the pace of a long work in short steps', () => {
  let now = 0
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => now)
  })
  afterEach(() => jest.restoreAllMocks())

  const sizesOf = (pace: Pace, msEach: number, steps: number) =>
    Array.from({ length: steps }, () => {
      pace.time(() => (now += pace.size * msEach))
      return pace.size
    })

  it('takes larger steps while they are quick, up to the most', () =>
    expect(sizesOf(new Pace(1, 8), 0.01, 5)).toEqual([2, 4, 8, 8, 8]))
  it('takes smaller ones where they are long, down to the least', () => {
    const pace = new Pace(2, 64)
    sizesOf(pace, 0.01, 5)
    expect(sizesOf(pace, 1, 6)).toEqual([32, 16, 8, 8, 8, 8])
    expect(sizesOf(pace, 10, 4)).toEqual([4, 2, 2, 2])
  })
})
