import type { EngagementEvent } from '@spoc/routing-contracts'
import { given } from '@spoc/platform-testing'
import { accepted, at, completed, declined, offered, overdue, withdrawn, words } from '../../test/build-routing.js'
import { acceptEngagement } from './accept-engagement.js'
import { completeEngagement } from './complete-engagement.js'
import { declineEngagement } from './decline-engagement.js'
import { engagementStream, type Engagement } from './engagement.js'
import { missAcceptance } from './miss-acceptance.js'
import { offerEngagement } from './offer-engagement.js'
import { withdrawEngagement } from './withdraw-engagement.js'

const engagement = given(engagementStream)
const alarms = (...facts: EngagementEvent[]) =>
  engagementStream.alarms?.(facts.reduce(engagementStream.evolve, engagementStream.initial))

const accept = (by: string) => (state: Engagement) => acceptEngagement(state, by)
const decline =
  (by: string, reason = 'Not ours.') =>
  (state: Engagement) =>
    declineEngagement(state, { engineerId: by, reason: words(reason) })
const withdraw = (state: Engagement) => withdrawEngagement(state, { because: 'by-spoc' })
const complete =
  (by: string, report = 'Spliced.') =>
  (state: Engagement) =>
    completeEngagement(state, { engineerId: by, outcome: 'solved', report: words(report) })
const offer = (state: Engagement) => {
  const event = offered()
  return event.type === 'routing.engagement-offered.v1' ? offerEngagement(state, event.data) : []
}

describe('offering an engagement', () => {
  it('puts it before the team', () => engagement().when(offer).then(offered()))
  it('changes nothing the second time', () => engagement(offered()).when(offer).thenNothing())
  it('does not bring back what was withdrawn', () => engagement(offered(), withdrawn).when(offer).thenNothing())
  it('is about its request and account', () =>
    expect(engagementStream.about(engagementStream.evolve(engagementStream.initial, offered()), 'engagement-1')).toEqual({
      subject: 'request-1',
      accountId: 'account-1',
    }))
})

describe('accepting an engagement', () => {
  it('takes it for the engineer who accepts', () => engagement(offered()).when(accept('ines')).then(accepted('ines')))
  it('changes nothing when the same engineer accepts twice', () =>
    engagement(offered(), accepted('ines')).when(accept('ines')).thenNothing())
  it('refuses a second engineer', () =>
    engagement(offered(), accepted('ines')).when(accept('omar')).thenRefused('engagement-taken'))
  it('still counts when it is late', () => engagement(offered(), overdue).when(accept('ines')).then(accepted('ines')))
  it.each([
    ['engagement-declined', [offered(), declined()]],
    ['engagement-withdrawn', [offered(), withdrawn]],
    ['engagement-completed', [offered(), accepted(), completed()]],
    ['engagement-unknown', []],
  ])('is refused with %s', (code, facts) =>
    engagement(...facts)
      .when(accept('ines'))
      .thenRefused(code),
  )
})

describe('declining an engagement', () => {
  it('says who and why', () => engagement(offered()).when(decline('ines')).then(declined('ines')))
  it('needs a reason', () => engagement(offered()).when(decline('ines', ' ')).thenRefused('reason-missing', 'reason'))
  it('changes nothing when it is declined already', () => engagement(offered(), declined()).when(decline('omar')).thenNothing())
  it.each([
    ['engagement-accepted', [offered(), accepted()]],
    ['engagement-withdrawn', [offered(), withdrawn]],
    ['engagement-completed', [offered(), accepted(), completed()]],
    ['engagement-unknown', []],
  ])('is refused with %s', (code, facts) =>
    engagement(...facts)
      .when(decline('ines'))
      .thenRefused(code),
  )
})

describe('withdrawing an engagement', () => {
  it('takes back an offer', () => engagement(offered()).when(withdraw).then(withdrawn))
  it('takes back one that is accepted', () => engagement(offered(), accepted()).when(withdraw).then(withdrawn))
  it.each([
    ['declined', [offered(), declined()]],
    ['withdrawn', [offered(), withdrawn]],
    ['completed', [offered(), accepted(), completed()]],
  ])('changes nothing of one that is %s', (_, facts) =>
    engagement(...facts)
      .when(withdraw)
      .thenNothing(),
  )
  it('is refused of one that is unknown', () => engagement().when(withdraw).thenRefused('engagement-unknown'))
})

describe('completing an engagement', () => {
  it('says what was done', () => engagement(offered(), accepted()).when(complete('ines')).then(completed('ines')))
  it('by a colleague of who accepted it counts as well', () =>
    engagement(offered(), accepted('ines')).when(complete('omar')).then(completed('omar')))
  it('accepts it first where nobody had', () =>
    engagement(offered()).when(complete('ines')).then(accepted('ines'), completed('ines')))
  it('needs a report', () => engagement(offered(), accepted()).when(complete('ines', '')).thenRefused('report-missing', 'report'))
  it('changes nothing the second time', () =>
    engagement(offered(), accepted(), completed('ines')).when(complete('ines')).thenNothing())
  it.each([
    ['engagement-completed', [offered(), accepted(), completed('omar')]],
    ['engagement-declined', [offered(), declined()]],
    ['engagement-withdrawn', [offered(), withdrawn]],
    ['engagement-unknown', []],
  ])('is refused with %s', (code, facts) =>
    engagement(...facts)
      .when(complete('ines'))
      .thenRefused(code),
  )
})

describe('an engagement that nobody accepts', () => {
  const miss = (time: string) => (state: Engagement) => missAcceptance(state, at(time))

  it('wakes when the time to accept is up', () => expect(alarms(offered())).toEqual([{ at: at('08:15'), what: 'acceptance' }]))
  it('is overdue then', () => engagement(offered()).when(miss('08:15')).then(overdue))
  it('is not overdue a second before', () => engagement(offered()).when(miss('08:14:59')).thenNothing())
  it('is overdue once', () => {
    engagement(offered(), overdue).when(miss('08:16')).thenNothing()
    expect(alarms(offered(), overdue)).toEqual([])
  })
  it('is not overdue once it was accepted', () => {
    engagement(offered(), accepted()).when(miss('08:16')).thenNothing()
    expect(alarms(offered(), accepted())).toEqual([])
  })
})
