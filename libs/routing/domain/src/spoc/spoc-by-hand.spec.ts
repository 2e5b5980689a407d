import { personal } from '@spoc/platform-kernel'
import { routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { given } from '@spoc/platform-testing'
import { assigned, closed, ofTeam, person } from '../../test/build-routing.js'
import { endRouting, reopenRouting } from './end-routing.js'
import { handOver } from './hand-over.js'
import { takeOver } from './take-over.js'

const routing = given(routingOfRequest)
const takenOver = (by: string): RequestRoutingEvent => ({ type: 'routing.spoc-taken-over.v1', data: { by } })

describe('taking a request over', () => {
  it('makes it theirs', () =>
    routing(assigned())
      .when((state) => takeOver(state, { by: 'ines', teamId: 'desk' }))
      .then({ type: 'routing.spoc-taken-over.v1', data: { by: 'ines', teamId: 'desk' } }))
  it('changes nothing when it is theirs already', () =>
    routing(assigned(), takenOver('ines'))
      .when((state) => takeOver(state, { by: 'ines' }))
      .thenNothing())
  it('takes it from a colleague', () =>
    routing(assigned(), takenOver('omar'))
      .when((state) => takeOver(state, { by: 'ines' }))
      .then(takenOver('ines')))
  it('is refused where routing knows no such request', () =>
    routing()
      .when((state) => takeOver(state, { by: 'ines' }))
      .thenRefused('request-unknown'))
})

describe('handing a request over', () => {
  it('gives it to another person, and keeps the account', () =>
    routing(assigned(ofTeam('desk'), 'duty-team', 'account-1'), takenOver('ines'))
      .when((state) => handOver(state, { to: person('omar'), exists: true }))
      .then(assigned(person('omar'), 'handed-over', 'account-1')))
  it('gives it back to a team and says who is on duty there', () =>
    routing(assigned(), takenOver('ines'))
      .when((state) => handOver(state, { to: ofTeam('desk'), exists: true, dutyPersonId: 'tess' }))
      .then({
        type: 'routing.spoc-assigned.v1',
        data: { requestId: 'request-1', spoc: ofTeam('desk'), because: 'handed-over', dutyPersonId: 'tess' },
      }))
  it('keeps why', () =>
    routing(assigned())
      .when((state) => handOver(state, { to: person('omar'), exists: true, reason: personal('end of my shift', 'person:x') }))
      .then({
        type: 'routing.spoc-assigned.v1',
        data: {
          requestId: 'request-1',
          spoc: person('omar'),
          because: 'handed-over',
          reason: personal('end of my shift', 'person:x'),
        },
      }))
  it('changes nothing when it is there already', () =>
    routing(assigned())
      .when((state) => handOver(state, { to: ofTeam('desk'), exists: true }))
      .thenNothing())
  it('is refused to somebody who does not exist', () =>
    routing(assigned())
      .when((state) => handOver(state, { to: person('nobody'), exists: false }))
      .thenRefused('spoc-unknown', 'to'))
  it('is refused where routing knows no such request', () =>
    routing()
      .when((state) => handOver(state, { to: person('omar'), exists: true }))
      .thenRefused('request-unknown'))
})

describe('the end of a request', () => {
  it('is told once, though it is resolved and then closed', () => {
    routing(assigned())
      .when((state) => endRouting(state, 'resolved'))
      .then(closed)
    routing(assigned(), closed)
      .when((state) => endRouting(state, 'closed'))
      .thenNothing()
  })
  it('is taken back when the request is reopened', () =>
    routing(assigned(), closed).when(reopenRouting).then({ type: 'routing.reopened.v1', data: {} }))
  it('is not taken back of a request that is open', () => routing(assigned()).when(reopenRouting).thenNothing())
})
