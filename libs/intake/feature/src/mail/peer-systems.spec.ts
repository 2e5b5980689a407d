import { peerNumberIn } from '@spoc/intake-domain'
import { systemOf } from './peer-systems.js'

describe('how a peer’s numbers look', () => {
  const numberIn = (numbers: string, subject: string) =>
    peerNumberIn({ from: 'noc@carrier.example', subject }, [systemOf({ _id: 'x', addresses: ['noc@carrier.example'], numbers })])
      ?.number

  it.each([
    ['CX-{number}', 'Update on CX-00912: on site', '00912'],
    ['[{number}]', 'Re: [PD-77] Rack is hot', 'PD-77'],
    ['Ticket#{number}', 'RE: ticket#2026011277', '2026011277'],
    ['(case.{number})', 'Hello (case.A1B2)', 'A1B2'],
  ])('%s is found in "%s"', (numbers, subject, number) => expect(numberIn(numbers, subject)).toBe(number))
  it.each([
    ['CX-{number}', 'MCX-00912'],
    ['case.{number}', 'caseX77'],
    ['[{number}]', 'PD-77'],
  ])('%s is not found in "%s"', (numbers, subject) => expect(numberIn(numbers, subject)).toBeUndefined())
  it('is not searched for ever, whatever the text around it', () => {
    const before = performance.now()
    expect(numberIn('(a+)+{number}!', `${'a'.repeat(5_000)}`)).toBeUndefined()
    expect(performance.now() - before).toBeLessThan(500)
  })
})
