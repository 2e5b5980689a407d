import fc from 'fast-check'
import { foldWork, impacts as allImpacts, type WorkEvent, type WorkFacts } from '@spoc/works-contracts'
import { cancelled, impact, planned, window } from '../../test/builders.js'
import { conflicts, type Candidate, type OtherWork } from './conflicts.js'

const group = { redundancyGroupId: 'rg-1', serviceInstanceIds: ['si-1', 'si-2'] }

function work(...facts: readonly WorkEvent[]): WorkFacts {
  return facts.reduce<WorkFacts>(foldWork, { is: 'unknown' })
}

function other(serviceInstanceId: string, ...days: readonly string[]): OtherWork {
  const windows = days.map((day) => window(day))
  return { workId: 'work-2', work: work(planned({ reference: 'W-2', windows, impacts: [impact(serviceInstanceId)] })) }
}

function candidate(serviceInstanceId: string, ...days: readonly string[]): Candidate {
  return { workId: 'work-1', windows: days.map((day) => window(day)), impacts: [impact(serviceInstanceId)] }
}

describe('conflicts between works', () => {
  it('finds a work on the same service instance at the same time', () =>
    expect(conflicts(candidate('si-1', '10'), [other('si-1', '10')], [])).toEqual([
      {
        kind: 'same-service',
        workId: 'work-2',
        reference: 'W-2',
        serviceInstanceIds: ['si-1'],
        from: '2026-02-10T00:00:00.000Z',
        to: '2026-02-10T04:00:00.000Z',
      },
    ]))
  it('finds works on both legs of a redundancy group (netbox#7025, NB#213)', () =>
    expect(conflicts(candidate('si-1', '10'), [other('si-2', '10')], [group])).toMatchObject([
      { kind: 'redundancy-group', redundancyGroupId: 'rg-1', serviceInstanceIds: ['si-1', 'si-2'] },
    ]))
  it('reports a conflict once, however many windows meet (NB#220)', () =>
    expect(conflicts(candidate('si-1', '10', '11'), [other('si-2', '10', '11')], [group])).toMatchObject([
      { from: '2026-02-10T00:00:00.000Z', to: '2026-02-11T04:00:00.000Z' },
    ]))
  it('says only where the works meet, not where each goes on alone', () => {
    const late = {
      ...candidate('si-1'),
      windows: [window('10', { from: '2026-02-10T03:00:00.000Z', to: '2026-02-10T09:00:00.000Z' })],
    }
    expect(conflicts(late, [other('si-1', '10')], [])).toMatchObject([
      { from: '2026-02-10T03:00:00.000Z', to: '2026-02-10T04:00:00.000Z' },
    ])
  })
  it('lets one window begin as another ends', () => {
    const next = {
      ...candidate('si-1'),
      windows: [window('10', { from: '2026-02-10T04:00:00.000Z', to: '2026-02-10T05:00:00.000Z' })],
    }
    expect(conflicts(next, [other('si-1', '10')], [group])).toEqual([])
  })
  it('takes two works on the same leg for one conflict, about the service', () =>
    expect(conflicts(candidate('si-1', '10'), [other('si-1', '10')], [group]).map(({ kind }) => kind)).toEqual(['same-service']))
  it('passes over services that suffer nothing', () =>
    expect(
      conflicts(
        { ...candidate('si-1', '10'), impacts: [impact('si-1', { impact: 'no-impact' })] },
        [other('si-1', '10')],
        [group],
      ),
    ).toEqual([]))
  it('passes over the work itself, and over works that are cancelled or not there', () => {
    const gone = work(planned({ windows: [window('10')] }), cancelled())
    const others = [
      { ...other('si-1', '10'), workId: 'work-1' },
      { workId: 'work-3', work: gone },
      { workId: 'work-4', work: work() },
    ]
    expect(conflicts(candidate('si-1', '10'), others, [group])).toEqual([])
  })
  it('is the same for both works, whichever is asked about', () => {
    const services = fc.uniqueArray(
      fc.record({ serviceInstanceId: fc.constantFrom('si-1', 'si-2', 'si-3'), impact: fc.constantFrom(...allImpacts) }),
      { selector: ({ serviceInstanceId }) => serviceInstanceId, minLength: 1 },
    )
    const days = fc.uniqueArray(fc.constantFrom('10', '11', '12'), { minLength: 1 })
    fc.assert(
      fc.property(services, days, services, days, (ourServices, ourDays, theirServices, theirDays) => {
        const one = {
          windows: ourDays.map((day) => window(day)),
          impacts: ourServices.map((service) => impact(service.serviceInstanceId, service)),
        }
        const two = {
          windows: theirDays.map((day) => window(day)),
          impacts: theirServices.map((service) => impact(service.serviceInstanceId, service)),
        }
        const asked = conflicts(
          { workId: 'a', ...one },
          [{ workId: 'b', work: work(planned({ reference: 'W', ...two })) }],
          [group],
        )
        const turned = conflicts(
          { workId: 'b', ...two },
          [{ workId: 'a', work: work(planned({ reference: 'W', ...one })) }],
          [group],
        )
        expect(turned).toEqual(asked.map((conflict) => ({ ...conflict, workId: 'a' })))
      }),
    )
  })
})
