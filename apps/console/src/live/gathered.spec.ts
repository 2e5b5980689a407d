import { gathered } from './gathered.js'

describe('what comes in a burst', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('is told once at the end of the waiting, each once', () => {
    const told: string[][] = []
    const burst = gathered(400, (ids) => told.push([...ids]))
    burst.add('a')
    burst.add('b')
    burst.add('a')
    jest.advanceTimersByTime(400)
    expect(told).toEqual([['a', 'b']])
  })
  it('is told again for what comes later', () => {
    const told: string[][] = []
    const burst = gathered(400, (ids) => told.push([...ids]))
    burst.add('a')
    jest.advanceTimersByTime(400)
    burst.add('a')
    jest.advanceTimersByTime(400)
    expect(told).toEqual([['a'], ['a']])
  })
  it('is told no more once stopped', () => {
    const told: string[][] = []
    const burst = gathered(400, (ids) => told.push([...ids]))
    burst.add('a')
    burst.stop()
    jest.advanceTimersByTime(1_000)
    expect(told).toEqual([])
  })
})
