import { freshBytes } from './fresh-bytes.js'

describe('fresh bytes', () => {
  it('are never given twice, also where a draw comes to its end', () => {
    const many = Array.from({ length: 2_000 }, () => freshBytes(12))
    expect(many.every(({ length }) => length === 12)).toBe(true)
    expect(new Set(many.map((one) => one.toString('hex'))).size).toBe(2_000)
  })

  it('stay what they were while others are given', () => {
    const kept = freshBytes(16)
    const before = kept.toString('hex')
    for (let time = 0; time < 2_000; time += 1) freshBytes(16).fill(0)
    expect(kept.toString('hex')).toBe(before)
  })

  it('are as many as were asked for, or none', () => {
    expect([0, 1, 8_192].map((length) => freshBytes(length).length)).toEqual([0, 1, 8_192])
    expect(() => freshBytes(8_193)).toThrow(RangeError)
  })
})
