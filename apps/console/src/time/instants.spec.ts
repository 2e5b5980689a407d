import { exactInstant, fromLocalInput, toDateInput, toLocalInput } from './instants.js'

describe('instants of an input', () => {
  it('come back as they went in, to the minute', () => {
    const instant = Date.parse('2026-03-02T09:41:00Z')
    expect(fromLocalInput(toLocalInput(instant))).toBe('2026-03-02T09:41:00.000Z')
  })
  it('of a date are its first moment here', () => {
    const midnight = new Date(2026, 2, 2).getTime()
    expect(fromLocalInput(toDateInput(midnight + 3_600_000))).toBe(new Date(midnight).toISOString())
  })
  it('are none while the input is empty or unfinished', () => {
    expect(fromLocalInput('')).toBeUndefined()
    expect(fromLocalInput('2026-13-99T00:00')).toBeUndefined()
  })
  it('are shown as they came where they cannot be read', () => expect(exactInstant('soon')).toBe('soon'))
})
