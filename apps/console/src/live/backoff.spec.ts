import { waitBefore } from './backoff.js'

describe('waiting before another attempt', () => {
  it('doubles from attempt to attempt', () =>
    expect([0, 1, 2, 3].map((attempt) => waitBefore(attempt, 1))).toEqual([1_000, 2_000, 4_000, 8_000]))
  it('never waits longer than half a minute', () => expect(waitBefore(50, 1)).toBe(30_000))
  it('spreads those that failed together over half of the time', () => expect(waitBefore(3, 0)).toBe(4_000))
})
