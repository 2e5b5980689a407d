import { keyOfAuthor, personal, type Given } from '@spoc/platform-kernel'
import { given } from '@spoc/platform-testing'
import type { WorkFacts } from '@spoc/works-contracts'
import {
  NOW,
  announced,
  approved,
  at,
  byClient,
  cancelled,
  client,
  confirmed,
  declined,
  impact,
  needed,
  planned,
  proposed,
  silenceCounted,
  started,
  window,
} from '../../test/builders.js'
import { approveWork, type ApproveWork } from './approve-work.js'
import { countSilence } from './count-silence.js'
import { declineWork } from './decline-work.js'
import { proposeWindow } from './propose-window.js'
import { workStream } from './work.js'

const own = { accountId: 'acc-1', speaksFor: ['acc-1'] }
const approving =
  (more: Partial<ApproveWork> = {}, by: Given = byClient()) =>
  (work: WorkFacts) =>
    approveWork(work, { ...own, ...more }, by)
const declining =
  (reason = 'Month end.') =>
  (work: WorkFacts) =>
    declineWork(work, { ...own, workId: 'work-1', reason }, byClient())
const proposing =
  (proposal = window('12')) =>
  (work: WorkFacts) =>
    proposeWindow(work, { ...own, workId: 'work-1', window: proposal }, byClient())
const silent = (now: string) => (work: WorkFacts) => countSilence(work, at(now))

const twoServices = planned({ impacts: [impact('si-1'), impact('si-2')] })
const twoAccounts = planned({
  impacts: [impact('si-1'), impact('si-2', { accountId: 'acc-2' })],
  approvals: [needed(), needed('acc-2', { silence: 'approves', decideBy: '2026-02-06T16:30:00.000Z' })],
})

describe('approving a work', () => {
  it('confirms it with the last approval needed, and tells every affected account', () =>
    given(workStream)(twoAccounts, approved(['si-2'], 'acc-2'))
      .when(approving())
      .then(approved(['si-1']), confirmed(), announced(1), announced(1, 'acc-2')))
  it('waits for the other accounts', () =>
    given(workStream)(twoAccounts)
      .when(approving())
      .then(approved(['si-1'])))
  it('takes an approval of one service instance, and waits for the rest', () =>
    given(workStream)(twoServices)
      .when(approving({ serviceInstanceIds: ['si-2'] }))
      .then(approved(['si-2'])))
  it('is complete with the last service instance', () =>
    given(workStream)(twoServices, approved(['si-2']))
      .when(approving({ serviceInstanceIds: ['si-1'] }))
      .then(approved(['si-1']), confirmed(), announced(1)))
  it('changes nothing when approved again, even once confirmed', () =>
    given(workStream)(planned(), approved(['si-1']), confirmed())
      .when(approving())
      .thenNothing())
  it('outweighs an earlier no', () =>
    given(workStream)(planned(), declined())
      .when(approving())
      .then(approved(['si-1']), confirmed(), announced(1)))
  it('outweighs a silence that was counted as a no', () =>
    given(workStream)(planned(), silenceCounted('declines'))
      .when(approving())
      .then(approved(['si-1']), confirmed(), announced(1)))
  it('names the client when staff write down what the client said', () =>
    given(workStream)(planned())
      .when(approving({ speaksFor: 'every-account' }, at(NOW, { onBehalfOf: client, channel: 'phone' })))
      .then(approved(['si-1']), confirmed(), announced(1)))
  it('refuses to speak for another account', () =>
    given(workStream)(twoAccounts)
      .when(approving({ accountId: 'acc-2' }))
      .thenRefused('account-foreign', 'accountId'))
  it('is not there for an account that it does not affect', () =>
    given(workStream)(planned())
      .when(approving({ accountId: 'acc-7', speaksFor: ['acc-7'] }))
      .thenRefused('work-unknown'))
  it('refuses where there is no such work', () => given(workStream)().when(approving()).thenRefused('work-unknown'))
  it('refuses service instances of others', () =>
    given(workStream)(twoAccounts)
      .when(approving({ serviceInstanceIds: ['si-1', 'si-2'] }))
      .thenRefused('service-not-affected', 'serviceInstanceIds.1'))
  it('refuses where nobody asked', () =>
    given(workStream)(planned({ approvals: [] }))
      .when(approving())
      .thenRefused('approval-not-needed'))
  it('refuses once it is cancelled', () =>
    given(workStream)(planned(), cancelled()).when(approving()).thenRefused('work-cancelled'))
})

