import fc from 'fast-check'
import { checkDigit, parseWorkReference, workIdOf, workReference } from './reference.js'

const reference = fc
  .tuple(fc.string(), fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }))
  .map(([seed, at]) => workReference(seed, at.toISOString()))

describe('the reference of a work', () => {
  it('computes the published check digit of 572', () => expect(checkDigit('572')).toBe(4))
  it('is read back as it was written, however its parts were joined', () =>
    fc.assert(
      fc.property(reference, (written) => {
        expect(parseWorkReference(written)).toBe(written)
        expect(parseWorkReference(` ${written.toLowerCase().replaceAll('-', ' ')} `)).toBe(written)
      }),
    ))
  it('is not taken for another when one digit is mistyped', () =>
    fc.assert(
      fc.property(reference, fc.nat({ max: 10 }), fc.integer({ min: 1, max: 9 }), (written, place, by) => {
        const at = [...written].map((_, index) => index).filter((index) => /\d/.test(written.charAt(index)))[place] ?? 0
        const digit = String((Number(written.charAt(at)) + by) % 10)
        expect(parseWorkReference(written.slice(0, at) + digit + written.slice(at + 1))).toBeUndefined()
      }),
    ))
  it('is not taken for another when two neighbouring digits are swapped', () =>
    fc.assert(
      fc.property(reference, fc.integer({ min: 7, max: 12 }), (written, at) => {
        fc.pre(written.charAt(at) !== written.charAt(at + 1))
        const swapped = written.slice(0, at) + written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2)
        expect(parseWorkReference(swapped)).toBeUndefined()
      }),
    ))
  it('gives the work its id, so that the log decides who has it', () =>
    expect(workIdOf('W-2026-4839201')).toBe(workIdOf('W-2026-4839201')))
})
