import { isRefusal } from '@spoc/platform-kernel'
import { given } from '@spoc/platform-testing'
import { rules } from '../../test/calendars.js'
import { at, calendars, calendarsOf, hoursOf, policyOf } from '../../test/promises.js'
import { definePolicy, type PolicyDraft } from './define-policy.js'
import { policyAt, policyStream } from './policy.js'

const any = { serviceClass: '*', priority: '*', kind: '*' }
const draft = (over: Partial<PolicyDraft> = {}): PolicyDraft => ({
  policyId: 'standard',
  name: 'Standard',
  rows: [{ ...any, clocks: { response: hoursOf(1), resolve: hoursOf(8) } }],
  ...over,
})
const define =
  (over: Partial<PolicyDraft> = {}) =>
  (policy: typeof policyStream.initial) =>
    definePolicy(policy, draft(over), calendars, { now: at('09:00') })
const given0 = given(policyStream)
/** Open on the morning of 2026-01-13, and never again. */
const oneMorning = rules({
  zone: 'Etc/UTC',
  hours: {},
  halfDays: [{ date: '2026-01-13', name: 'Last day', hours: [{ from: '08:00', to: '12:00' }] }],
})
const target = (value: PolicyDraft['rows'][number]['clocks']['resolve']) =>
  define({ rows: [{ ...any, clocks: { resolve: value } }] })

describe('defining a policy', () => {
  const decided = definePolicy(policyStream.initial, draft(), calendars, { now: at('09:00') })
  const first = isRefusal(decided) ? [] : decided

  it('fills in what was left unsaid', () =>
    expect(first[0]?.data).toMatchObject({
      revision: 1,
      rules: {
        rows: [
          {
            clocks: {
              response: { pausesOn: [], metBy: ['taken-up', 'public-message', 'public-note', 'resolution'] },
              resolve: { pausesOn: ['waiting-for-client', 'agreed-window'] },
            },
          },
        ],
        warnings: [{ share: 50 }, { share: 75 }, { share: 90 }],
        idleWhileResolved: 'excluded',
      },
    }))
  it('takes a lead of wall time for any target, and any lead for working days, whatever they come to on the day', () => {
    const wall = define({ warnings: [{ leadMinutes: 4_320, time: 'wall' }] })
    expect(wall(policyStream.initial)).toMatchObject([{ data: { rules: { warnings: [{ leadMinutes: 4_320, time: 'wall' }] } } }])
    const days = { target: { workingDays: 1 }, calendarId: 'office' }
    const onASunday = (over: Partial<PolicyDraft>) =>
      definePolicy(policyStream.initial, draft(over), calendars, { now: at('11 09:00') })
    const lead = [{ leadMinutes: 100_000 }]
    expect(onASunday({ rows: [{ ...any, clocks: { resolve: days } }], warnings: lead })).toHaveLength(1)
    expect(onASunday({ rows: [{ ...any, clocks: { resolve: { ...days, warnings: lead } } }] })).toHaveLength(1)
  })
  it('changes nothing when it is defined as it stands', () =>
    given0(...first)
      .when(define())
      .thenNothing())
  it('adds a revision when it is defined anew', () => {
    const again = definePolicy(first.reduce(policyStream.evolve, policyStream.initial), draft({ name: 'Better' }), calendars, {
      now: at('09:00'),
    })
    expect(again).toMatchObject([{ data: { revision: 2, name: 'Better' } }])
  })
})

