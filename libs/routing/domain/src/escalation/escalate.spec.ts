import { given } from '@spoc/platform-testing'
import { routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { assigned, closed, words } from '../../test/build-routing.js'
import { escalate, type Escalate } from './escalate.js'

const command = (over: Partial<Escalate> = {}): Escalate => ({
  kind: 'hierarchical',
  toPersonId: 'mara',
  because: 'page-not-acknowledged',
  pageId: 'page-1',
  ...over,
})
const escalated = (level: number, over: Partial<Escalate> = {}): RequestRoutingEvent => ({
  type: 'routing.escalated.v1',
  data: { ...command(over), level },
})
const escalating = (...facts: RequestRoutingEvent[]) => ({
  with: (over: Partial<Escalate> = {}) => given(routingOfRequest)(...facts).when((state) => escalate(state, command(over))),
})

describe('escalating', () => {
  it('begins at the first level', () => escalating(assigned()).with().then(escalated(1)))
  it('goes one level up each time', () => escalating(assigned(), escalated(1)).with().then(escalated(2)))
  it('counts functional and hierarchical apart', () =>
    escalating(assigned(), escalated(1))
      .with({ kind: 'functional', toPersonId: undefined, toTeamId: 'l3' })
      .then(escalated(1, { kind: 'functional', toPersonId: undefined, toTeamId: 'l3' })))
  it('goes to somebody', () =>
    escalating(assigned()).with({ toPersonId: undefined }).thenRefused('escalation-to-nobody', 'toTeamId'))
  it.each(['by-hand', 'client'] as const)('needs a reason when it is %s', (because) => {
    escalating(assigned()).with({ because }).thenRefused('reason-missing', 'reason')
    escalating(assigned())
      .with({ because, reason: words('It takes too long.') })
      .then(escalated(1, { because, reason: words('It takes too long.') }))
  })
  it('is refused once the request has ended', () => escalating(assigned(), closed).with().thenRefused('request-ended'))
  it('is refused where routing knows no such request', () => escalating().with().thenRefused('request-unknown'))
})
