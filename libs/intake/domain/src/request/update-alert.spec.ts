import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { given, received, resolved } from '../../test/requests.js'
import { updateAlert, type AlertUpdate } from './update-alert.js'

const startsAt = '2026-01-12T08:55:00.000Z'
const endsAt = '2026-01-12T09:40:00.000Z'
const alerted = received({ alert: { integrationId: 'i1', fingerprint: 'f1', startsAt, groupKey: 'g', labels: {} } })
const event = (update: AlertUpdate): RequestEvent => ({ type: 'intake.alert-updated.v1', data: update })
const firing = (since = startsAt): AlertUpdate => ({ fingerprint: 'f1', status: 'firing', startsAt: since })
const over = (since = startsAt): AlertUpdate => ({ fingerprint: 'f1', status: 'resolved', startsAt: since, endsAt })
const hears = (update: AlertUpdate) => (request: RequestFacts) => updateAlert(request, update)

describe('an alert of a request', () => {
  it('tells when it is over, and the request stays open for people to solve', () =>
    given(alerted).when(hears(over())).then(event(over())))
  it('changes nothing when it is told again', () => {
    given(alerted).when(hears(firing())).thenNothing()
    given(alerted, event(over())).when(hears(over())).thenNothing()
  })
  it('that starts anew while the request is open belongs to it', () =>
    given(alerted)
      .when(hears(firing('2026-01-12T09:10:00.000Z')))
      .then(event(firing('2026-01-12T09:10:00.000Z'))))
  it('that starts anew after the request has ended needs a new one', () =>
    given(alerted, event(over()), resolved())
      .when(hears(firing('2026-01-13T09:10:00.000Z')))
      .thenRefused('follow-up-needed'))
  it('is not brought back by a notice that was overtaken', () => {
    given(alerted, event(over())).when(hears(firing())).thenNothing()
    given(alerted, event(firing('2026-01-12T09:10:00.000Z')))
      .when(hears(over()))
      .thenNothing()
  })
  it('of another fingerprint is none of its', () =>
    given(alerted)
      .when(hears({ ...firing(), fingerprint: 'f2' }))
      .thenRefused('alert-unknown', 'fingerprint'))
  it('is refused where there is no such request', () => given().when(hears(firing())).thenRefused('request-unknown'))
})
