import { isLong } from './long.js'

describe('a text that is folded', () => {
  it('has many lines, or many characters', () => {
    expect(isLong('line\n'.repeat(13))).toBe(true)
    expect(isLong('x'.repeat(1_201))).toBe(true)
  })
  it('is not what one reads in passing', () => expect(isLong('Thank you,\nit works again.')).toBe(false))
})
