import { justWrote, waitFor } from './read-your-writes.js'

describe('reading what was just written', () => {
  it('waits for the last command, and no longer than it takes every projection to hold it', () => {
    justWrote('17', 1_000)
    justWrote('18', 2_000)
    expect(waitFor(2_500)).toBe('18')
    expect(waitFor(60_000)).toBeUndefined()
  })
})
