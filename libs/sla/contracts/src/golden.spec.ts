import { readFileSync } from 'node:fs'
import { upcast, type Fact } from '@spoc/platform-kernel'
import { breachFacts } from './breach-facts.js'
import type { BreachEvent } from './breach.events.js'
import { slaContract } from './contract.js'
import { evolveSla, noSla, slaOfRequest } from './evolve-sla.js'
import { olaFacts } from './ola-facts.js'
import type { OlaEvent } from './ola.events.js'

function golden(type: string): Fact {
  const text = readFileSync(new URL(`../golden/${type}.json`, import.meta.url), 'utf8')
  const { fact, known } = upcast([slaContract], JSON.parse(text) as Fact)
  expect(known).toBe(true)
  return fact
}

const after = (...types: readonly string[]) => slaOfRequest(['sla.clocks-started.v1', ...types].map(golden))

describe('golden files of sla', () => {
  it.each([...slaContract.types])('%s has one that loads in today’s form', (type) => expect(golden(type).type).toBe(type))
  it.each(slaContract.types.filter((type) => type.startsWith('sla.clock') && type !== 'sla.clocks-started.v1'))(
    '%s changes what stands for the request',
    (type) => expect(evolveSla(after('sla.clock-breached.v1'), golden(type))).not.toEqual(after()),
  )
})

describe('whose doing a breach was, read from its events', () => {
  it('stands with shares that add up to the open time', () => {
    const { attributed } = breachFacts.evolve(breachFacts.initial, golden('sla.breach-attributed.v1') as BreachEvent)
    expect(attributed).toMatchObject([{ clock: 'resolve', through: 'breach', openMs: 32_400_000 }])
    for (const { shares, openMs, countedMs } of attributed) {
      expect(shares.reduce((sum, { ms }) => sum + ms, 0)).toBe(openMs)
      expect(shares.reduce((sum, share) => sum + share.countedMs, 0)).toBe(countedMs)
    }
  })
})

const olaAfter = (...types: readonly string[]) =>
  ['sla.ola-started.v1', ...types].map(golden).reduce((ola, event) => olaFacts.evolve(ola, event as OlaEvent), olaFacts.initial)

describe('the clock of an engagement, read from its events', () => {
  it.each(slaContract.types.filter((type) => type.startsWith('sla.ola-')))('is changed by %s', (type) => {
    const before = type === 'sla.ola-started.v1' ? olaFacts.initial : olaAfter()
    const told = type === 'sla.ola-breach-withdrawn.v1' ? olaAfter('sla.ola-breached.v1') : before
    expect(olaFacts.evolve(told, golden(type) as OlaEvent)).not.toEqual(told)
  })
  it('has no due instant while it is paused, and a later one after it', () => {
    expect(olaAfter('sla.ola-paused.v1')).toMatchObject({ is: 'paused', never: { code: 'paused' } })
    expect(olaAfter('sla.ola-paused.v1')).not.toHaveProperty('dueAt')
    expect(olaAfter('sla.ola-paused.v1', 'sla.ola-resumed.v1')).toMatchObject({
      is: 'running',
      dueAt: '2026-01-12T18:30:00.000Z',
      pauses: [{ to: '2026-01-12T11:30:00.000Z' }],
    })
  })
  it('keeps a breach that was withdrawn', () =>
    expect(olaAfter('sla.ola-breached.v1', 'sla.ola-breach-withdrawn.v1', 'sla.ola-met.v1')).toMatchObject({
      is: 'met',
      withdrawn: [{ effectiveAt: '2026-01-12T18:00:00.000Z' }],
    }))
  it('is about its request, and about nothing before it started', () => {
    expect(olaFacts.about(olaAfter(), 'e')).toMatchObject({ subject: '01920000-0000-7000-8000-000000000001' })
    expect(olaFacts.evolve(olaFacts.initial, golden('sla.ola-met.v1') as OlaEvent)).toBe(olaFacts.initial)
  })
})

describe('the clocks of a request, read from its events', () => {
  it('stand by name with state, due instant and warnings', () =>
    expect(after().clocks.resolve).toMatchObject({ is: 'running', dueAt: '2026-01-12T16:00:00.000Z', warned: 0 }))
  it('have no due instant while paused, and leave those that do not pause alone', () => {
    const { clocks, pauses } = after('sla.clock-paused.v1')
    expect(clocks.resolve).toMatchObject({ is: 'paused', dueAt: undefined, never: { code: 'paused' } })
    expect(clocks.response?.is).toBe('running')
    expect(pauses).toEqual([{ from: '2026-01-12T09:30:00.000Z', reason: 'waiting-for-client', party: 'client' }])
  })
  it('run again with a later due instant after the pause', () => {
    const { clocks, pauses } = after('sla.clock-paused.v1', 'sla.clock-resumed.v1')
    expect(clocks.resolve).toMatchObject({ is: 'running', dueAt: '2026-01-12T17:00:00.000Z', never: undefined })
    expect(pauses[0]?.to).toBe('2026-01-12T10:30:00.000Z')
  })
  it('keep the outcome under a promise that was replaced', () => {
    const { clocks, started } = after('sla.clock-breached.v1', 'sla.clock-retargeted.v1')
    expect(clocks.resolve).toMatchObject({
      targetMs: 14_400_000,
      dueAt: '2026-01-12T13:00:00.000Z',
      breach: undefined,
      replaced: [{ targetMs: 28_800_000, breach: { effectiveAt: '2026-01-12T16:00:00.000Z' } }],
    })
    expect(started?.terms.priority).toBe('P1')
  })
  it('keep a breach that was withdrawn', () =>
    expect(after('sla.clock-breached.v1', 'sla.breach-withdrawn.v1').clocks.resolve).toMatchObject({
      breach: undefined,
      withdrawn: [{ effectiveAt: '2026-01-12T16:00:00.000Z' }],
    }))
  it('count the rounds of the update clock', () =>
    expect(after('sla.clock-restarted.v1').clocks.update).toMatchObject({ rounds: 2, dueAt: '2026-01-12T10:50:00.000Z' }))
  it('take the idle time before a reopening for nobody’s waiting', () =>
    expect(after('sla.clocks-reopened.v1').clocks.resolve?.pauses).toEqual([
      { from: '2026-01-12T13:00:00.000Z', to: '2026-01-12T14:00:00.000Z', reason: 'resolved' },
    ]))
  it('are cancelled together', () =>
    expect(Object.values(after('sla.clocks-cancelled.v1').clocks).map((clock) => clock.is)).toEqual(Array(3).fill('cancelled')))
  it('pass over an event of a kind they do not know', () => {
    const state = after()
    expect(evolveSla(state, { type: 'sla.clock-teleported.v1', data: {} })).toBe(state)
    expect(evolveSla(noSla, golden('sla.clock-met.v1')).clocks).toEqual({})
  })
})
