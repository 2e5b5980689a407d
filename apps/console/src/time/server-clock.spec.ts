import { heard, isElsewhere, nowBy } from './server-clock.js'

const HOUR = 3_600_000
const yesterday = (localMs: number) => localMs - 24 * HOUR

describe('the clock of the platform', () => {
  it('goes on with the time that passes here', () =>
    expect(nowBy(heard(undefined, 1_000_000, 5_000, false), 8_000)).toBe(1_003_000))
  it('is this machine’s until it was heard', () => expect(nowBy(undefined, 42)).toBe(42))
  it('goes on however far away it is, where nobody can move it', () =>
    expect(nowBy(heard(undefined, yesterday(HOUR), HOUR, false), 2 * HOUR)).toBe(yesterday(2 * HOUR)))
  it('is another time than here when it lies hours away', () => {
    expect(isElsewhere(heard(undefined, 24 * HOUR, 0, false))).toBe(true)
    expect(isElsewhere(heard(undefined, 24 * HOUR, 24 * HOUR + 900, false))).toBe(false)
  })
})

describe('a clock that can be moved', () => {
  const standing = heard(undefined, yesterday(HOUR), HOUR, true)
  it('stands while it lies in the past', () => expect(nowBy(standing, HOUR + 90_000)).toBe(yesterday(HOUR)))
  it('still stands when it was moved within the past', () =>
    expect(heard(standing, yesterday(HOUR) + HOUR, HOUR + 30_000, true).standing).toBe(true))
  it('goes on once it has caught up with the present', () =>
    expect(heard(standing, 2 * HOUR, 2 * HOUR, true).standing).toBe(false))
  it('goes on when it is behind only because this machine is set otherwise', () => {
    const behind = heard(undefined, HOUR - 60_000, HOUR, true)
    expect(heard(behind, HOUR - 30_000, HOUR + 30_000, true).standing).toBe(false)
  })
  it('is not judged anew by two readings in one breath', () =>
    expect(heard(standing, yesterday(HOUR), HOUR + 300, true).standing).toBe(true))
})
