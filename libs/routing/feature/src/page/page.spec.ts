import { personFacts } from '@spoc/identity-contracts'
import { eventually } from '@spoc/platform-testing'
import type { CallerOf } from '@spoc/platform-testing/world'
import { pageFacts, routingOfRequest, type PageEvent } from '@spoc/routing-contracts'
import { pageOfEngagement } from '@spoc/routing-domain'
import { id, openRoutingWorld, spocOf, type RoutingWorld } from '../../test/routing-world.js'

describe('a page', () => {
  let world: RoutingWorld
  let agent: CallerOf
  let admin: CallerOf
  let requestId: string
  const notified = async (pageId: string) => {
    const events = await world.service.background.engines.log.readStream(`page-${pageId}`)
    return events
      .filter(({ type }) => type === 'routing.page-notified.v1')
      .map(({ data }) => data as Extract<PageEvent, { readonly type: 'routing.page-notified.v1' }>['data'])
      .map(({ step, personIds, at }) => [step, at.slice(11, 16), ...personIds])
  }
  const page = async () => {
    const answer = await agent.post('/api/v1/engagements', { requestId, teamId: id('noc'), ask: 'Look.' })
    const pageId = pageOfEngagement((answer.body as { id: string }).id)
    await world.facts(pageFacts, pageId, ({ is }) => is !== 'unknown')
    return pageId
  }
  const policy = async (over: object) => {
    const answer = await admin.post('/api/v1/escalation-policies', { name: 'night', lastResort: id('boss'), ...over })
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
    return (answer.body as { id: string }).id
  }

  beforeEach(async () => {
    world = await openRoutingWorld()
    for (const name of ['lead', 'boss', 'ines', 'omar', 'tess']) await world.person(name, { roles: ['engineer'] })
    await world.rota('noc', [id('omar'), id('ines')])
    await world.team('desk', { isTriageDesk: true })
    requestId = await world.request('link')
    await spocOf(world, requestId)
    agent = await world.as('agent')
    admin = await world.as('admin')
  })
  afterEach(() => world.close())
  const noc = async (escalationPolicyId: string) =>
    world.team('noc', { members: [id('ines'), id('omar')], leadId: id('lead'), rotaId: id('rota noc'), escalationPolicyId })

  it('tells one after another by the policy, then the last resort, and each as an escalation of the request', async () => {
    await noc(
      await policy({
        steps: [
          { afterMs: 0, targets: [{ kind: 'on-duty', id: id('rota noc') }] },
          { afterMs: 300_000, targets: [{ kind: 'next-on-duty', id: id('rota noc') }] },
          { afterMs: 600_000, targets: [{ kind: 'person', id: id('tess') }] },
        ],
        lastResortAfterMs: 900_000,
      }),
    )
    const pageId = await page()
    const told = (count: number) => world.facts(pageFacts, pageId, (state) => state.told.length === count)
    await told(1)
    await world.moveTo('2026-01-12T09:04:59.999Z')
    await world.moveTo('2026-01-12T09:05:00.000Z')
    await told(2)
    await world.moveTo('2026-01-12T09:10:00.000Z')
    await told(3)
    expect(await notified(pageId)).toEqual([
      [0, '09:00', id('ines')],
      [1, '09:05', id('omar')],
      [2, '09:10', id('tess')],
    ])
    await world.moveTo('2026-01-12T09:15:00.000Z')
    expect((await told(4)).told.at(-1)).toBe(id('boss'))
    await world.facts(routingOfRequest, requestId, ({ escalated }) => escalated.hierarchical === 4)
    const events = await world.service.background.engines.log.readStream(`routing-${requestId}`)
    expect(events.flatMap(({ type, data }) => (type === 'routing.escalated.v1' ? [data] : []))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ because: 'page-not-acknowledged', toPersonId: id('omar'), level: 1, pageId }),
        expect.objectContaining({ because: 'page-not-acknowledged', toPersonId: id('boss'), pageId }),
      ]),
    )
  })

  it('GO#4654: once acknowledged, tells nobody else', async () => {
    await noc(
      await policy({
        steps: [
          { afterMs: 0, targets: [{ kind: 'on-duty', id: id('rota noc') }] },
          {
            afterMs: 60_000,
            targets: [
              { kind: 'team', id: id('desk') },
              { kind: 'person', id: id('tess') },
            ],
          },
        ],
      }),
    )
    const pageId = await page()
    await world.facts(pageFacts, pageId, ({ told }) => told.length === 1)
    await world.moveTo('2026-01-12T09:00:30.000Z')
    const ines = await world.as('engineer', { personId: id('ines') })
    const answer = await ines.post(`/api/v1/pages/${pageId}/acknowledgement`)
    expect(answer.status).toBe(200)
    await world.moveTo('2026-01-12T12:00:00.000Z')
    const [alarms] = world.service.background.running.map((one) => one.alarms)
    await eventually(
      'no page wants to be woken',
      () => alarms!.due(),
      (due) => due === 0,
    )
    expect(await world.types(`page-${pageId}`)).toEqual([
      'routing.page-started.v1',
      'routing.page-notified.v1',
      'routing.page-acknowledged.v1',
    ])
    const list = await ines.get(`/api/v1/pages?mine=true&after=${(answer.body as { position: string }).position}`)
    expect(list.body).toMatchObject({ items: [{ id: pageId, state: 'acknowledged', acknowledgedBy: id('ines') }] })
    expect((await agent.post(`/api/v1/pages/${pageId}/acknowledgement`)).body).toMatchObject({ status: 409, code: 'page-taken' })
  })

  it('GA#4548: takes the next step at once where one comes to nobody', async () => {
    await world.rota('empty', [id('ines')], {
      layers: [
        {
          name: 'ended',
          participants: [id('ines')],
          startDate: '2025-01-01',
          endDate: '2025-02-01',
          handoverTime: '08:00',
          every: { days: 1 },
        },
      ],
    })
    await noc(
      await policy({
        steps: [
          { afterMs: 0, targets: [{ kind: 'on-duty', id: id('rota empty') }] },
          { afterMs: 600_000, targets: [{ kind: 'person', id: id('tess') }] },
        ],
      }),
    )
    const pageId = await page()
    await world.facts(pageFacts, pageId, ({ told }) => told.length === 1)
    expect(await notified(pageId)).toEqual([
      [0, '09:00'],
      [1, '09:00', id('tess')],
    ])
  })

  it('GO#4846: where all are empty tells the last resort now, and begins again at the next shift start', async () => {
    const layer = {
      name: 'later',
      participants: [id('ines')],
      startDate: '2026-01-12',
      handoverTime: '20:00',
      every: { days: 1 },
    }
    await world.rota('later', [id('ines')], { layers: [layer] })
    await noc(await policy({ steps: [{ afterMs: 0, targets: [{ kind: 'on-duty', id: id('rota later') }] }] }))
    const pageId = await page()
    const state = await world.facts(pageFacts, pageId, ({ lastResortTold }) => lastResortTold)
    expect(state.told).toEqual([id('boss')])
    await world.moveTo('2026-01-12T19:00:00.000Z')
    await world.facts(pageFacts, pageId, ({ told }) => told.includes(id('ines')))
    expect(await notified(pageId)).toEqual([
      [0, '09:00'],
      [0, '19:00', id('ines')],
    ])
  })

  it('GO#1326: skips at once whoever is on duty without a way to be reached', async () => {
    await world.rota('gone', [id('gone')])
    await world.person('gone', { left: true })
    await noc(
      await policy({
        steps: [{ afterMs: 0, targets: [{ kind: 'person', id: id('tess') }] }],
      }),
    )
    await world.write(personFacts, id('tess'), {
      type: 'identity.absence-recorded.v1',
      data: { from: '2026-01-12T00:00:00.000Z', to: '2026-01-20T00:00:00.000Z' },
    })
    const pageId = await page()
    expect(await world.facts(pageFacts, pageId, ({ lastResortTold }) => lastResortTold)).toMatchObject({ told: [id('boss')] })
  })

  it('GO#934: is not begun by a policy with a step that could never reach anybody', async () => {
    await world.person('gone', { left: true })
    const refused = await admin.post('/api/v1/escalation-policies', {
      name: 'broken',
      lastResort: id('boss'),
      steps: [
        { afterMs: 0, targets: [{ kind: 'person', id: id('tess') }] },
        { afterMs: 60_000, targets: [{ kind: 'person', id: id('gone') }] },
      ],
    })
    expect(refused.body).toMatchObject({ status: 422, code: 'step-unreachable', errors: [{ field: 'steps[1].targets' }] })
  })

  it('goes to the next at once when all who were told decline', async () => {
    await noc(
      await policy({
        steps: [
          { afterMs: 0, targets: [{ kind: 'on-duty', id: id('rota noc') }] },
          { afterMs: 600_000, targets: [{ kind: 'person', id: id('tess') }] },
        ],
      }),
    )
    const pageId = await page()
    await world.facts(pageFacts, pageId, ({ told }) => told.length === 1)
    const ines = await world.as('engineer', { personId: id('ines') })
    expect((await ines.post(`/api/v1/pages/${pageId}/decline`, { reason: 'On a train.' })).status).toBe(200)
    expect(await notified(pageId)).toEqual([
      [0, '09:00', id('ines')],
      [1, '09:00', id('tess')],
    ])
  })
})
