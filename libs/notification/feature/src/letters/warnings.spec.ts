import { keyOfAuthor, personal, type StreamKind } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { engagementFacts, escalationPolicyFacts, routingOfRequest, teamFacts } from '@spoc/routing-contracts'
import type { ClockEvent, OlaEvent, SlaOfRequest, StartedClock, WarningAudience } from '@spoc/sla-contracts'
import { id, openNotificationWorld, slaStream, type NotificationWorld } from '../../test/notification-world.js'

const AT = '2026-01-12T10:00:00.000Z'
const DUE = '2026-01-12T11:00:00.000Z'
const warned = (audiences?: readonly WarningAudience[]): ClockEvent => ({
  type: 'sla.clock-warned.v1',
  data: {
    ...{ clock: 'resolve', share: 87.5, at: AT, detectedAt: AT, dueAt: DUE, remainingMs: 3_600_000 },
    ...{ threshold: { leadMinutes: 60, time: 'business' } },
    ...(audiences === undefined ? {} : { audiences }),
  },
})

describe('warnings of a clock', () => {
  let world: NotificationWorld
  let requestId: string
  /** The clocks of the request, promised to Meridian. */
  let clocks: StreamKind<SlaOfRequest, ClockEvent>
  const told = (number: number) => eventually(`${number} addresses`, addresses, (found) => found.length === number)
  const addresses = async () =>
    (await world.list())
      .filter(({ kind }) => kind === 'warning')
      .flatMap(({ to }) => to)
      .sort()
  /** The clock that the warnings are of, warned of or not. */
  const runs = (over: Partial<StartedClock> = {}) =>
    world.write(clocks, requestId, {
      type: 'sla.clocks-started.v1',
      data: {
        ...{ requestId, accountId: id('meridian'), policyId: 'p', policyRevision: 1, receivedAt: AT, pauses: [] },
        ...{ terms: { serviceClass: 'gold', priority: 'P1', kind: 'incident' }, idleWhileResolved: 'excluded' },
        clocks: [
          {
            ...{ clock: 'resolve', startedAt: AT, dueAt: DUE, warnAt: [], policyId: 'p', policyRevision: 1 },
            ...{ scope: { serviceClass: '*', priority: '*', kind: '*' }, target: { minutes: 480 }, targetMs: 28_800_000 },
            ...{ calendarId: 'c', calendarRevision: 1, warnShares: [], pausesOn: [], ...over },
          },
        ],
      },
    })
  /** A later one, so that whoever was to be told of the one before has been. */
  const thenForSpoc = async () => {
    await world.write(clocks, requestId, warned(['spoc']))
    await world.message('the warning after', ({ kind, to }) => kind === 'warning' && to.includes('ada@staff.example'))
    return addresses()
  }
  const engage = async (name: string, teamId: string, kind: 'functional' | 'vendor') => {
    const ask = personal('Find the break.', keyOfAuthor(requestId, 'ada'))
    const handover = { summary: ask, timeline: [], tried: [], contacts: [], services: [], attachments: [] }
    const asked = { teamId, kind, ask, reason: 'by-hand', handover, acceptBy: AT } as const
    await world.write(engagementFacts, id(name), { type: 'routing.engagement-offered.v1', data: { requestId, ...asked } })
    await world.write(routingOfRequest, requestId, {
      type: 'routing.engagement-requested.v1',
      data: { engagementId: id(name), ...asked },
    })
  }

  beforeEach(async () => {
    world = await openNotificationWorld()
    for (const name of ['ada', 'lead', 'chief']) await world.person(name)
    await world.account('meridian')
    requestId = await world.request('r', { accountId: id('meridian') })
    clocks = { ...slaStream, about: (_, subject) => ({ subject, accountId: id('meridian') }) }
    await world.write(escalationPolicyFacts, id('ladder'), {
      type: 'routing.escalation-policy-defined.v1',
      data: { name: 'Ladder', steps: [], lastResort: id('chief') },
    })
    await world.write(teamFacts, id('duty'), {
      type: 'routing.team-formed.v1',
      data: { name: 'Duty', members: [], leadId: id('lead'), skills: [], escalationPolicyId: id('ladder') },
    })
    await world.assign(requestId, { kind: 'person', personId: id('ada'), teamId: id('duty') })
  })
  afterEach(() => world.close())

  it('reach the SPOC alone where nothing is said, and nobody where nobody is named', async () => {
    await world.write(clocks, requestId, warned([]))
    await world.write(clocks, requestId, warned())
    expect(await told(1)).toEqual(['ada@staff.example'])
    const [mail] = await world.list()
    expect(mail?.subject).toBe('The last 60 minutes of open time of the resolve time have begun: R-1000017 (P1) Line is down')
  })

  it('reach everybody of their audiences, each once', async () => {
    await world.contact('ana', { rights: { reports: false, approvesWorks: false, escalates: true } })
    await world.contact('bo')
    await world.contact('eve', {
      accountIds: [id('other')],
      rights: { reports: true, approvesWorks: true, escalates: true },
    })
    await world.team('core', { email: 'core@staff.example' })
    await world.team('gone', { email: 'gone@staff.example' })
    await world.team('carrier', { email: 'carrier@vendor.example' })
    await engage('e1', id('core'), 'functional')
    await engage('e2', id('core'), 'functional')
    await engage('e3', id('gone'), 'functional')
    await world.write(engagementFacts, id('e3'), { type: 'routing.engagement-withdrawn.v1', data: { because: 'by-spoc' } })
    await engage('e4', id('carrier'), 'vendor')
    await runs()
    await world.write(clocks, requestId, warned(['spoc', 'lead', 'team', 'manager', 'client']))
    expect(await told(5)).toEqual([
      'ada@staff.example',
      'ana@client.example',
      'chief@staff.example',
      'core@staff.example',
      'lead@staff.example',
    ])
    const letter = await world.eml(await world.message('the letter', ({ to }) => to.includes('ana@client.example')))
    expect(letter).toContain('we promised that it is resolved by Mon, 12 Jan 2026, 12:00 CET')
  })

  it('reach a person of several audiences once', async () => {
    await world.write(routingOfRequest, requestId, {
      type: 'routing.spoc-taken-over.v1',
      data: { by: id('lead'), teamId: id('duty') },
    })
    await world.write(clocks, requestId, warned(['spoc', 'lead', 'manager']))
    expect(await told(2)).toEqual(['chief@staff.example', 'lead@staff.example'])
  })

  it('reach whoever leads several teams, and a mailbox of several, once', async () => {
    await world.person('lina')
    for (const name of ['fibre', 'copper']) await world.team(name, { leadId: id('lina') })
    for (const name of ['core', 'edge']) await world.team(name, { email: 'network@staff.example' })
    for (const name of ['fibre', 'copper', 'core', 'edge']) await engage(`of-${name}`, id(name), 'functional')
    await world.write(clocks, requestId, warned(['team']))
    await thenForSpoc()
    expect(await told(3)).toEqual(['ada@staff.example', 'lina@staff.example', 'network@staff.example'])
  })

  it.each<[string, readonly ClockEvent[], Partial<StartedClock>]>([
    ['has been met', [{ type: 'sla.clock-met.v1', data: { clock: 'resolve', at: AT, elapsedMs: 0, within: true, by: 'x' } }], {}],
    ['was breached', [{ type: 'sla.clock-breached.v1', data: { clock: 'resolve', effectiveAt: DUE, detectedAt: DUE } }], {}],
    ['is due at another time', [], { dueAt: '2026-01-12T15:00:00.000Z' }],
  ])('do not reach the client where by then the clock %s', async (_, since, over) => {
    await world.contact('ana', { rights: { reports: false, approvesWorks: false, escalates: true } })
    await runs(over)
    await world.write(clocks, requestId, warned(['client']), ...since)
    expect(await thenForSpoc()).toEqual(['ada@staff.example'])
  })

  it('reach every contact who may escalate, however many do not', async () => {
    for (let one = 0; one < 60; one++) await world.contact(`quiet-${one}`)
    for (const name of ['zoe', 'abe'])
      await world.contact(name, { rightsAt: { [id('meridian')]: { reports: false, approvesWorks: false, escalates: true } } })
    await runs()
    await world.write(clocks, requestId, warned(['client']))
    expect(await told(2)).toEqual(['abe@client.example', 'zoe@client.example'])
  })

  it('never reach the client that the promise was made to once the request is another’s', async () => {
    await world.contact('ana', { rights: { reports: false, approvesWorks: false, escalates: true } })
    await world.contact('eve', {
      accountIds: [id('other')],
      rights: { reports: false, approvesWorks: false, escalates: true },
    })
    await runs()
    await world.onRequest(requestId, { type: 'intake.account-set.v1', data: { accountId: id('other') } })
    await world.write(clocks, requestId, warned(['client']))
    expect(await thenForSpoc()).toEqual(['ada@staff.example'])
  })

  it('of an engagement reach the team engaged and its lead, where that was agreed', async () => {
    await world.person('lina')
    await world.team('core', { email: 'core@staff.example', leadId: id('lina') })
    const ola: StreamKind<unknown, OlaEvent> = {
      category: 'ola',
      initial: undefined,
      evolve: (state) => state,
      about: () => ({ subject: requestId, accountId: id('meridian') }),
    }
    const ofOla = { clock: 'ola', teamId: id('core'), share: 50, at: AT, detectedAt: AT } as const
    await world.write(ola, id('e'), { type: 'sla.ola-warned.v1', data: ofOla })
    await world.write(ola, id('e'), { type: 'sla.ola-warned.v1', data: { ...ofOla, audiences: ['lead', 'team'] } })
    expect(await told(2)).toEqual(['core@staff.example', 'lina@staff.example'])
  })
})
