import { heard, isElsewhere, nowBy } from './server-clock.js'

const HOUR = 3_600_000

describe('the clock of the platform', () => {
  it('goes on with the time that passes here', () => {
    const reading = heard(undefined, 1_000_000, 5_000)
    expect(nowBy(reading, 8_000)).toBe(1_003_000)
  })
  it('is this machine’s until it was heard', () => expect(nowBy(undefined, 42)).toBe(42))
  it('stands when a later reading tells the same instant', () => {
    const reading = heard(heard(undefined, 1_000_000, 0), 1_000_000, 30_000)
    expect(nowBy(reading, 90_000)).toBe(1_000_000)
  })
  it('goes on again once a later reading tells another instant', () => {
    const standing = heard(heard(undefined, 1_000_000, 0), 1_000_000, 30_000)
    expect(heard(standing, 1_500_000, 60_000).standing).toBe(false)
  })
  it('is not taken for standing by two readings in one breath', () =>
    expect(heard(heard(undefined, 1_000_000, 0), 1_000_000, 300).standing).toBe(false))
  it('is another time than here when it lies hours away', () => {
    expect(isElsewhere(heard(undefined, 24 * HOUR, 0))).toBe(true)
    expect(isElsewhere(heard(undefined, 24 * HOUR, 24 * HOUR + 900))).toBe(false)
  })
})
