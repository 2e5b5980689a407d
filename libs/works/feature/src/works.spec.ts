import { accountFacts, contactFacts, contractFacts, directoryContract, serviceFacts } from '@spoc/directory-contracts'
import { identityContract } from '@spoc/identity-contracts'
import type { StreamKind, Fact } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type Answer, type CallerOf, type World } from '@spoc/platform-testing/world'
import { noticeOf, toldTo, workAsTold, worksContract } from '@spoc/works-contracts'
import { accounts, contacts, contracts, services } from '../test/provider.js'
import { worksContext } from './index.js'

type Body = Readonly<Record<string, unknown>>
const bodyOf = (answer: Answer) => answer.body as Body
const windows = [{ from: '2026-02-10T00:00:00Z', to: '2026-02-10T04:00:00Z', zone: 'Europe/Berlin' }]
const plan = {
  title: 'Line card swap',
  description: 'The line card in slot 4 is replaced.',
  serviceInstanceIds: ['edge-1'],
  windows,
  impact: 'outage',
  method: 'Drain, swap, verify.',
}

describe('planned works', () => {
  let world: World
  let manager: CallerOf
  let acme: CallerOf
  let brick: CallerOf

  beforeAll(async () => {
    world = await openWorld({ contexts: [worksContext], contracts: [worksContract, directoryContract, identityContract] })
    await fill(world)
    manager = await world.as('manager')
    acme = await world.as('client-manager', { accountIds: ['acme'] })
    brick = await world.as('client', { accountIds: ['brick'], contactId: 'bob' })
  })
  afterAll(() => world.close())

  const planned = async (more: Body = {}, headers = {}) => {
    const answer = await manager.post('/api/v1/works', { ...plan, despiteConflicts: true, ...more }, headers)
    expect(answer).toMatchObject({ status: 201 })
    return answer.body as { readonly id: string; readonly reference: string; readonly position: string }
  }
  const read = async (who: CallerOf, id: string, after: string) => bodyOf(await who.get(`/api/v1/works/${id}?after=${after}`))
  const positionOf = (answer: Answer) => answer.headers['x-log-position'] ?? ''

  it('finds the affected accounts through what stands on the service, and waits for their approvals', async () => {
    const { id, position } = await planned()
    expect(await read(manager, id, position)).toMatchObject({
      state: 'tentative',
      impacts: [
        { accountId: 'acme', accountName: 'Acme', serviceInstanceId: 'acme-a', circuitId: 'ACME-A', impact: 'outage' },
        { accountId: 'brick', accountName: 'Brick', serviceInstanceId: 'brick-a', impact: 'outage' },
        { accountId: 'acme', serviceInstanceId: 'acme-vpn', impact: 'outage' },
      ],
      approvals: [
        { accountId: 'acme', answer: 'awaited', silence: 'approves' },
        { accountId: 'brick', answer: 'awaited', silence: 'declines' },
      ],
    })
  })

  it('answers a repeated Idempotency-Key with the work that was planned first', async () => {
    const key = { 'idempotency-key': 'plan-1' }
    expect(await planned({}, key)).toEqual(await planned({}, key))
  })

  it.each([[{}], [{ window: null }], [{ window: [] }]])('refuses a proposal without its window: %j', async (sent) => {
    const { id } = await planned()
    const answer = await acme.post(`/api/v1/works/${id}/proposal`, sent)
    expect(answer).toMatchObject({ status: 422, body: { code: 'not-valid' } })
    expect((answer.body as { errors: readonly { field: string }[] }).errors).toContainEqual(
      expect.objectContaining({ field: 'window' }),
    )
  })

  it('keeps the lead time of the contracts in force', async () => {
    const soon = [{ from: '2026-01-13T00:00:00Z', to: '2026-01-13T02:00:00Z' }]
    const answer = await manager.post('/api/v1/works', { ...plan, windows: soon })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ code: 'lead-time-too-short', errors: [{ field: 'windows.0.from' }] })
    expect(
      (await manager.post('/api/v1/works', { ...plan, windows: soon, kind: 'emergency', despiteConflicts: true })).status,
    ).toBe(201)
  })

  it('finds a work on another leg of a redundancy group, and one on the same service, before anybody is told', async () => {
    const march = [{ from: '2026-03-10T00:00:00Z', to: '2026-03-10T04:00:00Z' }]
    const first = await planned({ serviceInstanceIds: ['acme-a'], windows: march })
    const leg = await manager.post('/api/v1/works', { ...plan, serviceInstanceIds: ['acme-b'], windows: march })
    expect(leg).toMatchObject({ status: 422, body: { code: 'works-conflict' } })
    expect((leg.body as { detail: string }).detail).toContain(first.reference)
    const { id, position } = await planned({ serviceInstanceIds: ['acme-b'], windows: march })
    expect(await read(manager, id, position)).toMatchObject({
      conflicts: [{ kind: 'redundancy-group', reference: first.reference, redundancyGroupId: 'uplinks' }],
    })
    expect(await manager.post('/api/v1/works', { ...plan, windows: march })).toMatchObject({ body: { code: 'works-conflict' } })
  })

  it('shows a client its own services and approvals alone', async () => {
    const { id, position } = await planned()
    const seen = await read(acme, id, position)
    expect(seen).toMatchObject({
      impacts: [{ serviceInstanceId: 'acme-a' }, { serviceInstanceId: 'acme-vpn' }],
      approvals: [{ accountId: 'acme' }],
      announcements: [{ accountId: 'acme' }],
    })
    expect(JSON.stringify(seen)).not.toMatch(/brick|Drain/i)
    const list = await acme.get('/api/v1/works?limit=200')
    expect(JSON.stringify(list.body)).not.toMatch(/brick|Drain/i)
  })

  it('does not exist for a client whom it does not affect', async () => {
    const { id, reference, position } = await planned({ serviceInstanceIds: ['brick-a'] })
    expect(await acme.get(`/api/v1/works/${id}?after=${position}`)).toMatchObject({ status: 404, body: { code: 'work-unknown' } })
    expect(await acme.get(`/api/v1/works/${reference}`)).toMatchObject({ status: 404 })
    expect(await acme.post(`/api/v1/works/${id}/approval`, {})).toMatchObject({ status: 404, body: { code: 'work-unknown' } })
    expect(await acme.post(`/api/v1/works/${id}/approval`, { accountId: 'brick' })).toMatchObject({
      status: 422,
      body: { code: 'account-foreign' },
    })
    const listed = (await acme.get('/api/v1/works?accountId=brick&limit=200')).body as { items: Body[] }
    expect(listed.items.map((work) => work['id'])).not.toContain(id)
  })

  it('is confirmed by the last approval, and can then be started in its window', async () => {
    const { id } = await planned({ windows: [{ from: '2026-01-30T00:00:00Z', to: '2026-01-30T04:00:00Z' }] })
    expect((await acme.post(`/api/v1/works/${id}/approval`, {})).status).toBe(200)
    expect(await manager.post(`/api/v1/works/${id}/start`, {})).toMatchObject({
      status: 409,
      body: { code: 'work-not-confirmed' },
    })
    const last = await brick.post(`/api/v1/works/${id}/approval`, { accountId: 'brick' })
    expect(await read(brick, id, positionOf(last))).toMatchObject({ state: 'confirmed', approvals: [{ answer: 'approved' }] })
    const done = { occurredAt: '2026-01-30T02:00:00Z' }
    expect((await manager.post(`/api/v1/works/${id}/start`, { occurredAt: '2026-01-30T00:10:00Z' })).status).toBe(200)
    const end = await manager.post(`/api/v1/works/${id}/completion`, { ...done, outcome: 'rolled-back' })
    expect(await read(acme, id, positionOf(end))).toMatchObject({
      state: 'completed',
      outcome: 'rolled-back',
      completedAt: '2026-01-30T02:00:00.000Z',
    })
  })

  it('lets a contact answer only where it has the right, and staff for a contact of the account', async () => {
    const { id } = await planned()
    const eve = await world.as('client', { accountIds: ['brick'], contactId: 'eve' })
    expect(await eve.post(`/api/v1/works/${id}/approval`, {})).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    const told = { accountId: 'brick', contactId: 'alice' }
    expect(await manager.post(`/api/v1/works/${id}/approval`, told)).toMatchObject({
      status: 422,
      body: { code: 'contact-unknown' },
    })
    const answer = await manager.post(`/api/v1/works/${id}/approval`, { accountId: 'brick', contactId: 'bob' })
    expect(answer.status).toBe(200)
    const events = await world.service.background.engines.log.readStream(`work-${id}`)
    expect(events.at(-1)).toMatchObject({ type: 'works.work-approved.v1', data: { by: { kind: 'contact', id: 'bob' } } })
    expect(await manager.post(`/api/v1/works/${id}/approval`, {})).toMatchObject({
      status: 422,
      body: { code: 'account-missing' },
    })
  })

  it('keeps the words of a no for those who may read them, and out of the log', async () => {
    const { id } = await planned()
    const reason = 'Our month end closing, says Alice.'
    const answer = await acme.post(`/api/v1/works/${id}/decline`, { reason })
    expect(await read(acme, id, positionOf(answer))).toMatchObject({ approvals: [{ answer: 'declined', reason }] })
    expect(JSON.stringify(await read(brick, id, positionOf(answer)))).not.toContain('month end')
    const events = await world.service.background.engines.log.readStream(`work-${id}`)
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('month end')
  })

  it('has the approval of whoever proposed the window that it is moved to, and keeps the name of the window', async () => {
    const { id } = await planned()
    const window = { from: '2026-02-12T00:00:00Z', to: '2026-02-12T04:00:00Z', zone: 'Europe/Berlin' }
    expect((await acme.post(`/api/v1/works/${id}/proposal`, { window, reason: 'Later suits us.' })).status).toBe(200)
    const moved = await manager.post(`/api/v1/works/${id}/reschedule`, {
      windows: [window],
      reason: 'As Acme asked.',
      despiteConflicts: true,
    })
    expect(await read(manager, id, positionOf(moved))).toMatchObject({
      windows: [{ windowId: 'w1', from: '2026-02-12T00:00:00.000Z' }],
      approvals: [{ answer: 'approved' }, { answer: 'awaited' }],
    })
  })

  it('refuses an answer to a work that has changed since it was read', async () => {
    const { id } = await planned()
    const stale = await acme.post(`/api/v1/works/${id}/approval`, {}, { 'if-match': '"99"' })
    expect(stale).toMatchObject({ status: 412, body: { code: 'revision-mismatch' } })
  })

  it('is told to each affected account as it was at every change', async () => {
    const { id } = await planned({ serviceInstanceIds: ['acme-b'] })
    await manager.post(`/api/v1/works/${id}/cancellation`, { reason: 'The part is late.' })
    const { state } = await world.service.background.streams.load(workAsTold, id)
    expect(state.told.map(({ accountId, sequence, work }) => [accountId, sequence, work.is])).toEqual([
      ['acme', 0, 'tentative'],
      ['acme', 1, 'cancelled'],
    ])
    const told = toldTo(state, { accountId: 'acme', sequence: 1 })
    const provider = { domain: 'provider.example', organizer: { name: 'NOC', mailAddress: 'noc@provider.example' } }
    const notice = told && noticeOf({ workId: id, told, accountName: 'Acme', provider })
    expect(notice?.calendar.content).toContain('X-MAINTNOTE-STATUS:CANCELLED')
  })

  it.each([
    ['a service nobody knows', { serviceInstanceIds: ['nope'] }, 'serviceInstanceIds.0'],
    ['a service that is gone', { serviceInstanceIds: ['gone'] }, 'serviceInstanceIds.0'],
    ['a site that nobody stands on', { serviceInstanceIds: ['lonely'] }, 'serviceInstanceIds'],
    ['no service', { serviceInstanceIds: [] }, 'serviceInstanceIds'],
    ['no instant', { windows: [{ from: 'tomorrow', to: '2026-02-10T04:00:00Z' }] }, 'windows.0.from'],
    ['an end before its begin', { windows: [{ from: '2026-02-10T04:00:00Z', to: '2026-02-10T00:00:00Z' }] }, 'windows.0.to'],
    ['a zone nobody knows', { windows: [{ ...windows[0], zone: 'Mars/Olympus' }] }, 'windows.0.zone'],
    ['an impact nobody knows', { impact: 'none' }, 'impact'],
    ['an empty title', { title: ' ' }, 'title'],
    ['a field nobody knows', { colour: 'red' }, 'colour'],
  ])('names the field for %s', async (_, more, field) => {
    const answer = await manager.post('/api/v1/works', { ...plan, ...more })
    expect(answer.status).toBe(422)
    expect((answer.body as { errors: { field: string }[] }).errors[0]?.field).toBe(field)
  })

  it('is planned and carried out by the provider alone', async () => {
    const { id } = await planned()
    const bound = await world.integration(['works:write'], 'acme')
    for (const [who, status] of [
      [acme, 403],
      [bound, 403],
      [world.anonymous, 401],
    ] as const) {
      expect((await who.post('/api/v1/works', plan)).status).toBe(status)
      expect((await who.post(`/api/v1/works/${id}/cancellation`, { reason: 'no' })).status).toBe(status)
      expect((await who.post(`/api/v1/works/${id}/reschedule`, { windows, reason: 'no' })).status).toBe(status)
    }
    expect((await bound.post(`/api/v1/works/${id}/approval`, {})).status).toBe(200)
  })
})

