import { readable, summaryOf } from './summary.js'

describe('a request as it was, in brief', () => {
  const asOf = {
    request: { title: { personal: 'No light', under: 'k' }, status: 'in-progress', priority: 'P1', kind: 'incident' },
    routing: { spoc: { spoc: { kind: 'team', teamId: 't' }, because: 'duty-team', dutyPersonId: 'p' } },
    sla: { clocks: { response: { is: 'met', dueAt: 'd', breach: { effectiveAt: 'b' } }, update: { is: 'running' } } },
    engagements: [{ id: 'e', teamId: 't-2', is: 'offered' }],
  }
  it('tells status, priority and who was the point of contact, and why', () =>
    expect(summaryOf(asOf)).toMatchObject({
      title: 'No light',
      status: 'in-progress',
      priority: 'P1',
      spoc: { teamId: 't', because: 'duty-team', dutyPersonId: 'p' },
    }))
  it('tells each clock, and when it was breached', () =>
    expect(summaryOf(asOf).clocks).toEqual([
      { clock: 'response', is: 'met', dueAt: 'd', breachedAt: 'b' },
      { clock: 'update', is: 'running', dueAt: undefined, breachedAt: undefined },
    ]))
  it('is empty before anything was known', () =>
    expect(summaryOf({ request: { is: 'unknown' } })).toMatchObject({
      status: undefined,
      spoc: undefined,
      clocks: [],
      engagements: [],
    }))
})

describe('a personal value', () => {
  it('is read where it is there', () => expect(readable({ personal: 'Anna', under: 'k' })).toBe('Anna'))
  it('is nothing where it is erased', () => expect(readable({ erased: true })).toBeUndefined())
})
