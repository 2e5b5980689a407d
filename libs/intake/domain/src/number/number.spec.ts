import { claimFacts } from '@spoc/intake-contracts'
import { given as givenOf } from '@spoc/platform-testing'
import { claimKey } from '../claim/claim-key.js'
import { claimNumberBlock } from './claim-number-block.js'
import { checkDigit, isRight } from './damm.js'
import { formatNumber, numberBlock, numbersIn, parseNumber } from './request-number.js'

describe('the check digit', () => {
  it('is Damm’s: 572 has 4', () => expect(checkDigit('572')).toBe('4'))
  it('finds every single wrong digit', () => {
    const right = '1000015'
    for (let place = 0; place < right.length; place += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const typed = right.slice(0, place) + String(digit) + right.slice(place + 1)
        expect([typed, isRight(typed)]).toEqual([typed, typed === right])
      }
    }
  })
  it('finds every swap of two neighbours that differ', () => {
    for (let number = 100_000; number < 100_500; number += 1) {
      const right = `${number}${checkDigit(String(number))}`
      for (let place = 0; place < right.length - 1; place += 1) {
        const swapped = `${right.slice(0, place)}${right[place + 1]}${right[place]}${right.slice(place + 2)}`
        if (swapped !== right) expect([swapped, isRight(swapped)]).toEqual([swapped, false])
      }
    }
  })
})

describe('the number of a request', () => {
  it('is short, and ends with its check digit', () => expect(formatNumber(100_001)).toBe('R-1000015'))
  it.each(['R-1000015', 'r-1000015', 'R1000015', '1000015', ' r - 100 001 5 ', 'R–1000015'])('is understood as "%s"', (typed) =>
    expect(parseNumber(typed)).toBe('R-1000015'),
  )
  it.each(['R-1000016', 'R-1000051', 'R-100001', 'X-1000015', '', 'R-', 'R-0000000', 'R-1000015x'])('is not "%s"', (typed) =>
    expect(parseNumber(typed)).toBeUndefined(),
  )
  it('is found in a text, each once, where the R is told', () =>
    expect(numbersIn('Re: r-1000015, R 1000002 and R-1000015; call 1000015 or XR-1000015')).toEqual(['R-1000015', 'R-1000002']))
  it('comes in blocks of a hundred, the first from 100000', () => {
    expect(numberBlock(0)).toEqual({ from: 100_000, to: 100_099 })
    expect(numberBlock(7)).toEqual({ from: 100_700, to: 100_799 })
  })
})

describe('claiming a block of numbers', () => {
  const given = givenOf(claimFacts)
  const block = (revision: number) => ({ type: 'intake.number-block-claimed.v1' as const, data: numberBlock(revision) })

  it('takes the first, then the next', () => {
    given().when(claimNumberBlock).then(block(0))
    given(block(0), block(1)).when(claimNumberBlock).then(block(2))
  })
})

describe('claiming a key', () => {
  const given = givenOf(claimFacts)
  const claimed = (requestId: string) => ({
    type: 'intake.claimed.v1' as const,
    data: { scope: 'message-id' as const, requestId },
  })
  const claim = (requestId: string) => (facts: Parameters<typeof claimKey>[0]) =>
    claimKey(facts, { scope: 'message-id', requestId })

  it('gives it to the first', () => given().when(claim('r1')).then(claimed('r1')))
  it('lets the first finish what a crash left', () => given(claimed('r1')).when(claim('r1')).thenNothing())
  it('refuses any other', () => given(claimed('r1')).when(claim('r2')).thenRefused('already-claimed'))
})