describe('silence', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ contexts: [worksContext], contracts: [worksContract, directoryContract, identityContract] })
    await fill(world)
  })
  afterAll(() => world.close())

  it('means what the contract of each account says, once its time to decide has passed', async () => {
    const manager = await world.as('manager')
    const { id } = bodyOf(await manager.post('/api/v1/works', plan)) as { id: string }
    await world.moveTo('2026-02-09T00:00:00.000Z')
    const work = await eventually(
      'silence is counted',
      async () => bodyOf(await manager.get(`/api/v1/works/${id}`)) as { approvals: Body[] },
      ({ approvals }) => approvals.every((approval) => approval['bySilence'] === true),
    )
    expect(work).toMatchObject({ state: 'tentative', approvals: [{ answer: 'approved' }, { answer: 'declined' }] })
  })
})

/** A provider with two clients, written as the directory would. */
async function fill(world: World): Promise<void> {
  const { streams } = world.service.background
  const write = async <State, E extends Fact>(kind: StreamKind<State, E>, all: Readonly<Record<string, readonly E[]>>) => {
    for (const [id, facts] of Object.entries(all)) await streams.change(kind, id, world.given(), () => facts)
  }
  await write(accountFacts, accounts)
  await write(contactFacts, contacts)
  await write(contractFacts, contracts)
  await write(serviceFacts, services)
}