describe('a policy that makes no sense is refused, with the field', () => {
  it('without a name', () =>
    given0()
      .when(define({ name: '' }))
      .thenRefused('policy-name-missing', 'name'))
  it('without rows', () =>
    given0()
      .when(define({ rows: [] }))
      .thenRefused('policy-rows-missing', 'rows'))
  it('with two rows for the same requests', () =>
    given0()
      .when(
        define({
          rows: [
            { ...any, clocks: {} },
            { ...any, clocks: {} },
          ],
        }),
      )
      .thenRefused('policy-row-twice', 'rows[1]'))
  it('with an empty part of a scope', () =>
    given0()
      .when(define({ rows: [{ ...any, priority: '', clocks: {} }] }))
      .thenRefused('policy-scope-malformed', 'rows[0].priority'))
  it.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('with a target of %p minutes', (minutes) =>
    given0()
      .when(target({ target: { minutes }, calendarId: 'always' }))
      .thenRefused('policy-target-malformed', 'rows[0].clocks.resolve.target'),
  )
  it.each([0, 1.5, 1_001])('with a target of %p working days', (workingDays) =>
    given0()
      .when(target({ target: { workingDays }, calendarId: 'always' }))
      .thenRefused('policy-target-malformed', 'rows[0].clocks.resolve.target'),
  )
  it('with a calendar that is not defined', () =>
    given0()
      .when(target({ target: { minutes: 60 }, calendarId: 'moon' }))
      .thenRefused('policy-calendar-unknown', 'rows[0].clocks.resolve.calendarId'))
  it.each([
    [{}],
    [{ share: 0 }],
    [{ share: 100 }],
    [{ leadMinutes: 0 }],
    [{ share: 50, leadMinutes: 30 }],
    [{ share: 50, time: 'wall' }],
    [{ leadMinutes: 30, time: 'lunch' }],
  ])('with a warning of %p', (warning) =>
    given0()
      .when(define({ warnings: [warning] }))
      .thenRefused('policy-warning-malformed', 'warnings[0]'),
  )
  it.each([
    [[{ share: 75 }, { share: 50 }], 'warnings[1]'],
    [[{ leadMinutes: 30 }, { share: 90 }, { leadMinutes: 60 }], 'warnings[2]'],
  ])('with warnings out of order: %j', (warnings, field) =>
    given0().when(define({ warnings })).thenRefused('policy-warning-out-of-order', field),
  )
  it.each([
    [[{ share: 50 }, { share: 50, audiences: ['lead'] }], 'warnings[1]'],
    [[{ leadMinutes: 30 }, { leadMinutes: 30, time: 'business' }], 'warnings[1]'],
  ])('with two warnings at the same threshold: %j', (warnings, field) =>
    given0().when(define({ warnings })).thenRefused('policy-warning-twice', field),
  )
  it('with a warning for somebody it does not know', () =>
    given0()
      .when(define({ warnings: [{ share: 50, audiences: ['spoc', 'everybody'] }] }))
      .thenRefused('policy-warning-audience-unknown', 'warnings[0].audiences[1]'))
  it('with more warnings than anybody would heed', () =>
    given0()
      .when(define({ warnings: Array.from({ length: 21 }, (_, place) => ({ share: place + 1 })) }))
      .thenRefused('policy-warnings-too-many', 'warnings'))
  it('with a lead as long as its longest target', () =>
    given0()
      .when(define({ warnings: [{ leadMinutes: 480 }] }))
      .thenRefused('policy-warning-lead-too-long', 'warnings[0].leadMinutes'))
  it('with a lead as long as the target of the clock that it is for', () =>
    given0()
      .when(
        define({
          rows: [{ ...any, clocks: { resolve: hoursOf(8), response: hoursOf(1, { warnings: [{ leadMinutes: 60 }] }) } }],
        }),
      )
      .thenRefused('policy-warning-lead-too-long', 'rows[0].clocks.response.warnings[0].leadMinutes'))
  it.each([[{ minutes: 241 }], [{ workingDays: 2 }]])('with a target of %j, which its calendar never reaches', (value) =>
    given0()
      .when((policy) =>
        definePolicy(
          policy,
          draft({ rows: [{ ...any, clocks: { resolve: { target: value, calendarId: 'last' } } }] }),
          calendarsOf({ last: [oneMorning] }),
          { now: at('09:00') },
        ),
      )
      .thenRefused('policy-target-unreachable', 'rows[0].clocks.resolve.target'),
  )
  it('with an instant to apply from, where it is the first revision', () =>
    given0()
      .when(define({ appliesFrom: at('13 08:00') }))
      .thenRefused('policy-applies-from-first', 'appliesFrom'))
})

describe('a revision of a policy', () => {
  const first = policyOf({ resolve: hoursOf(8) })
  const revised = [
    { clocks: { resolve: hoursOf(4) }, appliesFrom: at('20 00:00') },
    { clocks: { resolve: hoursOf(6) }, appliesFrom: at('15 00:00') },
  ].reduce((policy, { clocks, appliesFrom }) => {
    const decided = definePolicy(policy, draft({ rows: [{ ...any, clocks }], appliesFrom }), calendars, { now: at('09:00') })
    if (isRefusal(decided)) throw new Error(decided.message)
    return decided.reduce(policyStream.evolve, policy)
  }, first)

  it.each([
    ['12 09:00', 1],
    ['14 23:59', 1],
    ['15 00:00', 3],
    ['19 23:59', 3],
    ['20 00:00', 2],
  ])('applies from its instant, in whatever order they were defined: %s', (instant, revision) =>
    expect(policyAt(revised, at(instant))).toMatchObject({ revision }),
  )
})
