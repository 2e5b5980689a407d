import { given } from '@spoc/platform-testing'
import type { WorkFacts } from '@spoc/works-contracts'
import { NOW, announced, at, confirmed, conflict, impact, needed, plan, planned, terms, window } from '../../test/builders.js'
import { planWork, type PlanWork } from './plan-work.js'
import { workStream } from './work.js'

const planning =
  (more: Partial<PlanWork> = {}, now = NOW) =>
  (work: WorkFacts) =>
    planWork(work, plan(more), at(now))

describe('planning a work', () => {
  it('asks each affected account by half of the notice it has, and tells it', () =>
    given(workStream)()
      .when(planning())
      .then(planned({ approvals: [needed('acc-1')] }), announced(0)))
  it('lets an account decide within the days of its contract, where that is sooner than the first window', () =>
    given(workStream)()
      .when(planning({ terms: [terms('acc-1', { decideWithinDays: 2, silence: 'approves' })] }))
      .then(
        planned({ approvals: [needed('acc-1', { decideBy: '2026-02-03T09:00:00.000Z', silence: 'approves' })] }),
        announced(0),
      ))
  it('never waits for an answer beyond the first window', () =>
    given(workStream)()
      .when(planning({ terms: [terms('acc-1', { decideWithinDays: 90 })] }))
      .then(planned({ approvals: [needed('acc-1', { decideBy: '2026-02-10T00:00:00.000Z' })] }), announced(0)))
  it('takes the silence of an account without a contract for a no', () =>
    given(workStream)()
      .when(planning({ terms: [] }))
      .then(planned(), announced(0)))
  it('keeps windows in order of time', () =>
    given(workStream)()
      .when(planning({ windows: [window('12'), window('10')] }))
      .then(planned({ windows: [window('10'), window('12')] }), announced(0)))
  it('tells an account whose services all go on untouched, and does not ask it', () =>
    given(workStream)()
      .when(planning({ impacts: [impact('si-1'), impact('si-2', { accountId: 'acc-2', impact: 'no-impact' })] }))
      .then(
        planned({ impacts: [impact('si-1'), impact('si-2', { accountId: 'acc-2', impact: 'no-impact' })] }),
        announced(0),
        announced(0, 'acc-2'),
      ))
  it('confirms a work that nobody has to approve at once, and tells only what holds at the end', () =>
    given(workStream)()
      .when(planning({ impacts: [impact('si-1', { impact: 'no-impact' })] }))
      .then(
        planned({ impacts: [impact('si-1', { impact: 'no-impact' })], approvals: [] }),
        confirmed('no-approval-needed'),
        announced(1),
      ))
  it('lets an emergency begin at once, with nobody asked and everybody told', () =>
    given(workStream)()
      .when(planning({ kind: 'emergency', windows: [window('01')] }, '2026-02-01T01:00:00.000Z'))
      .then(
        planned({ kind: 'emergency', windows: [window('01')], approvals: [] }),
        confirmed('no-approval-needed'),
        announced(1, 'acc-1', '2026-02-01T01:00:00.000Z'),
      ))
})

describe('refusing a plan', () => {
  it('names the window that comes sooner than a contract allows', () =>
    given(workStream)()
      .when(planning({ windows: [window('10'), window('05')] }))
      .thenRefused('lead-time-too-short', 'windows.1.from'))
  it('allows a window exactly as far ahead as the contract says', () =>
    given(workStream)()
      .when(planning({ windows: [window('06', { from: '2026-02-06T09:00:00.000Z', to: '2026-02-06T10:00:00.000Z' })] }))
      .then(
        planned({
          windows: [window('06', { from: '2026-02-06T09:00:00.000Z', to: '2026-02-06T10:00:00.000Z' })],
          approvals: [needed('acc-1', { decideBy: '2026-02-03T21:00:00.000Z' })],
        }),
        announced(0),
      ))
  it('refuses a window that ends before it begins', () =>
    given(workStream)()
      .when(planning({ windows: [window('10', { to: '2026-02-10T00:00:00.000Z' })] }))
      .thenRefused('window-not-in-order', 'windows.0.to'))
  it('refuses a planned window that has begun, even where nobody has to be asked', () =>
    given(workStream)()
      .when(
        planning({
          impacts: [impact('si-1', { impact: 'no-impact' })],
          windows: [window('01', { to: '2026-02-01T10:00:00.000Z' })],
        }),
      )
      .thenRefused('window-in-the-past', 'windows.0.from'))
  it('refuses an emergency whose window is over', () =>
    given(workStream)()
      .when(planning({ kind: 'emergency', windows: [window('01')] }))
      .thenRefused('window-in-the-past', 'windows.0.to'))
  it('refuses windows that overlap', () =>
    given(workStream)()
      .when(planning({ windows: [window('10'), window('10', { windowId: 'w2', from: '2026-02-10T03:59:00.000Z' })] }))
      .thenRefused('windows-overlap', 'windows.1'))
  it('refuses two windows of one id', () =>
    given(workStream)()
      .when(planning({ windows: [window('10'), window('12', { windowId: 'w-10' })] }))
      .thenRefused('window-twice', 'windows.1.windowId'))
  it('refuses a zone that nobody knows', () =>
    given(workStream)()
      .when(planning({ windows: [window('10', { zone: 'Mars/Olympus' })] }))
      .thenRefused('zone-unknown', 'windows.0.zone'))
  it('refuses a work without a window', () =>
    given(workStream)()
      .when(planning({ windows: [] }))
      .thenRefused('window-missing', 'windows'))
  it('refuses a work that affects nothing', () =>
    given(workStream)()
      .when(planning({ impacts: [] }))
      .thenRefused('impact-missing', 'impacts'))
  it('refuses a service instance named twice', () =>
    given(workStream)()
      .when(planning({ impacts: [impact('si-1'), impact('si-1')] }))
      .thenRefused('impact-twice', 'impacts.1.serviceInstanceId'))
  it('refuses a work without a title', () =>
    given(workStream)()
      .when(planning({ title: ' ' }))
      .thenRefused('title-missing', 'title'))
  it('refuses a work that does not say what will be done', () =>
    given(workStream)()
      .when(planning({ description: '' }))
      .thenRefused('description-missing', 'description'))
  it('refuses a reference that is taken', () =>
    given(workStream)(planned()).when(planning()).thenRefused('work-exists', 'reference'))
  it('tells nobody of a work that conflicts with another', () =>
    given(workStream)()
      .when(planning({ conflicts: [conflict] }))
      .thenRefused('works-conflict', 'despiteConflicts'))
  it('goes on in spite of conflicts when told to, and keeps them', () =>
    given(workStream)()
      .when(planning({ conflicts: [conflict], despiteConflicts: true }))
      .then(planned({ conflicts: [conflict] }), announced(0)))
})
