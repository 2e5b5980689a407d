import { given } from '@spoc/platform-testing'
import type { WorkFacts } from '@spoc/works-contracts'
import {
  NOW,
  announced,
  approved,
  at,
  cancelled,
  client,
  completed,
  confirmed,
  conflict,
  impact,
  needed,
  planned,
  proposed,
  rescheduled,
  started,
  terms,
  window,
} from '../../test/builders.js'
import { cancelWork } from './cancel-work.js'
import { completeWork } from './complete-work.js'
import { rescheduleWork, type RescheduleWork } from './reschedule-work.js'
import { startWork } from './start-work.js'
import { workStream } from './work.js'

const agreed = [planned({ windows: [window('10'), window('11')] }), approved(['si-1']), confirmed()]
const begun = [...agreed, started('2026-02-10T00:10:00.000Z')]
const starting = (now: string, occurredAt?: string) => (work: WorkFacts) =>
  startWork(work, at(now, occurredAt === undefined ? {} : { occurredAt }))
const completing =
  (now: string, outcome: 'done' | 'rolled-back' = 'done', occurredAt?: string) =>
  (work: WorkFacts) =>
    completeWork(work, { outcome }, at(now, occurredAt === undefined ? {} : { occurredAt }))
const cancelling =
  (reason = 'Not needed.') =>
  (work: WorkFacts) =>
    cancelWork(work, { reason }, at(NOW))
const moving =
  (more: Partial<RescheduleWork> = {}) =>
  (work: WorkFacts) =>
    rescheduleWork(
      work,
      { windows: [window('12')], reason: 'Late part.', terms: [terms()], conflicts: [], despiteConflicts: false, ...more },
      at(NOW),
    )
const newlyNeeded = needed('acc-1', { decideBy: '2026-02-06T16:30:00.000Z' })

describe('starting a work', () => {
  it('begins inside a window, and tells it', () =>
    given(workStream)(...agreed)
      .when(starting('2026-02-11T00:00:00.000Z'))
      .then(started('2026-02-11T00:00:00.000Z'), announced(2, 'acc-1', '2026-02-11T00:00:00.000Z')))
  it('takes the moment it really began where that is typed later', () =>
    given(workStream)(...agreed)
      .when(starting('2026-02-10T05:00:00.000Z', '2026-02-10T03:00:00.000Z'))
      .then(started('2026-02-10T03:00:00.000Z'), announced(2, 'acc-1', '2026-02-10T05:00:00.000Z')))
  it('refuses before the first window and between windows', () => {
    given(workStream)(...agreed)
      .when(starting('2026-02-09T23:59:59.999Z'))
      .thenRefused('window-not-open')
    given(workStream)(...agreed)
      .when(starting('2026-02-10T04:00:00.000Z'))
      .thenRefused('window-not-open')
  })
  it('refuses after the last window', () =>
    given(workStream)(...agreed)
      .when(starting('2026-02-11T04:00:00.000Z'))
      .thenRefused('window-over'))
  it('refuses while an approval is missing', () =>
    given(workStream)(planned()).when(starting('2026-02-10T01:00:00.000Z')).thenRefused('work-not-confirmed'))
  it('changes nothing when started twice', () =>
    given(workStream)(...begun)
      .when(starting('2026-02-10T00:20:00.000Z'))
      .thenNothing())
  it('refuses what is cancelled, completed or unknown', () => {
    given(workStream)(planned(), cancelled()).when(starting('2026-02-10T01:00:00.000Z')).thenRefused('work-cancelled')
    given(workStream)(...begun, completed('2026-02-10T01:00:00.000Z'))
      .when(starting('2026-02-10T02:00:00.000Z'))
      .thenRefused('work-completed')
    given(workStream)().when(starting('2026-02-10T01:00:00.000Z')).thenRefused('work-unknown')
  })
})

