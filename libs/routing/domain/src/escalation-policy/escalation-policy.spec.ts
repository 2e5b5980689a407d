import { given } from '@spoc/platform-testing'
import { escalationPolicyFacts, type EscalationPolicyDefinition } from '@spoc/routing-contracts'
import { lead, next, onDuty, team } from '../../test/build-routing.js'
import { defineEscalationPolicy, type PolicyGrounds } from './define-escalation-policy.js'
import { policyOfTeam } from './policy-of-team.js'

const MINUTE = 60_000
const policy = (over: Partial<EscalationPolicyDefinition> = {}): EscalationPolicyDefinition => ({
  name: 'Core',
  steps: [
    { afterMs: 0, targets: [onDuty] },
    { afterMs: 3 * MINUTE, targets: [next, lead] },
  ],
  lastResort: 'director',
  lastResortAfterMs: 20 * MINUTE,
  ...over,
})
const everybody: PolicyGrounds = { reach: () => ({ is: 'people', afterMs: 0 }), personReachable: () => true }
const defined = (data: EscalationPolicyDefinition) => ({ type: 'routing.escalation-policy-defined.v1', data }) as const
const define = (over: Partial<EscalationPolicyDefinition> = {}, grounds: Partial<PolicyGrounds> = {}) =>
  given(escalationPolicyFacts)().when((state) => defineEscalationPolicy(state, policy(over), { ...everybody, ...grounds }))

describe('saving an escalation policy', () => {
  it('records it whole', () => define().then(defined(policy())))
  it('tells the last resort 15 minutes after the last step where it does not say', () =>
    define({ lastResortAfterMs: undefined }).then(defined(policy({ lastResortAfterMs: 18 * MINUTE }))))
  it('changes nothing when it is saved again alike', () =>
    given(escalationPolicyFacts)(defined(policy()))
      .when((state) => defineEscalationPolicy(state, policy(), everybody))
      .thenNothing())
  it('replaces what was', () =>
    given(escalationPolicyFacts)(defined(policy()))
      .when((state) => defineEscalationPolicy(state, policy({ name: 'Core, by night' }), everybody))
      .then(defined(policy({ name: 'Core, by night' }))))
  it('needs a name', () => define({ name: '' }).thenRefused('name-missing', 'name'))
  it('needs a step', () => define({ steps: [] }).thenRefused('step-missing', 'steps'))
  it('needs somebody to tell at each step', () =>
    define({ steps: [{ afterMs: 0, targets: [] }] }).thenRefused('step-empty', 'steps[0].targets'))
  it('needs whole milliseconds', () =>
    define({ steps: [{ afterMs: 0.5, targets: [lead] }] }).thenRefused('step-time-invalid', 'steps[0].afterMs'))
  it('needs steps in order', () =>
    define({
      steps: [
        { afterMs: MINUTE, targets: [onDuty] },
        { afterMs: MINUTE, targets: [lead] },
      ],
    }).thenRefused('step-order', 'steps[1].afterMs'))
  it('needs the last resort to come last', () =>
    define({ lastResortAfterMs: 3 * MINUTE }).thenRefused('last-resort-too-early', 'lastResortAfterMs'))
  it('needs a last resort that can be reached', () =>
    define({}, { personReachable: () => false }).thenRefused('last-resort-unreachable', 'lastResort'))
  it('names the target that does not exist', () =>
    define({}, { reach: ({ kind }) => (kind === 'team-lead' ? { is: 'unknown' } : { is: 'people', afterMs: 0 }) }).thenRefused(
      'target-unknown',
      'steps[1].targets[1].id',
    ))
  it('refuses a step that reaches nobody', () =>
    define({}, { reach: ({ kind }) => (kind === 'on-duty' ? { is: 'nobody' } : { is: 'people', afterMs: 0 }) }).thenRefused(
      'step-unreachable',
      'steps[0].targets',
    ))
  it('takes a step of which one target reaches somebody', () =>
    define({}, { reach: ({ kind }) => (kind === 'team-lead' ? { is: 'nobody' } : { is: 'people', afterMs: 0 }) }).then(
      defined(policy()),
    ))
  it('15. GO#934: names the step whose people wait 5 minutes by their own rules where the next comes after 3', () =>
    define({}, { reach: ({ kind }) => ({ is: 'people', afterMs: kind === 'on-duty' ? 5 * MINUTE : 0 }) }).thenRefused(
      'step-unreachable',
      'steps[0].targets',
    ))
})

describe('the hours of a step', () => {
  const during = (zone: string, hours: NonNullable<EscalationPolicyDefinition['steps'][number]['onlyDuring']>['hours']) =>
    define({ steps: [{ afterMs: 0, targets: [lead], onlyDuring: { zone, hours } }] })

  it('need a zone that exists', () =>
    during('Mars/Olympus', [{ weekdays: [1], from: '08:00', to: '18:00' }]).thenRefused(
      'zone-unknown',
      'steps[0].onlyDuring.zone',
    ))
  it('need to be there', () => during('Europe/London', []).thenRefused('hours-missing', 'steps[0].onlyDuring.hours'))
  it('need to be hours', () =>
    during('Europe/London', [{ weekdays: [1], from: '08:00', to: '08:00' }]).thenRefused(
      'restriction-empty',
      'steps[0].onlyDuring.hours[0].to',
    ))
})

describe('a team without a policy', () => {
  it('is paged by its rota, then whole, then by its lead', () =>
    expect(policyOfTeam('core', team()).steps.map(({ afterMs, targets }) => [afterMs / MINUTE, targets[0]?.kind])).toEqual([
      [0, 'on-duty'],
      [5, 'team'],
      [10, 'team-lead'],
    ]))
  it('is paged whole at once where it has no rota either', () =>
    expect(
      policyOfTeam('core', team({ rotaId: undefined })).steps.map(({ afterMs, targets }) => [afterMs / MINUTE, targets[0]?.kind]),
    ).toEqual([
      [0, 'team'],
      [10, 'team-lead'],
    ]))
  it('has its lead as the last resort, and could be saved as it is', () =>
    given(escalationPolicyFacts)()
      .when((state) => defineEscalationPolicy(state, policyOfTeam('core', team()), everybody))
      .then(defined(policyOfTeam('core', team()))))
})
