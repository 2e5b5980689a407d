import { routingOfRequest, type RequestRoutingEvent, type Spoc, type SpocBecause } from '@spoc/routing-contracts'
import { given } from '@spoc/platform-testing'
import { assigned, ofTeam, person } from '../../test/build-routing.js'
import { assignSpoc, type SpocGrounds } from './assign-spoc.js'

const grounds = (over: Partial<SpocGrounds> = {}): SpocGrounds => ({
  requestId: 'request-1',
  accountId: 'account-1',
  triageDeskId: 'desk',
  inHours: true,
  away: [],
  onDuty: { desk: 'tess', night: 'nils' },
  ...over,
})
const named = { kind: 'named', personId: 'ada', deputyId: 'dev', dutyTeamId: 'night', calendarId: 'office' } as const
const roundTheClock = { kind: '24x7', personId: 'ada', calendarId: 'office', teamId: 'night' } as const
const dutyTeam = { kind: 'duty-team', teamId: 'night' } as const

const decision = (spoc: Spoc, because: SpocBecause, from: SpocGrounds, dutyPersonId?: string): RequestRoutingEvent => ({
  type: 'routing.spoc-assigned.v1',
  data: {
    requestId: 'request-1',
    ...(from.accountId !== undefined && { accountId: from.accountId }),
    spoc,
    because,
    ...(dutyPersonId !== undefined && { dutyPersonId }),
    considered: { inHours: from.inHours, away: from.away },
  },
})
const expectSpoc = (over: Partial<SpocGrounds>, spoc: Spoc, because: SpocBecause, dutyPersonId?: string) =>
  given(routingOfRequest)()
    .when((routing) => assignSpoc(routing, grounds(over)))
    .then(decision(spoc, because, grounds(over), dutyPersonId))

describe('the SPOC of a named arrangement', () => {
  it('is the named person in hours', () => expectSpoc({ arrangement: named }, person('ada', 'night'), 'named-in-hours'))
  it('is the deputy in hours when the named person is away', () =>
    expectSpoc({ arrangement: named, away: ['ada'] }, person('dev', 'night'), 'deputy'))
  it('is the duty team in hours when both are away', () =>
    expectSpoc({ arrangement: named, away: ['ada', 'dev'] }, ofTeam('night'), 'duty-team', 'nils'))
  it('is the duty team in hours when the person is away and has no deputy', () =>
    expectSpoc(
      { arrangement: { kind: 'named', personId: 'ada', dutyTeamId: 'night' }, away: ['ada'] },
      ofTeam('night'),
      'duty-team',
      'nils',
    ))
  it('is the duty team out of hours, though the named person is there', () =>
    expectSpoc({ arrangement: named, inHours: false }, ofTeam('night'), 'duty-team', 'nils'))
})

describe('the SPOC of a duty-team arrangement', () => {
  it('is the team, with whoever is on duty', () => expectSpoc({ arrangement: dutyTeam }, ofTeam('night'), 'duty-team', 'nils'))
  it('is the team also when nobody is on duty', () =>
    expectSpoc({ arrangement: dutyTeam, onDuty: {} }, ofTeam('night'), 'duty-team'))
})

describe('the SPOC of a 24x7 arrangement', () => {
  it('is the named person in hours', () => expectSpoc({ arrangement: roundTheClock }, person('ada', 'night'), '24x7-in-hours'))
  it('is the duty team out of hours', () =>
    expectSpoc({ arrangement: roundTheClock, inHours: false }, ofTeam('night'), '24x7-duty', 'nils'))
  it('is the duty team in hours when the named person is away', () =>
    expectSpoc({ arrangement: roundTheClock, away: ['ada'] }, ofTeam('night'), '24x7-duty', 'nils'))
})

describe('the SPOC without an arrangement', () => {
  it('is the triage desk where the account is not known', () =>
    expectSpoc({ accountId: undefined }, ofTeam('desk'), 'triage-desk', 'tess'))
  it('is the triage desk where the account has arranged nothing', () => expectSpoc({}, ofTeam('desk'), 'triage-desk', 'tess'))
})

describe('deciding for a SPOC again', () => {
  it('changes nothing for the same account, though the hours have ended', () =>
    given(routingOfRequest)(assigned(person('ada', 'night'), '24x7-in-hours', 'account-1'))
      .when((routing) => assignSpoc(routing, grounds({ arrangement: roundTheClock, inHours: false })))
      .thenNothing())
  it('changes nothing while the account stays unknown', () =>
    given(routingOfRequest)(assigned())
      .when((routing) => assignSpoc(routing, grounds({ accountId: undefined })))
      .thenNothing())
  it('leaves a take-over alone', () =>
    given(routingOfRequest)(assigned(ofTeam('night'), 'duty-team', 'account-1'), {
      type: 'routing.spoc-taken-over.v1',
      data: { by: 'omar' },
    })
      .when((routing) => assignSpoc(routing, grounds({ arrangement: dutyTeam })))
      .thenNothing())
  it('gives the request to the arrangement once the account is set, over a take-over at the triage desk', () =>
    given(routingOfRequest)(assigned(), { type: 'routing.spoc-taken-over.v1', data: { by: 'tess' } })
      .when((routing) => assignSpoc(routing, grounds({ arrangement: dutyTeam })))
      .then(decision(ofTeam('night'), 'duty-team', grounds(), 'nils')))
  it('goes back to the triage desk when the account turns out to be none', () =>
    given(routingOfRequest)(assigned(ofTeam('night'), 'duty-team', 'account-1'))
      .when((routing) => assignSpoc(routing, grounds({ accountId: undefined })))
      .then(decision(ofTeam('desk'), 'triage-desk', grounds({ accountId: undefined }), 'tess')))
})
