import { contactFacts, serviceFacts } from '@spoc/directory-contracts'
import { keyOfAuthor, keyOfPerson, personal } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import type { CallerOf } from '@spoc/platform-testing/world'
import { engagementFacts, pageFacts, routingOfRequest } from '@spoc/routing-contracts'
import { id, openRoutingWorld, spocOf, type RoutingWorld } from '../../test/routing-world.js'

describe('a team brought in on a request', () => {
  let world: RoutingWorld
  let agent: CallerOf
  let ines: CallerOf
  let requestId: string
  const engage = async (over: object = {}) => {
    const body = { requestId, teamId: id('core'), ask: 'Find the break.', ...over }
    return agent.post('/api/v1/engagements', body)
  }
  const engaged = async () => ((await engage()).body as { id: string }).id
  const facts = (engagementId: string, is: string) => world.facts(engagementFacts, engagementId, (state) => state.is === is)

  beforeEach(async () => {
    world = await openRoutingWorld()
    for (const name of ['lead', 'ines', 'omar']) await world.person(name, { roles: ['engineer'] })
    await world.rota('core', [id('omar'), id('ines')])
    const ola = { acceptWithinMs: 15 * 60_000, solveWithinMs: 4 * 3_600_000 }
    await world.team('core', { members: [id('ines'), id('omar')], rotaId: id('rota core'), ola })
    await world.team('desk', { isTriageDesk: true })
    requestId = await world.request('link')
    await spocOf(world, requestId)
    agent = await world.as('agent')
    ines = await world.as('engineer', { personId: id('ines') })
  })
  afterEach(() => world.close())

  it('is offered it and paged, within its OLA', async () => {
    const engagementId = await engaged()
    const { acceptBy, olaMs, pageId } = await facts(engagementId, 'offered')
    expect({ acceptBy, olaMs }).toEqual({ acceptBy: '2026-01-12T09:15:00.000Z', olaMs: 14_400_000 })
    const page = await world.facts(pageFacts, pageId!, ({ told }) => told.length > 0)
    expect(page).toMatchObject({ is: 'open', engagementId, told: [id('ines')], reason: 'engagement' })
  })

  it('has a time to keep that counts from the moment it was asked for, as the team agrees to it then', async () => {
    const calendarId = await world.officeHours('office')
    const admin = await world.as('admin')
    const form = { name: 'core', leadId: id('lead'), members: [id('ines')] }
    const olaTerms = { calendarId, pausesOn: ['agreed-window'], warnShares: [80] }
    const ola = { acceptWithinMs: 15 * 60_000, solveWithinMs: 4 * 3_600_000, ...olaTerms }
    expect((await admin.put(`/api/v1/teams/${id('core')}`, { ...form, ola })).status).toBe(200)
    const engagementId = await engaged()
    await facts(engagementId, 'offered')
    const shown = await eventually(
      'the engagement is listed',
      async () => (await agent.get(`/api/v1/engagements/${engagementId}`)).body,
      (body) => (body as { state?: string }).state === 'offered',
    )
    expect(shown).toMatchObject({ engagedAt: '2026-01-12T09:00:00.000Z', olaMs: 14_400_000, olaTerms })
  })

  it('gets a package with everything that is known, so that nobody has to say it twice', async () => {
    const author = keyOfAuthor(requestId, 'jo')
    const contactId = id('jo')
    const under = keyOfPerson(contactId)
    await world.write(serviceFacts, id('circuit'), {
      type: 'directory.service-installed.v1',
      data: {
        circuitId: 'BER-AMS-0042',
        class: 'gold',
        site: 'BER1',
        kind: 'circuit',
        dependsOn: [],
        redundancyGroup: 'uplinks',
      },
    })
    await world.write(contactFacts, contactId, {
      type: 'directory.contact-registered.v1',
      data: {
        accountIds: [],
        name: personal('Jo Client', under),
        email: personal('jo@client.example', under),
        emailHash: 'x',
        rights: { reports: false, approvesWorks: false, escalates: false },
      },
    })
    requestId = await world.request('whole', {
      contactId,
      serviceInstanceId: id('circuit'),
      description: personal('No light since 08:40.', author),
      attachments: [{ attachmentId: id('a'), sha256: 'ab', name: personal('photo.jpg', author), type: 'image/jpeg', size: 7 }],
    })
    await world.onRequest(requestId, {
      type: 'intake.message-added.v1',
      data: {
        messageId: id('m'),
        direction: 'internal',
        author: { kind: 'person', id: id('ines') },
        at: '2026-01-12T09:00:00.000Z',
        body: personal('The far end is dark too.', author),
        match: { by: 'console', reason: 'x' },
        attachments: [],
      },
    })
    await spocOf(world, requestId)
    const engagementId = ((await engage({ tried: ['Reset the port.'], reason: 'Optics are theirs.' })).body as { id: string }).id
    const whole = await eventually(
      'the engagement',
      () => ines.get(`/api/v1/engagements/${engagementId}`),
      ({ status }) => status === 200,
    )
    expect(whole.body).toMatchObject({
      id: engagementId,
      teamName: 'core',
      ask: 'Find the break.\n\nWhy: Optics are theirs.',
      handover: {
        summary: 'R-1000015 (P1): whole is down\n\nNo light since 08:40.',
        timeline: [{ what: 'Internal note: The far end is dark too.' }],
        tried: ['Reset the port.'],
        contacts: [{ name: 'Jo Client', reach: ['jo@client.example'] }],
        services: [{ name: 'BER-AMS-0042', site: 'BER1', facts: { 'redundancy group': 'uplinks' } }],
        attachments: [{ name: 'photo.jpg', bytes: 7 }],
      },
    })
  })

  it('accepts, which answers the page', async () => {
    const engagementId = await engaged()
    const { pageId } = await facts(engagementId, 'offered')
    await world.facts(pageFacts, pageId!, ({ is }) => is === 'open')
    expect((await ines.post(`/api/v1/engagements/${engagementId}/acceptance`)).status).toBe(200)
    expect(await world.facts(pageFacts, pageId!, ({ is }) => is !== 'open')).toMatchObject({
      is: 'acknowledged',
      acknowledgedBy: id('ines'),
    })
    const second = await (await world.as('engineer')).post(`/api/v1/engagements/${engagementId}/acceptance`)
    expect(second.body).toMatchObject({ status: 409, code: 'engagement-taken' })
  })

  it('answers the page, which accepts', async () => {
    const engagementId = await engaged()
    const { pageId } = await facts(engagementId, 'offered')
    await world.facts(pageFacts, pageId!, ({ is }) => is === 'open')
    expect((await ines.post(`/api/v1/pages/${pageId}/acknowledgement`)).status).toBe(200)
    expect(await facts(engagementId, 'accepted')).toMatchObject({ engineerId: id('ines') })
  })

  it('declines with a reason, which ends its page; a reason that is missing is named', async () => {
    const engagementId = await engaged()
    const { pageId } = await facts(engagementId, 'offered')
    expect((await ines.post(`/api/v1/engagements/${engagementId}/decline`, { reason: ' ' })).body).toMatchObject({
      status: 422,
      errors: [{ field: 'reason' }],
    })
    expect((await ines.post(`/api/v1/engagements/${engagementId}/decline`, { reason: 'Not optics.' })).status).toBe(200)
    expect(await world.facts(pageFacts, pageId!, ({ is }) => is === 'stopped')).toMatchObject({
      stoppedBecause: 'engagement-ended',
    })
  })

  it('completes with a report, which goes along with the next engagement', async () => {
    const engagementId = await engaged()
    await facts(engagementId, 'offered')
    const completion = { outcome: 'not-ours', report: 'The fibre is fine.' }
    expect((await ines.post(`/api/v1/engagements/${engagementId}/completion`, completion)).status).toBe(200)
    await world.team('vendor', { isVendor: true })
    const next = ((await engage({ teamId: id('vendor') })).body as { id: string }).id
    const whole = await eventually(
      'the engagement',
      () => ines.get(`/api/v1/engagements/${next}`),
      ({ status }) => status === 200,
    )
    expect(whole.body).toMatchObject({ kind: 'vendor', handover: { tried: ['The fibre is fine.'] } })
  })

  it('that does not accept in time is escalated on the request, once', async () => {
    const engagementId = await engaged()
    const { pageId } = await facts(engagementId, 'offered')
    await world.facts(pageFacts, pageId!, ({ is }) => is === 'open')
    await world.moveTo('2026-01-12T09:15:00.000Z')
    await world.facts(engagementFacts, engagementId, ({ overdue }) => overdue)
    await world.facts(routingOfRequest, requestId, ({ escalated }) => escalated.hierarchical >= 3)
    const events = await world.service.background.engines.log.readStream(`routing-${requestId}`)
    const told = events.filter(({ type }) => type === 'routing.escalated.v1').map(({ data }) => data)
    expect(told).toHaveLength(3)
    expect(told).toContainEqual(
      expect.objectContaining({ because: 'engagement-not-accepted', toTeamId: id('core'), toPersonId: id('lead'), engagementId }),
    )
  })

  it('is let go when the request ends, and the SPOC stays when it is reopened', async () => {
    const engagementId = await engaged()
    const { pageId } = await facts(engagementId, 'offered')
    await world.facts(pageFacts, pageId!, ({ is }) => is === 'open')
    await world.onRequest(requestId, {
      type: 'intake.request-resolved.v1',
      data: { code: 'fixed', closeAt: '2026-01-19T09:00:00.000Z', closeAfterDays: 7, reopenWithinDays: 14 },
    })
    await facts(engagementId, 'withdrawn')
    expect(await world.facts(pageFacts, pageId!, ({ is }) => is === 'stopped')).toMatchObject({ stoppedBecause: 'request-ended' })
    expect((await engage()).body).toMatchObject({ status: 409, code: 'request-ended' })
    await world.onRequest(requestId, {
      type: 'intake.request-reopened.v1',
      data: { because: 'client-replied', from: 'resolved' },
    })
    const routing = await world.facts(routingOfRequest, requestId, ({ ended }) => !ended)
    expect(routing.spoc).toMatchObject({ because: 'triage-desk' })
    expect((await engage()).status).toBe(201)
  })

  it('is engaged once, however often it is asked for with the same key', async () => {
    const key = { 'idempotency-key': 'once' }
    const body = { requestId, teamId: id('core'), ask: 'Find the break.' }
    const first = await agent.post('/api/v1/engagements', body, key)
    const again = await agent.post('/api/v1/engagements', body, key)
    expect(again.body).toEqual(first.body)
    expect((await agent.post('/api/v1/engagements', { ...body, ask: 'Else.' }, key)).status).toBe(422)
    expect((await engage()).body).toMatchObject({ status: 422, code: 'team-already-engaged', errors: [{ field: 'teamId' }] })
  })

  it('refuses bad input with the field, and what is not there', async () => {
    expect((await engage({ teamId: 'core' })).body).toMatchObject({ errors: [{ field: 'teamId' }] })
    expect((await engage({ ask: ' ' })).body).toMatchObject({ status: 422, errors: [{ field: 'ask' }] })
    expect((await engage({ teamId: id('nobody') })).body).toMatchObject({ status: 422, errors: [{ field: 'teamId' }] })
    expect((await engage({ requestId: id('nothing') })).status).toBe(404)
    expect((await ines.post(`/api/v1/engagements/${id('nothing')}/acceptance`)).status).toBe(404)
    expect((await ines.get(`/api/v1/engagements/${id('nothing')}`)).status).toBe(404)
  })

  it('is nothing that a client sees', async () => {
    const engagementId = await engaged()
    const client = await world.as('client-manager', { accountIds: [id('meridian')] })
    for (const path of ['/api/v1/engagements', `/api/v1/engagements/${engagementId}`, '/api/v1/pages', '/api/v1/teams'])
      expect((await client.get(path)).status).toBe(403)
    expect((await client.post('/api/v1/engagements', { requestId, teamId: id('core'), ask: 'x' })).status).toBe(403)
  })
})