describe('declining a work', () => {
  it('keeps the reason as the word of the person who gave it', () =>
    given(workStream)(planned())
      .when(declining('Ask Ines.'))
      .then({
        type: 'works.work-declined.v1',
        data: { accountId: 'acc-1', by: client, reason: personal('Ask Ines.', keyOfAuthor('work-1', 'con-1')) },
      }))
  it('takes an approval back while others are awaited', () =>
    given(workStream)(twoAccounts, approved(['si-1']))
      .when(declining())
      .then(declined()))
  it('outweighs a silence that was counted as a yes', () =>
    given(workStream)(twoAccounts, silenceCounted('approves')).when(declining()).then(declined()))
  it('is the account’s own word where its silence was counted as a no', () =>
    given(workStream)(planned(), silenceCounted('declines')).when(declining()).then(declined()))
  it('changes nothing when declined again', () => given(workStream)(planned(), declined()).when(declining()).thenNothing())
  it('wants a reason', () => given(workStream)(planned()).when(declining(' ')).thenRefused('reason-missing', 'reason'))
  it('comes too late once all have approved', () =>
    given(workStream)(planned(), approved(['si-1']), confirmed())
      .when(declining())
      .thenRefused('work-confirmed'))
  it('comes too late once the work has begun', () =>
    given(workStream)(planned(), approved(['si-1']), confirmed(), started('2026-02-10T00:10:00.000Z'))
      .when(declining())
      .thenRefused('work-begun'))
})

describe('proposing another window', () => {
  it('is kept beside the window that was planned', () =>
    given(workStream)(planned())
      .when(proposing())
      .then(proposed(window('12'))))
  it('changes nothing when it arrives twice', () =>
    given(workStream)(planned(), proposed(window('12')))
      .when(proposing())
      .thenNothing())
  it('refuses a window that is over', () =>
    given(workStream)(planned())
      .when(proposing(window('10', { from: '2026-01-10T00:00:00.000Z', to: '2026-01-10T04:00:00.000Z' })))
      .thenRefused('window-in-the-past', 'window.to'))
})

describe('an account that says nothing', () => {
  it('is counted as its contract says, at the moment set', () =>
    given(workStream)(planned()).when(silent('2026-02-05T16:30:00.000Z')).then(silenceCounted('declines')))
  it('is not counted a millisecond before', () =>
    given(workStream)(planned()).when(silent('2026-02-05T16:29:59.999Z')).thenNothing())
  it('confirms the work where it was the last and its silence approves', () =>
    given(workStream)(twoAccounts, approved(['si-1']))
      .when(silent('2026-02-06T16:30:00.000Z'))
      .then(
        silenceCounted('approves', 'acc-2'),
        confirmed(),
        announced(1, 'acc-1', '2026-02-06T16:30:00.000Z'),
        announced(1, 'acc-2', '2026-02-06T16:30:00.000Z'),
      ))
  it('is counted for every account that is overdue', () =>
    given(workStream)(twoAccounts)
      .when(silent('2026-02-20T00:00:00.000Z'))
      .then(silenceCounted('declines'), silenceCounted('approves', 'acc-2')))
  it.each([
    ['declined', declined()],
    ['proposed another window', proposed(window('12'))],
  ])('is not silent once it has %s', (_, answer) =>
    given(workStream)(planned(), answer).when(silent('2026-02-20T00:00:00.000Z')).thenNothing(),
  )
  it('is not silent once it has approved', () =>
    given(workStream)(twoAccounts, approved(['si-1']))
      .when(silent('2026-02-06T00:00:00.000Z'))
      .thenNothing())
  it('is still silent when it approved only a part', () =>
    given(workStream)(twoServices, approved(['si-1']))
      .when(silent('2026-02-06T00:00:00.000Z'))
      .then(silenceCounted('declines')))
})

describe('the alarms of a work', () => {
  const alarms = (...facts: Parameters<typeof workStream.evolve>[1][]) =>
    workStream.alarms?.(facts.reduce(workStream.evolve, workStream.initial))
  it('stand at the moment each account is to decide by', () =>
    expect(alarms(twoAccounts)).toEqual([
      { at: '2026-02-05T16:30:00.000Z', what: 'silence:acc-1' },
      { at: '2026-02-06T16:30:00.000Z', what: 'silence:acc-2' },
    ]))
  it('fall silent with the answer, and with the end of the work', () => {
    expect(alarms(planned(), declined())).toEqual([])
    expect(alarms(planned(), cancelled())).toEqual([])
    expect(alarms(planned(), silenceCounted('declines'))).toEqual([])
  })
  it('belong to the work, which is nobody’s alone', () =>
    expect(workStream.about(workStream.initial, 'work-1')).toEqual({ subject: 'work-1' }))
})