describe('completing a work', () => {
  it('says how it ended, and tells it, after the window too', () =>
    given(workStream)(...begun)
      .when(completing('2026-02-10T06:00:00.000Z', 'rolled-back'))
      .then(completed('2026-02-10T06:00:00.000Z', 'rolled-back'), announced(3, 'acc-1', '2026-02-10T06:00:00.000Z')))
  it('changes nothing when completed alike twice, and refuses another outcome', () => {
    const over = [...begun, completed('2026-02-10T03:00:00.000Z')]
    given(workStream)(...over)
      .when(completing('2026-02-10T04:00:00.000Z'))
      .thenNothing()
    given(workStream)(...over)
      .when(completing('2026-02-10T04:00:00.000Z', 'rolled-back'))
      .thenRefused('work-completed')
  })
  it('refuses what has not begun, is cancelled or unknown', () => {
    given(workStream)(...agreed)
      .when(completing('2026-02-10T01:00:00.000Z'))
      .thenRefused('work-not-started')
    given(workStream)(planned(), cancelled()).when(completing(NOW)).thenRefused('work-cancelled')
    given(workStream)().when(completing(NOW)).thenRefused('work-unknown')
  })
  it('refuses an end before the beginning', () =>
    given(workStream)(...begun)
      .when(completing('2026-02-10T04:00:00.000Z', 'done', '2026-02-10T00:09:00.000Z'))
      .thenRefused('completed-before-start', 'occurredAt'))
})

describe('cancelling a work', () => {
  it('tells every affected account', () =>
    given(workStream)(...agreed)
      .when(cancelling())
      .then(cancelled(), announced(2)))
  it('changes nothing when cancelled twice', () => given(workStream)(planned(), cancelled()).when(cancelling()).thenNothing())
  it('wants a reason', () => given(workStream)(planned()).when(cancelling(' ')).thenRefused('reason-missing', 'reason'))
  it('refuses what has begun, is over or unknown', () => {
    given(workStream)(...begun)
      .when(cancelling())
      .thenRefused('work-begun')
    given(workStream)(...begun, completed('2026-02-10T03:00:00.000Z'))
      .when(cancelling())
      .thenRefused('work-completed')
    given(workStream)().when(cancelling()).thenRefused('work-unknown')
  })
})

describe('rescheduling a work', () => {
  it('asks every account anew', () =>
    given(workStream)(...agreed)
      .when(moving())
      .then(rescheduled([window('12')], [newlyNeeded]), announced(2)))
  it('has the approval of the account that proposed just this window', () =>
    given(workStream)(planned(), proposed(window('12')))
      .when(moving())
      .then(rescheduled([window('12')], [newlyNeeded]), approved(['si-1'], 'acc-1', client), confirmed(), announced(2)))
  it('still asks an account that proposed another window', () =>
    given(workStream)(planned(), proposed(window('13')))
      .when(moving())
      .then(rescheduled([window('12')], [newlyNeeded]), announced(1)))
  it('moves an emergency without asking', () =>
    given(workStream)(planned({ kind: 'emergency', approvals: [] }), confirmed('no-approval-needed'))
      .when(moving({ windows: [window('02')] }))
      .then(rescheduled([window('02')], []), confirmed('no-approval-needed'), announced(3)))
  it('keeps to the lead time of the contracts', () =>
    given(workStream)(planned())
      .when(moving({ windows: [window('03')] }))
      .thenRefused('lead-time-too-short', 'windows.0.from'))
  it('keeps out of the way of other works unless told otherwise', () => {
    given(workStream)(planned())
      .when(moving({ conflicts: [conflict] }))
      .thenRefused('works-conflict', 'despiteConflicts')
  })
  it('refuses what has begun, is over, cancelled or unknown', () => {
    given(workStream)(...begun)
      .when(moving())
      .thenRefused('work-begun')
    given(workStream)(planned({ impacts: [impact('si-1')] }), cancelled())
      .when(moving())
      .thenRefused('work-cancelled')
    given(workStream)().when(moving()).thenRefused('work-unknown')
  })
})
