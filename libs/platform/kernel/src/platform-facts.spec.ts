import { upcast } from './contract.js'
import type { Fact } from './event.js'
import { discardInput, discards, isDiscarded, platformContract, type InputDiscarded } from './platform-facts.js'

/** As it stands in logs: it is never edited. */
const golden: InputDiscarded = {
  type: 'platform.input-discarded.v1',
  data: {
    context: 'routing',
    subject: '0190a6c2-0000-7000-8000-000000000001',
    accountId: '0190a6c2-0000-7000-8000-0000000000a1',
    input: { stream: 'request-0190a6c2-0000-7000-8000-000000000001', revision: 0, type: 'intake.request-received.v1' },
    parkedSince: '2026-01-12T08:00:00.000Z',
    reason: 'The account was a trial and is closed.',
  },
}

describe('inputs that were given up', () => {
  const known = discards.evolve(discards.initial, golden)
  it('are read by every process', () => expect(upcast([platformContract], golden as Fact)).toEqual({ fact: golden, known: true }))
  it('are about the parked subject', () =>
    expect(discards.about(known, 'routing.x')).toEqual({ subject: golden.data.subject, accountId: golden.data.accountId }))
  it('given nothing, when one is given up, then it is recorded', () =>
    expect(discardInput(discards.initial, golden.data)).toEqual([golden]))
  it('given that one, when it is given up again, then nothing happens', () =>
    expect(discardInput(known, golden.data)).toEqual([]))
  it('are told from others of the same stream', () => {
    expect(isDiscarded(known, golden.data.input)).toBe(true)
    expect(isDiscarded(known, { ...golden.data.input, revision: 1 })).toBe(false)
  })
})
