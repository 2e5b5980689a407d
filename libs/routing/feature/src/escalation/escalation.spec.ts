import { contactFacts } from '@spoc/directory-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import type { CallerOf } from '@spoc/platform-testing/world'
import { engagementFacts, pageFacts, routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { pageOfEngagement } from '@spoc/routing-domain'
import { id, openRoutingWorld, spocOf, type RoutingWorld } from '../../test/routing-world.js'

type Escalated = Extract<RequestRoutingEvent, { readonly type: 'routing.escalated.v1' }>['data']

describe('an escalation by hand', () => {
  let world: RoutingWorld
  let agent: CallerOf
  let requestId: string
  let accountId: string
  const escalate = (caller: CallerOf, over: object = {}) =>
    caller.post('/api/v1/escalations', { requestId, kind: 'hierarchical', reason: 'The client is losing money.', ...over })
  const recorded = async (level: number) => {
    await world.facts(routingOfRequest, requestId, ({ escalated }) => escalated.hierarchical + escalated.functional >= level)
    const events = await world.service.background.engines.log.readStream(`routing-${requestId}`)
    return events.flatMap(({ type, data }) => (type === 'routing.escalated.v1' ? [data as Escalated] : [])).at(-1)
  }

  beforeEach(async () => {
    world = await openRoutingWorld()
    for (const name of ['lead', 'ines', 'omar', 'boss']) await world.person(name)
    await world.rota('duty', [id('omar')])
    const teamId = await world.team('duty', { members: [id('omar')], rotaId: id('rota duty') })
    await world.team('experts', { members: [id('ines')], leadId: id('ines') })
    accountId = await world.account('meridian', { kind: 'duty-team', teamId })
    requestId = await world.request('link', { accountId })
    await spocOf(world, requestId)
    agent = await world.as('agent')
  })
  afterEach(() => world.close())

  it("goes to whoever leads the SPOC's team unless somebody is named, and pages them", async () => {
    expect((await escalate(agent)).status).toBe(201)
    const escalated = await recorded(1)
    expect(escalated).toMatchObject({ because: 'by-hand', level: 1, toPersonId: id('lead'), toTeamId: id('duty') })
    const page = await world.facts(pageFacts, escalated!.pageId!, ({ told }) => told.length === 1)
    expect(page).toMatchObject({ is: 'open', reason: 'escalation', told: [id('lead')] })
  })

  it('to other skill engages the team, with its package', async () => {
    expect((await escalate(agent, { kind: 'functional', toTeamId: id('experts') })).status).toBe(201)
    const { engagementId, pageId } = (await recorded(1))!
    expect(pageId).toBe(pageOfEngagement(engagementId!))
    await world.facts(engagementFacts, engagementId!, ({ is, teamId }) => is === 'offered' && teamId === id('experts'))
    await world.facts(pageFacts, pageId!, ({ told }) => told.includes(id('ines')))
  })

  it('is recorded once for one Idempotency-Key', async () => {
    const body = { requestId, kind: 'hierarchical', reason: 'Now.' }
    const key = { 'idempotency-key': 'e1' }
    const first = await agent.post('/api/v1/escalations', body, key)
    expect((await agent.post('/api/v1/escalations', body, key)).body).toEqual(first.body)
    expect((await recorded(1))?.level).toBe(1)
  })

  it('is a client-manager’s right on their own requests, and of whom the contract names', async () => {
    const contactId = id('jo')
    const contact = (escalates: boolean) => ({
      accountIds: [accountId],
      name: personal('Jo', keyOfPerson(contactId)),
      email: personal('jo@client.example', keyOfPerson(contactId)),
      emailHash: 'x',
      rights: { reports: false, approvesWorks: false, escalates },
    })
    await world.write(contactFacts, contactId, { type: 'directory.contact-registered.v1', data: contact(false) })
    const client = await world.as('client', { accountIds: [accountId], contactId })
    expect((await escalate(client)).body).toMatchObject({ status: 403, code: 'not-allowed' })
    await world.write(contactFacts, contactId, { type: 'directory.contact-changed.v1', data: contact(true) })
    expect((await escalate(client)).status).toBe(201)
    expect(await recorded(1)).toMatchObject({ because: 'client', toPersonId: id('lead') })
    expect((await escalate(await world.as('client-manager', { accountIds: [accountId] }))).status).toBe(201)
  })

  it("answers another account's client as it answers for a request that is not there", async () => {
    const stranger = await world.as('client-manager', { accountIds: [id('another')] })
    const foreign = await escalate(stranger)
    const missing = await escalate(stranger, { requestId: id('nothing') })
    const { instance: _, ...problem } = foreign.body as Record<string, unknown>
    expect(missing.body).toMatchObject(problem)
    expect(foreign.status).toBe(404)
  })

  it('refuses a client that names people of ours, and people and teams that are not there', async () => {
    const client = await world.as('client-manager', { accountIds: [accountId] })
    expect((await escalate(client, { toPersonId: id('boss') })).body).toMatchObject({ errors: [{ field: 'toPersonId' }] })
    expect((await escalate(agent, { toPersonId: id('nobody') })).body).toMatchObject({ errors: [{ field: 'toPersonId' }] })
    expect((await escalate(agent, { toTeamId: id('none') })).body).toMatchObject({ errors: [{ field: 'toTeamId' }] })
    expect((await escalate(agent, { kind: 'functional' })).body).toMatchObject({ errors: [{ field: 'toTeamId' }] })
    expect((await escalate(agent, { reason: '' })).body).toMatchObject({ errors: [{ field: 'reason' }] })
    expect((await escalate(agent, { kind: 'sideways' })).body).toMatchObject({ errors: [{ field: 'kind' }] })
  })
})

describe('the SPOC by hand', () => {
  let world: RoutingWorld
  let requestId: string
  beforeEach(async () => {
    world = await openRoutingWorld()
    for (const name of ['lead', 'ines', 'omar']) await world.person(name)
    await world.rota('desk', [id('omar')])
    await world.team('desk', { isTriageDesk: true, members: [id('ines')], rotaId: id('rota desk') })
    requestId = await world.request('link')
    await spocOf(world, requestId)
  })
  afterEach(() => world.close())

  it('is whoever takes it over, who stands in for their team', async () => {
    const ines = await world.as('agent', { personId: id('ines') })
    expect((await ines.post(`/api/v1/spoc/${requestId}/take-over`)).status).toBe(200)
    expect(await spocOf(world, requestId)).toEqual({
      spoc: { kind: 'person', personId: id('ines'), teamId: id('desk') },
      because: 'taken-over',
    })
  })

  it('goes back to a team, with the reason, and whoever is on duty there answers', async () => {
    const ines = await world.as('agent', { personId: id('ines') })
    await ines.post(`/api/v1/spoc/${requestId}/take-over`)
    const body = { teamId: id('desk'), reason: 'My shift ends.' }
    expect((await ines.post(`/api/v1/spoc/${requestId}/assign`, body)).status).toBe(200)
    expect(await spocOf(world, requestId)).toEqual({
      spoc: { kind: 'team', teamId: id('desk') },
      because: 'handed-over',
      dutyPersonId: id('omar'),
    })
    const raw = await world.service.background.engines.log.readStream(`routing-${requestId}`)
    expect(raw.at(-1)?.data).toMatchObject({ reason: { sealed: 1 } })
  })

  it('cannot be nobody, a client or both a person and a team', async () => {
    const client = await world.person('client', { roles: ['client'] })
    const agent = await world.as('agent')
    const assign = async (body: object) => (await agent.post(`/api/v1/spoc/${requestId}/assign`, { reason: 'x', ...body })).body
    expect(await assign({ personId: client })).toMatchObject({ status: 422, code: 'spoc-unknown' })
    expect(await assign({})).toMatchObject({ status: 422, errors: [{ field: 'personId' }] })
    expect(await assign({ personId: id('ines'), teamId: id('desk') })).toMatchObject({ status: 422 })
    expect((await agent.post(`/api/v1/spoc/${id('nothing')}/take-over`)).status).toBe(404)
  })

  it('is taken over only as it was read', async () => {
    const agent = await world.as('agent')
    const path = `/api/v1/spoc/${requestId}/take-over`
    expect((await agent.post(path, undefined, { 'if-match': '"9"' })).status).toBe(412)
    expect((await agent.post(path, undefined, { 'if-match': '"0"' })).headers['etag']).toBe('"1"')
  })
})
