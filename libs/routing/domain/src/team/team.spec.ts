import { given } from '@spoc/platform-testing'
import { teamFacts, type TeamDefinition, type TeamEvent } from '@spoc/routing-contracts'
import { team } from '../../test/build-routing.js'
import { changeTeam } from './change-team.js'
import type { TeamDraft, TeamGrounds } from './check-team.js'
import { formTeam } from './form-team.js'

const everything: TeamGrounds = {
  personExists: () => true,
  rotaExists: () => true,
  policyExists: () => true,
  calendarExists: () => true,
}
const formed = (definition: TeamDefinition = team()): TeamEvent => ({ type: 'routing.team-formed.v1', data: definition })
const form = (over: Partial<TeamDraft> = {}, grounds: Partial<TeamGrounds> = {}) =>
  given(teamFacts)().when((state) => formTeam(state, { ...team(), ...over }, { ...everything, ...grounds }))

describe('forming a team', () => {
  it('records it whole', () => form().then(formed()))
  it('changes nothing when it is formed again alike', () =>
    given(teamFacts)(formed())
      .when((state) => formTeam(state, team(), everything))
      .thenNothing())
  it('is refused where another is there', () =>
    given(teamFacts)(formed())
      .when((state) => formTeam(state, team({ name: 'Other' }), everything))
      .thenRefused('team-exists'))
  it('needs a name', () => form({ name: ' ' }).thenRefused('name-missing', 'name'))
  it('names the member who does not exist', () =>
    form({}, { personExists: (personId) => personId !== 'omar' }).thenRefused('person-unknown', 'members[1]'))
  it('names the member who is there twice', () =>
    form({ members: ['ines', 'omar', 'ines'] }).thenRefused('member-twice', 'members[2]'))
  it('needs a lead who exists', () =>
    form({}, { personExists: (personId) => personId !== 'mara' }).thenRefused('person-unknown', 'leadId'))
  it('needs a rota that exists', () => form({}, { rotaExists: () => false }).thenRefused('rota-unknown', 'rotaId'))
  it('needs a policy that exists', () =>
    form({ escalationPolicyId: 'none' }, { policyExists: () => false }).thenRefused(
      'escalation-policy-unknown',
      'escalationPolicyId',
    ))
  it.each([
    ['ola.acceptWithinMs', { acceptWithinMs: 0, solveWithinMs: 1 }],
    ['ola.solveWithinMs', { acceptWithinMs: 1, solveWithinMs: Number.NaN }],
  ])('needs a promise that is longer than nothing in %s', (field, ola) => form({ ola }).thenRefused('ola-not-positive', field))
  it('counts by a calendar that exists', () =>
    form({ ola: { acceptWithinMs: 1, solveWithinMs: 1, calendarId: 'moon' } }, { calendarExists: () => false }).thenRefused(
      'calendar-unknown',
      'ola.calendarId',
    ))
  it('warns by shares, or by warnings, each for nobody unless it names audiences', () => {
    const ola = { acceptWithinMs: 1, solveWithinMs: 3_600_000 }
    form({ ola: { ...ola, warnings: [{ share: 50 }, { leadMinutes: 90, time: 'wall', audiences: ['lead'] }] } }).then(
      formed(
        team({
          ola: {
            ...ola,
            warnings: [
              { share: 50, audiences: [] },
              { leadMinutes: 90, time: 'wall', audiences: ['lead'] },
            ],
          },
        }),
      ),
    )
    form({ ola: { ...ola, warnShares: [50], warnings: [{ share: 50 }] } }).thenRefused('ola-warnings-or-shares', 'ola.warnings')
    form({ ola: { ...ola, warnings: [{ share: 50, audiences: ['client'] }] } }).thenRefused(
      'ola-warning-audience-unknown',
      'ola.warnings[0].audiences[0]',
    )
    form({ ola: { ...ola, warnings: [{ leadMinutes: 60 }] } }).thenRefused(
      'ola-warning-lead-too-long',
      'ola.warnings[0].leadMinutes',
    )
  })
  it('warns when some of the time is used, and not all', () =>
    form({ ola: { acceptWithinMs: 1, solveWithinMs: 1, warnShares: [50, 100] } }).thenRefused(
      'share-out-of-range',
      'ola.warnShares[1]',
    ))
})

describe('changing a team', () => {
  const change = (definition: TeamDefinition, grounds: TeamGrounds = everything) =>
    given(teamFacts)(formed()).when((state) => changeTeam(state, definition, grounds))

  it('records the team whole, as it is from then on', () =>
    change(team({ name: 'Transport' })).then({ type: 'routing.team-changed.v1', data: team({ name: 'Transport' }) }))
  it('changes nothing when nothing is different', () => change(team()).thenNothing())
  it('is checked as forming is', () => change(team({ name: '' })).thenRefused('name-missing', 'name'))
  it('is refused of a team that is unknown', () =>
    given(teamFacts)()
      .when((state) => changeTeam(state, team(), everything))
      .thenRefused('team-unknown'))
})
