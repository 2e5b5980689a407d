import { readdirSync, readFileSync } from 'node:fs'
import { upcast, type Fact } from '@spoc/platform-kernel'
import { worksContract } from './contract.js'
import { foldWork, workFacts, type Work, type WorkFacts } from './work.facts.js'

const folder = new URL('../golden/', import.meta.url)
const goldenTypes = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

function golden(type: string): Fact {
  const { fact, known } = upcast([worksContract], JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8')) as Fact)
  expect(known).toBe(true)
  return fact
}

function after(...types: readonly string[]): Work {
  const work = ['works.work-planned.v1', ...types].map(golden).reduce<WorkFacts>(foldWork, workFacts.initial)
  if (work.is === 'unknown') throw new Error('planned, so it is known')
  return work
}

describe('golden files of works', () => {
  it('has one for every type written today', () => expect(goldenTypes).toEqual(expect.arrayContaining([...worksContract.types])))
  it.each(goldenTypes)('%s still loads, and changes what is known of the work', (type) => {
    const fact = golden(type)
    const before: WorkFacts = type === 'works.work-planned.v1' ? { is: 'unknown' } : after()
    expect(foldWork(before, fact)).not.toEqual(before)
  })
})

describe('the fold of a work', () => {
  it('is tentative while approvals are awaited, and keeps windows, impacts and conflicts', () => {
    const work = after()
    expect(work.is).toBe('tentative')
    expect(work.approvals.map(({ answer }) => answer)).toEqual(['awaited', 'awaited'])
    expect([work.windows.length, work.impacts.length, work.conflicts.length]).toEqual([2, 3, 1])
  })
  it('counts an account as approving once all its service instances are approved', () => {
    const one: Fact = {
      type: 'works.work-approved.v1',
      data: { accountId: 'acc-1', by: { kind: 'contact', id: 'con-1' }, serviceInstanceIds: ['si-1'] },
    }
    const half = foldWork(after(), one)
    expect(half).toMatchObject({ approvals: [{ answer: 'awaited', approvedServiceInstanceIds: ['si-1'] }, {}] })
    expect(foldWork(half, golden('works.work-approved.v1'))).toMatchObject({ approvals: [{ answer: 'approved' }, {}] })
  })
  it('forgets the approvals of an account that declines afterwards', () =>
    expect(after('works.work-approved.v1', 'works.work-declined.v1').approvals[0]).toMatchObject({
      answer: 'declined',
      approvedServiceInstanceIds: [],
    }))
  it('tells a counted silence from an answer', () =>
    expect(after('works.silence-counted.v1').approvals[1]).toMatchObject({ answer: 'approved', bySilence: true }))
  it('asks for every answer again after a reschedule', () =>
    expect(after('works.work-approved.v1', 'works.work-confirmed.v1', 'works.work-rescheduled.v1')).toMatchObject({
      is: 'tentative',
      sequence: 2,
      windows: [{ windowId: 'w3' }],
      approvals: [{ accountId: 'acc-1', answer: 'awaited', approvedServiceInstanceIds: [] }],
    }))
  it('goes from confirmed over in-process to completed, one sequence number each', () =>
    expect(after('works.work-confirmed.v1', 'works.work-started.v1', 'works.work-completed.v1')).toMatchObject({
      is: 'completed',
      outcome: 'done',
      startedAt: '2026-02-10T00:05:00.000Z',
      completedAt: '2026-02-10T03:10:00.000Z',
      sequence: 3,
    }))
  it('keeps the last notice of each account, and does not count a notice as a change', () => {
    const again: Fact = {
      type: 'works.work-announced.v1',
      data: { accountId: 'acc-1', sequence: 1, stamp: '2026-02-02T09:00:00.000Z' },
    }
    const work = foldWork(after('works.work-announced.v1'), again)
    expect(work).toMatchObject({ sequence: 0, announcements: [{ accountId: 'acc-1', sequence: 1 }] })
  })
  it('passes over a type it does not know, and a change of a work that was never planned', () => {
    const work = after()
    expect(foldWork(work, { type: 'works.work-teleported.v1', data: {} })).toBe(work)
    expect(foldWork(workFacts.initial, golden('works.work-started.v1'))).toBe(workFacts.initial)
  })
})
