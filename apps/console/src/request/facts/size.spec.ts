import { readableSize } from './size.js'

describe('a size in bytes', () => {
  it.each([
    [512, '512 B'],
    [14_336, '14 KB'],
    [2_516_582, '2.4 MB'],
  ])('of %d reads %s', (bytes, text) => expect(readableSize(bytes)).toBe(text))
})
