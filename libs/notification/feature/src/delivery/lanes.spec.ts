import { Lanes } from './lanes.js'
import type { Outcome } from './outcome.js'

const sent: Outcome = { is: 'sent' }
const away: Outcome = { is: 'failed', error: 'timeout', final: false, peerIsAway: true }
const held = () => {
  let release: (outcome: Outcome) => void = () => undefined
  const attempt = new Promise<Outcome>((resolve) => (release = resolve))
  return { attempt: () => attempt, release: (outcome: Outcome) => release(outcome) }
}

describe('lanes', () => {
  it('let eight messages to a peer go at once, and the next when one is through', async () => {
    const lanes = new Lanes()
    const slow = held()
    let begun = 0
    const all = Array.from({ length: 12 }, () => lanes.run('mail', () => ((begun += 1), slow.attempt())))
    await Promise.resolve()
    expect(begun).toBe(8)
    slow.release(sent)
    await Promise.all(all)
    expect(begun).toBe(12)
  })

  it('do not make one peer wait for another', async () => {
    const lanes = new Lanes()
    const stuck = held()
    const waiting = Array.from({ length: 20 }, () => lanes.run('mail', stuck.attempt))
    expect(await lanes.run('hooks.example', () => Promise.resolve(sent))).toBe(sent)
    stuck.release(sent)
    await Promise.all(waiting)
  })

  it('fail at once what waited for a peer that does not answer, and try it again after a rest', async () => {
    let now = 0
    const lanes = new Lanes(() => now)
    let attempts = 0
    const attempt = (outcome: Outcome) => () => ((attempts += 1), Promise.resolve(outcome))
    await lanes.run('mail', attempt(away))
    expect(await lanes.run('mail', attempt(sent))).toBe(away)
    expect(attempts).toBe(1)
    now = 2_000
    expect(await lanes.run('mail', attempt(sent))).toBe(sent)
    expect(await lanes.run('mail', attempt(sent))).toBe(sent)
  })

  it('go on after an attempt that throws', async () => {
    const lanes = new Lanes()
    for (let index = 0; index < 9; index += 1)
      await expect(lanes.run('mail', () => Promise.reject(new Error('bug')))).rejects.toThrow('bug')
    expect(await lanes.run('mail', () => Promise.resolve(sent))).toBe(sent)
  })
})
