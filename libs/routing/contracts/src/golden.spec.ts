import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { upcast, type Fact } from '@spoc/platform-kernel'
import {
  engagementFacts,
  escalationPolicyFacts,
  pageFacts,
  rotaFacts,
  routingContract,
  routingOfRequest,
  teamFacts,
  type EngagementEvent,
  type EscalationPolicyEvent,
  type PageEvent,
  type RequestRoutingEvent,
  type RotaEvent,
  type TeamEvent,
} from './index.js'

const folder = join(__dirname, '..', 'golden')
const golden = (type: string) => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Fact
const today = <E extends Fact>(type: E['type']): E => upcast([routingContract], golden(type)).fact as E

describe('golden files of routing', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

  it('hold one of every type written today', () => expect(files).toEqual(expect.arrayContaining([...routingContract.types])))
  it.each(files)('%s lies under its own name', (type) => expect(golden(type).type).toBe(type))
  it.each(files)('%s still loads as a type known today', (type) =>
    expect(upcast([routingContract], golden(type)).known).toBe(true),
  )
})

describe('the routing of a request, folded from golden files', () => {
  const fold = (...types: RequestRoutingEvent['type'][]) =>
    types.map((type) => today<RequestRoutingEvent>(type)).reduce(routingOfRequest.evolve, routingOfRequest.initial)

  it('names the SPOC and why', () =>
    expect(fold('routing.spoc-assigned.v1').spoc).toEqual({
      spoc: { kind: 'team', teamId: '01920000-0000-7000-8000-0000000000c1' },
      because: '24x7-duty',
      dutyPersonId: '01920000-0000-7000-8000-000000000102',
    }))
  it('is about its request and account', () =>
    expect(routingOfRequest.about(fold('routing.spoc-assigned.v1'), 'x')).toEqual({
      subject: '01920000-0000-7000-8000-0000000000a1',
      accountId: '01920000-0000-7000-8000-0000000000b1',
    }))
  it('follows a take-over', () =>
    expect(fold('routing.spoc-assigned.v1', 'routing.spoc-taken-over.v1').spoc).toEqual({
      spoc: {
        kind: 'person',
        personId: '01920000-0000-7000-8000-000000000101',
        teamId: '01920000-0000-7000-8000-0000000000c1',
      },
      because: 'taken-over',
    }))
  it('lists engagements, pages and the level of escalation', () =>
    expect(fold('routing.engagement-requested.v1', 'routing.escalated.v1')).toMatchObject({
      engagements: [{ engagementId: '01920000-0000-7000-8000-0000000000d1', kind: 'functional' }],
      pageIds: ['01920000-0000-7000-8000-0000000000e1'],
      escalated: { functional: 0, hierarchical: 1 },
    }))
  it('ends with the request and goes on when it is reopened', () => {
    expect(fold('routing.closed.v1').ended).toBe(true)
    expect(fold('routing.closed.v1', 'routing.reopened.v1').ended).toBe(false)
  })
})

describe('an engagement, folded from golden files', () => {
  const fold = (...types: EngagementEvent['type'][]) =>
    types.map((type) => today<EngagementEvent>(type)).reduce(engagementFacts.evolve, engagementFacts.initial)

  it.each([
    ['routing.engagement-accepted.v1', 'accepted'],
    ['routing.engagement-declined.v1', 'declined'],
    ['routing.engagement-withdrawn.v1', 'withdrawn'],
    ['routing.engagement-completed.v1', 'completed'],
  ] as const)('stands after %s as %s', (type, is) => expect(fold('routing.engagement-offered.v1', type).is).toBe(is))
  it('stays on offer when it is overdue', () =>
    expect(fold('routing.engagement-offered.v1', 'routing.engagement-overdue.v1')).toMatchObject({
      is: 'offered',
      overdue: true,
    }))
})

describe('a page, folded from golden files', () => {
  const fold = (...types: PageEvent['type'][]) =>
    types.map((type) => today<PageEvent>(type)).reduce(pageFacts.evolve, pageFacts.initial)

  it('names everybody told, the last resort too', () =>
    expect(fold('routing.page-started.v1', 'routing.page-notified.v1', 'routing.page-exhausted.v1')).toMatchObject({
      is: 'open',
      told: ['01920000-0000-7000-8000-000000000101', '01920000-0000-7000-8000-000000000103'],
      lastResortTold: true,
    }))
  it('says who acknowledged', () =>
    expect(fold('routing.page-started.v1', 'routing.page-declined.v1', 'routing.page-acknowledged.v1')).toMatchObject({
      is: 'acknowledged',
      acknowledgedBy: '01920000-0000-7000-8000-000000000101',
    }))
  it('says why it stopped', () =>
    expect(fold('routing.page-started.v1', 'routing.page-stopped.v1')).toMatchObject({
      is: 'stopped',
      stoppedBecause: 'engagement-accepted',
    }))
})

describe('rotas, teams and policies, folded from golden files', () => {
  const rota = (...types: RotaEvent['type'][]) =>
    types.map((type) => today<RotaEvent>(type)).reduce(rotaFacts.evolve, rotaFacts.initial).rota

  it('gives the layers of a rota and its overrides', () => {
    expect(rota('routing.rota-defined.v1', 'routing.override-added.v1')?.overrides).toHaveLength(1)
    expect(rota('routing.rota-defined.v1', 'routing.override-added.v1')?.layers.map(({ name }) => name)).toEqual([
      'nights',
      'always',
    ])
  })
  it('keeps the overrides when the rota is defined anew', () =>
    expect(rota('routing.rota-defined.v1', 'routing.override-added.v1', 'routing.rota-defined.v1')?.overrides).toHaveLength(1))
  it('forgets an override that was removed', () =>
    expect(rota('routing.rota-defined.v1', 'routing.override-added.v1', 'routing.override-removed.v1')?.overrides).toEqual([]))
  it('gives the team as last changed', () =>
    expect(
      teamFacts.evolve(
        teamFacts.evolve(teamFacts.initial, today<TeamEvent>('routing.team-formed.v1')),
        today<TeamEvent>('routing.team-changed.v1'),
      ).team?.name,
    ).toBe('Core and transport'))
  it('gives the steps of an escalation policy', () =>
    expect(
      escalationPolicyFacts.evolve(
        escalationPolicyFacts.initial,
        today<EscalationPolicyEvent>('routing.escalation-policy-defined.v1'),
      ).policy?.steps,
    ).toHaveLength(2))
})
