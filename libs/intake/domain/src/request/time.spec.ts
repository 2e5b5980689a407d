import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import {
  awaited,
  by,
  closed,
  days,
  facts,
  given,
  held,
  ines,
  now,
  received,
  resolved,
  resumed,
  stateOf,
  takenUp,
  terms,
  text,
} from '../../test/requests.js'
import { awaitClient } from './await-client.js'
import { confirm } from './confirm.js'
import { fireAlarms } from './fire-alarms.js'
import { putOnHold } from './put-on-hold.js'
import { requestStream } from './request-stream.js'
import { resolve } from './resolve.js'

const at = (instant: string) => (request: RequestFacts) => fireAlarms(request, { now: instant })
const alarmsOf = (...events: readonly RequestEvent[]) => requestStream.alarms?.(stateOf(...events))

describe('waiting for the client', () => {
  const wait = (what: string) => (request: RequestFacts) => awaitClient(request, { requestId: 'r1', what }, terms, by(ines))

  it('says what is awaited, and when it is reminded of and given up', () =>
    given(received(), takenUp()).when(wait('Please restart the router.')).then(awaited()))
  it('changes nothing when the same is asked again', () =>
    given(...facts['waiting-for-client'])
      .when(wait('Please restart the router.'))
      .thenNothing())
  it('refuses an empty question', () => given(received()).when(wait('')).thenRefused('field-missing', 'what'))
  it('wants to be woken for the reminder and for giving up', () =>
    expect(alarmsOf(received(), awaited())).toEqual([
      { at: days(2), what: 'remind-client' },
      { at: days(5), what: 'resolve-unanswered' },
    ]))
  it('reminds at the moment itself, not before', () => {
    given(received(), awaited()).when(at('2026-01-14T08:59:59.999Z')).thenNothing()
    given(received(), awaited())
      .when(at(days(2)))
      .then({ type: 'intake.reminder-due.v1', data: { count: 1, nextAt: days(4) } })
  })
  it('does not remind once more when the next reminder would come after the end', () =>
    given(received(), awaited(), { type: 'intake.reminder-due.v1', data: { count: 1, nextAt: days(4) } })
      .when(at(days(4)))
      .then({ type: 'intake.reminder-due.v1', data: { count: 2 } }))
  it('sends one reminder for all that were missed', () => {
    const long = { ...terms, waiting: { remindAfterDays: 1, resolveAfterDays: 10 } }
    const asked = awaitClient(stateOf(received()), { requestId: 'r1', what: 'Please answer.' }, long, by(ines))
    if ('refused' in asked) throw new Error(asked.refused)
    given(received(), ...asked)
      .when(at('2026-01-16T10:00:00.000Z'))
      .then({ type: 'intake.reminder-due.v1', data: { count: 1, nextAt: days(5) } })
  })
  it('is resolved without an answer at the end, and closes the full days later', () =>
    given(received(), awaited())
      .when(at(days(6)))
      .then({
        type: 'intake.request-resolved.v1',
        data: { code: 'no-answer', closeAt: days(11), closeAfterDays: 5, reopenWithinDays: 14 },
      }))
  it('wants nothing more once the client has answered', () =>
    expect(alarmsOf(received(), awaited(), resumed('client-replied'))).toEqual([]))
})

describe('resting', () => {
  const hold =
    (some = {}) =>
    (request: RequestFacts) =>
      putOnHold(request, { requestId: 'r1', reason: 'vendor', party: 'vendor', ...some }, by(ines))

  it('has a reason and a party', () => given(received()).when(hold()).then(held()))
  it('goes on by itself at the end of its window', () => {
    expect(alarmsOf(received(), held(days(1)))).toEqual([{ at: days(1), what: 'resume-work' }])
    given(received(), held(days(1)))
      .when(at(days(1)))
      .then(resumed('window-ended'))
  })
  it('without an end, waits for an agent', () => {
    expect(alarmsOf(received(), held())).toEqual([])
    given(received(), held())
      .when(at(days(100)))
      .thenNothing()
  })
  it('changes nothing when it rests so already', () => given(received(), held()).when(hold()).thenNothing())
  it('keeps a note under the key of the request and its author', () =>
    given(received())
      .when(hold({ note: 'Parts ordered.' }))
      .then({
        type: 'intake.request-put-on-hold.v1',
        data: { reason: 'vendor', party: 'vendor', note: text('Parts ordered.', ines) },
      }))
  it.each([
    [{ reason: 'lunch' }, 'reason-unknown', 'reason'],
    [{ party: 'nobody' }, 'party-unknown', 'party'],
    [{ reason: 'agreed-window' }, 'field-missing', 'until'],
    [{ until: now }, 'already-over', 'until'],
    [{ note: ' ' }, 'field-missing', 'note'],
  ])('refuses %j as %s', (some, code, field) => given(received()).when(hold(some)).thenRefused(code, field))
})

describe('resolving and closing', () => {
  const solve =
    (some = {}) =>
    (request: RequestFacts) =>
      resolve(request, { requestId: 'r1', code: 'fixed', solution: 'Replaced.', ...some }, terms, by(ines))

  it('tells the solution and when it closes by itself', () => given(received(), takenUp()).when(solve()).then(resolved()))
  it('changes nothing when it is resolved so already', () => given(received(), resolved()).when(solve()).thenNothing())
  it('refuses another code afterwards', () =>
    given(received(), resolved())
      .when(solve({ code: 'workaround' }))
      .thenRefused('request-resolved'))
  it.each([
    [{ code: 'magic' }, 'code-unknown', 'code'],
    [{ code: 'no-answer' }, 'code-unknown', 'code'],
    [{ solution: '' }, 'field-missing', 'solution'],
  ])('refuses %j as %s', (some, code, field) => given(received()).when(solve(some)).thenRefused(code, field))
  it('closes when the client confirms', () =>
    given(received(), resolved())
      .when((request) => confirm(request, { now }))
      .then(closed()))
  it('closes by itself at the moment itself, not before', () => {
    expect(alarmsOf(received(), resolved())).toEqual([{ at: days(5), what: 'close-resolved' }])
    given(received(), resolved()).when(at('2026-01-17T08:59:59.999Z')).thenNothing()
    given(received(), resolved())
      .when(at(days(5)))
      .then({ type: 'intake.request-closed.v1', data: { because: 'elapsed', reopenUntil: days(19) } })
  })
  it('has nothing to be woken for once it has ended, or goes on in another', () => {
    expect(alarmsOf(...facts.closed)).toEqual([])
    expect(alarmsOf(...facts.merged)).toEqual([])
    given(...facts.closed)
      .when(at(days(100)))
      .thenNothing()
    given()
      .when(at(days(100)))
      .thenNothing()
  })
  it('comes to its end by being woken alone, doing one thing each time', () => {
    for (const status of ['waiting-for-client', 'resolved'] as const) {
      let request = stateOf(...facts[status])
      for (let woken = 0; woken < 10; woken += 1) {
        const next = requestStream
          .alarms?.(request)
          .map((alarm) => alarm.at)
          .sort()[0]
        if (next === undefined) break
        const decision = fireAlarms(request, { now: next })
        if ('refused' in decision) throw new Error(decision.refused)
        expect(decision).toHaveLength(1)
        request = decision.reduce(requestStream.evolve, request)
      }
      expect(request).toMatchObject({ status: 'closed' })
    }
  })
})
