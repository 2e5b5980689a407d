import type { Work } from '../api/works.js'
import { awaitedOf, impactTone, worstImpact } from './standing.js'

const impacts = (...names: readonly string[]): Pick<Work, 'impacts'> => ({
  impacts: names.map((impact, index) => ({ serviceInstanceId: `s-${index}`, impact })),
})

describe('the impact of a work', () => {
  it('is the worst that any service suffers', () =>
    expect(worstImpact(impacts('no-impact', 'outage', 'degraded'))).toBe('outage'))
  it('is none where no service is named', () => expect(worstImpact({})).toBeUndefined())
  it('is told the louder the worse it is', () =>
    expect(['no-impact', 'reduced-redundancy', 'degraded', 'outage'].map(impactTone)).toEqual([
      'calm',
      'soon',
      'urgent',
      'breached',
    ]))
})

describe('a work', () => {
  const work = { state: 'tentative', approvals: [{ accountId: 'a-1', answer: 'awaited' }] } as const
  it('awaits the answer of an account that was asked', () => expect(awaitedOf(work, ['a-0', 'a-1'])).toEqual(['a-1']))
  it('awaits nothing of others', () => expect(awaitedOf(work, ['a-2'])).toEqual([]))
  it('awaits nothing once it is decided', () => expect(awaitedOf({ ...work, state: 'cancelled' }, ['a-1'])).toEqual([]))
})
