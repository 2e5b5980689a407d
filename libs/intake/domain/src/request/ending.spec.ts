import type { RequestFacts } from '@spoc/intake-contracts'
import {
  ada,
  by,
  cancelled,
  closed,
  days,
  facts,
  given,
  ines,
  merged,
  party,
  received,
  rejected,
  resolved,
  stateOf,
  takenUp,
  text,
} from '../../test/requests.js'
import { cancel } from './cancel.js'
import { merge } from './merge.js'
import { reject } from './reject.js'
import { reopen } from './reopen.js'
import { followMerges } from './survivor.js'
import { takeUp } from './take-up.js'
import { unmerge } from './unmerge.js'

describe('taking up', () => {
  it('changes nothing when the same person does so twice', () =>
    given(received(), takenUp())
      .when((request) => takeUp(request, by(ines)))
      .thenNothing())
  it('refuses a second person: taking over is routing’s', () =>
    given(received(), takenUp('omar'))
      .when((request) => takeUp(request, by(ines)))
      .thenRefused('request-taken-up'))
})

describe('cancelling and rejecting', () => {
  it('keeps who withdrew it and why', () =>
    given(received())
      .when((request) => cancel(request, { requestId: 'r1', by: 'client', reason: 'Our own switch.' }, by(ada)))
      .then(cancelled()))
  it('tells why it is not ours', () =>
    given(received())
      .when((request) => reject(request, { requestId: 'r1', reason: 'Not ours.' }, by(ines)))
      .then(rejected()))
  it('are refused without a reason', () => {
    given(received())
      .when((request) => cancel(request, { requestId: 'r1', by: 'staff', reason: '' }, by(ines)))
      .thenRefused('field-missing', 'reason')
    given(received())
      .when((request) => reject(request, { requestId: 'r1', reason: '' }, by(ines)))
      .thenRefused('field-missing', 'reason')
  })
})

describe('reopening', () => {
  const again = (who: 'client' | 'staff', at?: string) => (request: RequestFacts) =>
    reopen(request, { requestId: 'r1', by: who, reason: 'Down again.' }, by(who === 'client' ? ada : ines, at))

  it('says where it stood and why it goes on', () =>
    given(received(), resolved())
      .when(again('client'))
      .then({
        type: 'intake.request-reopened.v1',
        data: { because: 'not-solved', from: 'resolved', reason: text('Down again.', ada) },
      }))
  it('of a closed request is the client’s within the days of the contract only', () =>
    given(received(), resolved(), closed())
      .when(again('client', days(14)))
      .thenRefused('follow-up-needed'))
  it('of a closed request is staff’s at any time', () =>
    given(received(), resolved(), closed())
      .when(again('staff', days(400)))
      .then({
        type: 'intake.request-reopened.v1',
        data: { because: 'staff', from: 'closed', reason: text('Down again.', ines) },
      }))
  it('is refused without a reason', () =>
    given(received(), resolved())
      .when((request) => reopen(request, { requestId: 'r1', by: 'staff', reason: '' }, by(ines)))
      .thenRefused('field-missing', 'reason'))
})

describe('merging', () => {
  const into =
    (survivor: RequestFacts, id = 'r2') =>
    (request: RequestFacts) =>
      merge(request, { requestId: 'r1', into: id }, survivor)

  it('lets it go on in the survivor and keeps where it stood', () =>
    given(received(), takenUp())
      .when(into(stateOf(received())))
      .then(merged()))
  it('changes nothing when it goes on there already', () =>
    given(...facts.merged)
      .when(into(stateOf(received())))
      .thenNothing())
  it('refuses to move it on to a third', () =>
    given(...facts.merged)
      .when(into(stateOf(received()), 'r3'))
      .thenRefused('request-merged'))
  it('refuses itself as the survivor', () =>
    given(received())
      .when(into(stateOf(received()), 'r1'))
      .thenRefused('merged-into-itself', 'into'))
  it('refuses a survivor that there is not', () =>
    given(received())
      .when(into({ is: 'unknown' }))
      .thenRefused('survivor-unknown', 'into'))
  it('refuses a survivor that goes on in another itself, so that merges never go in a circle', () =>
    given(received())
      .when(into(stateOf(...facts.merged)))
      .thenRefused('survivor-merged', 'into'))
  it('refuses a survivor that has ended', () =>
    given(received())
      .when(into(stateOf(...facts.closed)))
      .thenRefused('survivor-ended', 'into'))
  it('case Intake 7: is refused between accounts', () =>
    given(received())
      .when(into(stateOf(received({ accountId: 'suedwind' }))))
      .thenRefused('merge-across-accounts', 'into'))
  it('is refused between strangers who have nobody in common', () => {
    const from = (who: string) => received({ accountId: undefined, sender: party(who) })
    given(from('ada'))
      .when(into(stateOf(from('eva'))))
      .thenRefused('merge-across-accounts', 'into')
    given(from('ada'))
      .when(into(stateOf(from('ada'))))
      .then({ type: 'intake.request-merged.v1', data: { into: 'r2', stateBefore: 'new' } })
  })
  it('is taken back to where it stood', () =>
    given(...facts.merged)
      .when(unmerge)
      .then({ type: 'intake.request-unmerged.v1', data: { from: 'r2', state: 'in-progress' } }))
  it('cannot be taken back where there was none', () => given(received()).when(unmerge).thenRefused('request-not-merged'))
})

describe('following merges', () => {
  const requests: Readonly<Record<string, RequestFacts>> = {
    a: stateOf(received({ number: 'R-A' })),
    b: stateOf(received({ number: 'R-B' }), { type: 'intake.request-merged.v1', data: { into: 'a', stateBefore: 'new' } }),
    c: stateOf(received({ number: 'R-C' }), { type: 'intake.request-merged.v1', data: { into: 'b', stateBefore: 'new' } }),
    x: stateOf(received(), { type: 'intake.request-merged.v1', data: { into: 'y', stateBefore: 'new' } }),
    y: stateOf(received(), { type: 'intake.request-merged.v1', data: { into: 'x', stateBefore: 'new' } }),
  }
  const load = (id: string) => Promise.resolve<RequestFacts>(requests[id] ?? { is: 'unknown' })

  it('leads to the survivor, over any number of merges', async () => {
    const chain = await followMerges('c', load)
    expect(chain).toMatchObject({ requestId: 'c', survivorId: 'a', survivor: { number: 'R-A' } })
    expect(chain?.requests.map(({ number }) => number)).toEqual(['R-C', 'R-B', 'R-A'])
  })
  it('stays at a request that is not merged', async () =>
    expect(await followMerges('a', load)).toMatchObject({ requestId: 'a', survivorId: 'a' }))
  it('ends even where a damaged log goes in a circle', async () =>
    expect(await followMerges('x', load)).toMatchObject({ survivorId: 'y' }))
  it('leads nowhere from a request that there is not', async () => expect(await followMerges('z', load)).toBeUndefined())
})
