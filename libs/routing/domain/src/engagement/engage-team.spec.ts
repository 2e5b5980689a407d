import { routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { given } from '@spoc/platform-testing'
import { assigned, at, closed, handover, team, words } from '../../test/build-routing.js'
import { engageTeam, pageOfEngagement, type EngageTeam } from './engage-team.js'

const command = (over: Partial<EngageTeam> = {}): EngageTeam => ({
  engagementId: 'engagement-1',
  teamId: 'core',
  team: team({ ola: { acceptWithinMs: 600_000, solveWithinMs: 14_400_000 } }),
  ask: words('Find the fault.'),
  reason: 'by-hand',
  handover,
  now: at('08:00'),
  alreadyEngaged: false,
  ...over,
})
const requested = (over: Partial<Extract<RequestRoutingEvent, { type: 'routing.engagement-requested.v1' }>['data']> = {}) =>
  ({
    type: 'routing.engagement-requested.v1',
    data: {
      engagementId: 'engagement-1',
      teamId: 'core',
      kind: 'functional',
      ask: words('Find the fault.'),
      reason: 'by-hand',
      handover,
      acceptBy: at('08:10'),
      olaMs: 14_400_000,
      pageId: pageOfEngagement('engagement-1'),
      ...over,
    },
  }) as const
const engage = (...facts: RequestRoutingEvent[]) => ({
  with: (over: Partial<EngageTeam> = {}) => given(routingOfRequest)(...facts).when((state) => engageTeam(state, command(over))),
})

describe('engaging a team', () => {
  it('asks it to accept within its OLA, with the hand-over package and a page', () => engage(assigned()).with().then(requested()))
  it('is a vendor engagement where the team is a vendor', () =>
    engage(assigned())
      .with({ team: team({ isVendor: true, ola: { acceptWithinMs: 600_000, solveWithinMs: 14_400_000 } }) })
      .then(requested({ kind: 'vendor' })))
  it('carries how the time of its OLA is counted, as it was agreed at that moment', () => {
    const olaTerms = { calendarId: 'office', pausesOn: ['agreed-window'], warnShares: [80] }
    engage(assigned())
      .with({ team: team({ ola: { acceptWithinMs: 600_000, solveWithinMs: 14_400_000, ...olaTerms } }) })
      .then(requested({ olaTerms }))
  })
  it('gives 15 minutes to a team that has promised nothing, and no OLA', () => {
    const { olaMs: _, ...data } = requested({ acceptBy: at('08:15') }).data
    engage(assigned()).with({ team: team() }).then({ type: 'routing.engagement-requested.v1', data })
  })
  it('changes nothing when it is asked for again', () => engage(assigned(), requested()).with().thenNothing())
  it('is refused of a team that is engaged already', () =>
    engage(assigned()).with({ alreadyEngaged: true }).thenRefused('team-already-engaged', 'teamId'))
  it('is refused of a team that does not exist', () =>
    engage(assigned()).with({ team: undefined }).thenRefused('team-unknown', 'teamId'))
  it('is refused without saying what is asked', () =>
    engage(assigned())
      .with({ ask: words('  ') })
      .thenRefused('ask-missing', 'ask'))
  it('is refused once the request has ended', () => engage(assigned(), closed).with().thenRefused('request-ended'))
  it('is refused where routing knows no such request', () => engage().with().thenRefused('request-unknown'))
})
