import fc from 'fast-check'
import type { RequestEvent, RequestFacts, RequestStatus } from '@spoc/intake-contracts'
import { isRefusal, type Decision } from '@spoc/platform-kernel'
import { ada, by, ines, message, now, received, stateOf, terms } from '../../test/requests.js'
import { awaitClient } from './await-client.js'
import { cancel } from './cancel.js'
import { clientReplied } from './client-replied.js'
import { confirm } from './confirm.js'
import { fireAlarms } from './fire-alarms.js'
import { merge } from './merge.js'
import { putOnHold } from './put-on-hold.js'
import { reject } from './reject.js'
import { reopen } from './reopen.js'
import { reply } from './reply.js'
import { requestAlarms, requestStream } from './request-stream.js'
import { resolve } from './resolve.js'
import { resume } from './resume.js'
import { takeUp } from './take-up.js'
import { unmerge } from './unmerge.js'

type Step = (request: RequestFacts, at: string, nth: number) => Decision<RequestEvent>
const requestId = 'r1'
const steps: readonly Step[] = [
  (request, at) => takeUp(request, by(ines, at)),
  (request, at, nth) => reply(request, message({ messageId: `m${nth}` }), by(ines, at)),
  (request, at, nth) => clientReplied(request, message({ messageId: `m${nth}` }), by(ada, at)),
  (request, at, nth) => awaitClient(request, { requestId, what: `Question ${nth}` }, terms, by(ines, at)),
  (request, at) => putOnHold(request, { requestId, reason: 'vendor', party: 'vendor' }, by(ines, at)),
  (request, at) => putOnHold(request, { requestId, reason: 'parts', party: 'vendor', until: later(at, 20) }, by(ines, at)),
  (request) => resume(request),
  (request, at) => resolve(request, { requestId, code: 'fixed', solution: 'Replaced.' }, terms, by(ines, at)),
  (request, at) => confirm(request, by(ada, at)),
  (request, at) => reopen(request, { requestId, by: 'client', reason: 'Not solved.' }, by(ada, at)),
  (request, at) => reopen(request, { requestId, by: 'staff', reason: 'A mistake.' }, by(ines, at)),
  (request, at) => cancel(request, { requestId, by: 'staff', reason: 'Withdrawn.' }, by(ines, at)),
  (request, at) => reject(request, { requestId, reason: 'Not ours.' }, by(ines, at)),
  (request) => merge(request, { requestId, into: 'r2' }, stateOf(received())),
  (request) => unmerge(request),
  (request, at) => fireAlarms(request, { now: at }),
]

/** The table of the product's brief: what each state leaves to. `closed` is reached by way of `resolved`. */
const leavesTo: Readonly<Record<RequestStatus, readonly RequestStatus[]>> = {
  new: ['in-progress', 'waiting-for-client', 'on-hold', 'resolved', 'cancelled', 'rejected', 'merged'],
  'in-progress': ['waiting-for-client', 'on-hold', 'resolved', 'cancelled', 'rejected', 'merged'],
  'waiting-for-client': ['in-progress', 'resolved', 'cancelled'],
  'on-hold': ['in-progress', 'resolved', 'cancelled'],
  resolved: ['closed', 'in-progress'],
  closed: ['in-progress'],
  cancelled: ['in-progress'],
  rejected: ['in-progress'],
  merged: ['new', 'in-progress'],
}

function later(at: string, hours: number): string {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString()
}

/** Any number of steps, each some hours after the one before; refused steps change nothing. */
const lives = fc.array(fc.record({ step: fc.constantFrom(...steps), hours: fc.integer({ min: 0, max: 400 }) }), { maxLength: 25 })

function live(
  life: readonly { readonly step: Step; readonly hours: number }[],
  look: (before: RequestFacts, events: readonly RequestEvent[], after: RequestFacts, at: string) => void,
): readonly RequestEvent[] {
  const log: RequestEvent[] = [received()]
  let request = stateOf(...log)
  let at = now
  for (const [nth, { step, hours }] of life.entries()) {
    at = later(at, hours)
    const decision = step(request, at, nth)
    const events = isRefusal(decision) ? [] : decision
    const after = events.reduce(requestStream.evolve, request)
    look(request, events, after, at)
    log.push(...events)
    request = after
  }
  return log
}

const statusOf = (request: RequestFacts): RequestStatus => {
  if (request.is === 'unknown') throw new Error('It was received.')
  expect(request.status).toBe(request.phase.status)
  return request.status
}

describe('laws of every life of a request', () => {
  it('moves from one state only to those that the table allows', () =>
    fc.assert(
      fc.property(lives, (life) => {
        live(life, (before, _, after) => {
          const [from, to] = [statusOf(before), statusOf(after)]
          if (from !== to) expect(leavesTo[from]).toContain(to)
        })
      }),
    ))
  it('wants nothing more at a moment at which it was woken', () =>
    fc.assert(
      fc.property(lives, (life) => {
        live(life, (_, __, after, at) => {
          const fired = fireAlarms(after, { now: at })
          if (isRefusal(fired)) throw new Error(fired.refused)
          const woken = fired.reduce(requestStream.evolve, after)
          expect(requestAlarms(woken).filter((alarm) => alarm.at <= at)).toEqual([])
        })
      }),
    ))
  it('has something to do whenever an alarm is due', () =>
    fc.assert(
      fc.property(lives, (life) => {
        live(life, (_, __, after) => {
          for (const { at } of requestAlarms(after)) expect(fireAlarms(after, { now: at })).not.toEqual([])
        })
      }),
    ))
  it('is the same when its log is folded again', () =>
    fc.assert(
      fc.property(lives, (life) => {
        let last: RequestFacts = stateOf(received())
        const log = live(life, (_, __, after) => {
          last = after
        })
        expect(stateOf(...log)).toEqual(last)
      }),
    ))
})
