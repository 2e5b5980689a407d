import { CONTACTS, directoryContract, type ContactDocument } from '@spoc/directory-contracts'
import { identityContract, personFacts, type PersonEvent } from '@spoc/identity-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import { openWorld, type CallerOf, type World } from '@spoc/platform-testing/world'
import { routingContract, teamFacts, type TeamEvent } from '@spoc/routing-contracts'
import { slaContract, type CalendarEvent, type PolicyEvent } from '@spoc/sla-contracts'
import { calendarFacts, policyFacts } from './calendar-facts.js'
import { directoryContext } from './index.js'

const POLICY = '0190a6c2-0000-7000-8000-0000000000b1'
const CALENDAR = '0190a6c2-0000-7000-8000-0000000000c1'
const PERSON = '0190a6c2-0000-7000-8000-0000000000d1'
const TEAM = '0190a6c2-0000-7000-8000-0000000000e1'
const row = { high: 'P1', medium: 'P2', low: 'P3' }

describe('the directory', () => {
  let world: World
  let admin: CallerOf
  let ids: { meridian: string; other: string }
  const idOf = async (path: string, body: unknown) => {
    const answer = await admin.post(path, body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
    return (answer.body as { id: string }).id
  }
  const items = async (caller: CallerOf, path: string) =>
    ((await caller.get(path)).body as { items: Record<string, unknown>[] }).items
  const terms = (over: object = {}) => ({
    accountId: ids.meridian,
    reference: 'C-2026-17',
    from: '2026-01-01T00:00:00Z',
    policies: { gold: POLICY },
    defaultPolicyId: POLICY,
    calendarId: CALENDAR,
    matrix: { high: row, medium: row, low: row },
    closeAfterDays: 5,
    reopenWithinDays: 10,
    waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
    works: { leadTimeDays: 10, silence: 'approves' },
    ...over,
  })

  beforeAll(async () => {
    world = await openWorld({
      contexts: [directoryContext],
      contracts: [directoryContract, identityContract, routingContract, slaContract],
    })
    admin = await world.as('admin')
    ids = {
      meridian: await idOf('/api/v1/accounts', {
        name: 'Meridian Bank',
        zone: 'Europe/Berlin',
        mailDomains: ['meridian.example'],
      }),
      other: await idOf('/api/v1/accounts', { name: 'Planted Marker Ltd', zone: 'Europe/Paris' }),
    }
    const { streams } = world.service.background
    const about = () => ({ subject: 'spec' })
    await streams.change({ ...policyFacts, about }, POLICY, world.given(), () => [
      { type: 'sla.policy-defined.v1', data: {} } as PolicyEvent,
    ])
    await streams.change({ ...calendarFacts, about }, CALENDAR, world.given(), () => [
      { type: 'sla.calendar-defined.v1', data: {} } as CalendarEvent,
    ])
    const ada: PersonEvent = {
      type: 'identity.person-registered.v1',
      data: {
        name: personal('Ada', keyOfPerson(PERSON)),
        email: personal('ada@p.example', keyOfPerson(PERSON)),
        emailHash: 'x',
        roles: ['agent'],
        accountIds: [],
      },
    }
    const duty: TeamEvent = {
      type: 'routing.team-formed.v1',
      data: { name: 'Duty', members: [PERSON], leadId: PERSON, skills: [] },
    }
    await streams.change(personFacts, PERSON, world.given(), () => [ada])
    await streams.change(teamFacts, TEAM, world.given(), () => [duty])
  })
  afterAll(() => world.close())

  it('arranges the SPOC of an account, and refuses people, teams and calendars that are not there', async () => {
    const path = `/api/v1/accounts/${ids.meridian}/spoc-arrangement`
    expect(
      (await admin.put(path, { arrangement: { kind: '24x7', personId: PERSON, calendarId: CALENDAR, teamId: TEAM } })).status,
    ).toBe(200)
    const wrong = await admin.put(path, { arrangement: { kind: 'duty-team', teamId: PERSON } })
    expect(wrong.status).toBe(422)
    const malformed = await admin.put(path, { arrangement: { kind: 'duty-team', teamId: TEAM, personId: 7 } })
    expect(malformed.body).toMatchObject({ errors: [{ field: 'arrangement.personId' }] })
    expect((await admin.get(`/api/v1/accounts/${ids.meridian}`)).body).toMatchObject({
      arrangement: { kind: '24x7', personId: PERSON },
    })
  })

  it('signs a contract only where its policies and calendar are there', async () => {
    expect((await admin.post('/api/v1/contracts', terms())).status).toBe(201)
    const wrong = await admin.post('/api/v1/contracts', terms({ calendarId: TEAM }))
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ field: 'calendarId' }] })
    const incomplete = await admin.post('/api/v1/contracts', terms({ matrix: { high: row, medium: row, low: { high: 'P1' } } }))
    expect(incomplete.status).toBe(422)
  })

  it('installs a service instance once for a circuit id, and finds it by its name in any case', async () => {
    const circuit = { accountId: ids.meridian, circuitId: 'BER-AMS-0042', class: 'gold', site: 'BER1', kind: 'circuit' }
    const first = await idOf('/api/v1/services', circuit)
    expect(await idOf('/api/v1/services', circuit)).toBe(first)
    expect((await admin.post('/api/v1/services', { ...circuit, site: 'BER2' })).status).toBe(422)
    expect(await items(admin, '/api/v1/services?circuitId=ber-ams-0042')).toEqual([expect.objectContaining({ id: first })])
  })

  it('refuses a service that depends on itself by way of another', async () => {
    const site = { circuitId: 'SITE-1', class: 'site', site: 'BER1', kind: 'site' }
    const siteId = await idOf('/api/v1/services', site)
    const upstreamId = await idOf('/api/v1/services', { ...site, circuitId: 'UP-1', kind: 'upstream', dependsOn: [siteId] })
    const answer = await admin.put(`/api/v1/services/${siteId}`, { ...site, dependsOn: [upstreamId] })
    expect(answer.body).toMatchObject({ status: 422, code: 'depends-on-itself', errors: [{ field: 'dependsOn.0' }] })
  })

  it('erases a contact: the address is gone from lists at once, and from the log with its key', async () => {
    const contact = { accountIds: [ids.meridian], name: 'Ana Köhler', email: 'ana@meridian.example' }
    const id = await idOf('/api/v1/contacts', contact)
    expect(await items(admin, `/api/v1/contacts?accountId=${ids.meridian}`)).toContainEqual(
      expect.objectContaining({ name: 'Ana Köhler' }),
    )
    const { status, headers } = await admin.delete(`/api/v1/contacts/${id}/personal-data`)
    expect(status).toBe(422)
    const erased = await fetch(`${world.url}/api/v1/contacts/${id}/personal-data`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'asked for it' }),
    })
    expect(erased.status).toBe(200)
    expect(headers['content-type']).toContain('problem')
    expect(
      await items(admin, `/api/v1/contacts?accountId=${ids.meridian}&after=${erased.headers.get('x-log-position')}`),
    ).toEqual([{ id, name: 'erased', accountIds: [ids.meridian], erased: true }])
  })

  it('shows a client its own accounts only, in every list and by id', async () => {
    const client = await world.as('client-manager', { accountIds: [ids.meridian] })
    for (const path of [
      '/api/v1/accounts',
      '/api/v1/services',
      '/api/v1/contracts',
      '/api/v1/contacts',
      `/api/v1/contracts?accountId=${ids.other}`,
    ]) {
      expect(JSON.stringify((await client.get(path)).body)).not.toContain('Planted Marker')
    }
    expect((await items(client, '/api/v1/accounts')).map(({ id }) => id)).toEqual([ids.meridian])
    expect((await client.get(`/api/v1/accounts/${ids.other}`)).status).toBe(404)
    expect((await client.post('/api/v1/accounts', { name: 'x', zone: 'Europe/Berlin' })).status).toBe(403)
  })

  it('changes an account only at the revision that was read', async () => {
    const path = `/api/v1/accounts/${ids.other}`
    const body = { name: 'Planted Marker SE', zone: 'Europe/Paris', mailDomains: [], duplicates: 'suggest' }
    expect((await admin.put(path, body, { 'if-match': '"7"' })).status).toBe(412)
    expect((await admin.put(path, body, { 'if-match': '"0"' })).headers['etag']).toBe('"1"')
  })

  it('keeps at which accounts a contact may escalate for those who look for them, and tells no client of another’s', async () => {
    const id = await idOf('/api/v1/contacts', {
      ...{ accountIds: [ids.meridian, ids.other], name: 'Bo', email: 'bo@meridian.example' },
      rights: { reports: false, approvesWorks: false, escalates: true },
    })
    const client = await world.as('client-manager', { accountIds: [ids.meridian] })
    const told = await client.get(`/api/v1/contacts/${id}`)
    expect(told.body).toMatchObject({ name: 'Bo', accountIds: [ids.meridian] })
    expect(JSON.stringify(told.body)).not.toContain(ids.other)
    const query = { filter: { escalatesAt: ids.other }, limit: 10 }
    const kept = await world.service.background.views.of<ContactDocument>(CONTACTS).find(query)
    expect(kept.items).toMatchObject([{ _id: id, escalatesAt: [ids.meridian, ids.other] }])
  })
})
