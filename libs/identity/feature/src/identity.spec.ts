import { directoryContract } from '@spoc/directory-contracts'
import { identityContract, personFacts } from '@spoc/identity-contracts'
import { hashToken, SESSIONS, type SessionDocument } from '@spoc/platform-nest'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type CallerOf, type World } from '@spoc/platform-testing/world'
import { identityContext } from './index.js'

const ines = { name: 'Ines Duarte', email: 'Ines@provider.example', roles: ['engineer'], password: 'correct horse battery' }

describe('people and their access', () => {
  let world: World
  let admin: CallerOf
  beforeAll(async () => {
    world = await openWorld({
      contexts: [identityContext],
      contracts: [identityContract, directoryContract],
      environment: { SPOC_ADMIN_EMAIL: 'root@provider.example', SPOC_ADMIN_PASSWORD: 'a long first password' },
    })
    admin = await world.as('admin')
  })
  afterAll(() => world.close())
  const signIn = (email: string, password: string) => world.anonymous.post('/api/v1/sessions', { email, password })
  const cookieOf = (headers: Readonly<Record<string, string>>) => headers['set-cookie']?.split(';')[0] ?? ''

  it('makes the administrator that the configuration names', async () => {
    const { status, body } = await signIn('root@provider.example', 'a long first password')
    expect(status).toBe(201)
    expect(body).toMatchObject({ person: { roles: ['admin'] } })
  })

  it('registers a person once, whatever the case of the address', async () => {
    const first = await admin.post('/api/v1/people', ines)
    expect(first.status).toBe(201)
    expect(first.headers['x-log-position']).toMatch(/^\d+$/)
    expect(first.headers['etag']).toBe('"0"')
    const second = await admin.post('/api/v1/people', { ...ines, email: 'ines@PROVIDER.example', name: 'Another' })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({ code: 'person-exists' })
  })

  it('signs in with a cookie that scripts cannot read, and out again', async () => {
    const { status, headers } = await signIn('ines@provider.example', ines.password)
    expect(status).toBe(201)
    expect(headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/)
    const cookie = { cookie: cookieOf(headers) }
    expect((await world.anonymous.get('/api/v1/sessions/current', cookie)).body).toMatchObject({
      person: { name: 'Ines Duarte', roles: ['engineer'] },
    })
    expect((await world.anonymous.delete('/api/v1/sessions/current', cookie)).status).toBe(204)
    expect((await world.anonymous.get('/api/v1/sessions/current', cookie)).status).toBe(401)
  })

  it('offers passwords alone where no identity provider is configured', async () => {
    expect((await world.anonymous.get('/api/v1/sessions/ways')).body).toEqual({ password: true, companyAccount: false })
    for (const path of ['/api/v1/sessions/oidc', '/api/v1/sessions/oidc/callback?code=c&state=s'])
      expect(await world.anonymous.get(path)).toMatchObject({ status: 404, body: { code: 'sign-in-way-unknown' } })
  })

  it('refuses a wrong password and an unknown address alike', async () => {
    const wrong = await signIn('ines@provider.example', 'not it at all')
    const unknown = await signIn('nobody@provider.example', 'not it at all')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body).toMatchObject({ code: 'sign-in-failed' })
    expect({ ...(wrong.body as object), instance: '' }).toEqual({ ...(unknown.body as object), instance: '' })
  })

  it('ends the sessions of whoever is disabled', async () => {
    const omar = await admin.post('/api/v1/people', { ...ines, email: 'omar@provider.example' })
    const cookie = { cookie: cookieOf((await signIn('omar@provider.example', ines.password)).headers) }
    const { id } = omar.body as { id: string }
    expect((await admin.post(`/api/v1/people/${id}/disable`, { reason: 'left the company' })).status).toBe(200)
    expect((await world.anonymous.get('/api/v1/sessions/current', cookie)).status).toBe(401)
    expect((await signIn('omar@provider.example', ines.password)).status).toBe(401)
  })

  it('records an absence by instants, whatever zone they are told in', async () => {
    const { body } = await admin.post('/api/v1/people', { ...ines, name: 'Nora', email: 'nora@provider.example' })
    const { id } = body as { id: string }
    const away = (from: string, to: string) => admin.post(`/api/v1/people/${id}/absences`, { from, to })
    expect(await away('a', 'b')).toMatchObject({ status: 422, body: { code: 'invalid-instant', errors: [{ field: 'from' }] } })
    expect(await away('2026-07-06T00:00:00Z', '2026-07-07')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'to' }] },
    })
    // As texts the other way round.
    expect((await away('2026-07-06T01:00:00+02:00', '2026-07-06T00:30:00Z')).status).toBe(200)
    const { streams } = world.service.background
    expect((await streams.load(personFacts, id)).state).toMatchObject({
      absences: [{ from: '2026-07-05T23:00:00.000Z', to: '2026-07-06T00:30:00.000Z' }],
    })
  })

  it('ends a session here that another process has ended, however busily it is used', async () => {
    const busy = await world.as('admin')
    const sessions = await world.service.background.engines.documents.collection<SessionDocument>(SESSIONS)
    expect((await busy.get('/api/v1/people')).status).toBe(200)
    await sessions.remove(hashToken(busy.token))
    await eventually(
      'the session ends',
      async () => (await busy.get('/api/v1/people')).status,
      (status) => status === 401,
    )
  })

  it('lists people with their names to those who may know, after a write at once', async () => {
    const { headers } = await admin.post('/api/v1/people', { ...ines, name: 'Pia', email: 'pia@provider.example' })
    const { body } = await admin.get(`/api/v1/people?after=${headers['x-log-position']}`)
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ name: 'Pia', email: 'pia@provider.example', state: 'active' }),
    )
    expect((await (await world.as('client', { accountIds: [] })).get('/api/v1/people')).status).toBe(403)
  })

  it('keeps names and addresses out of the log', async () => {
    const events = await world.service.background.engines.log.readAll({ limit: 100 })
    const text = JSON.stringify(events, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    expect(text).not.toMatch(/ines|Duarte/i)
  })

  it.each([
    ['no roles', { ...ines, email: 'kim@provider.example', roles: [] }, 'roles'],
    ['an unknown role', { ...ines, roles: ['king'] }, 'roles'],
    ['a wrong address', { ...ines, email: 'not-an-address' }, 'email'],
    ['a field nobody knows', { ...ines, shoeSize: 42 }, 'shoeSize'],
    ['a short password', { ...ines, email: 'kim@provider.example', password: 'short' }, 'password'],
  ])('names the field for %s', async (_, body, field) => {
    const answer = await admin.post('/api/v1/people', body)
    expect(answer.status).toBe(422)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect((answer.body as { errors: { field: string }[] }).errors[0]?.field).toBe(field)
  })
})

describe('integrations and their tokens', () => {
  let world: World
  let admin: CallerOf
  beforeAll(async () => {
    world = await openWorld({ contexts: [identityContext], contracts: [identityContract, directoryContract] })
    admin = await world.as('admin')
  })
  afterAll(() => world.close())
  const monitoring = { name: 'Monitoring', kind: 'alertmanager', scopes: ['alerts:write'] }

  it('registers once for one Idempotency-Key, and refuses the key with another body', async () => {
    const key = { 'idempotency-key': 'monitoring-1' }
    const first = await admin.post('/api/v1/integrations', monitoring, key)
    const again = await admin.post('/api/v1/integrations', monitoring, key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    const other = await admin.post('/api/v1/integrations', { ...monitoring, name: 'Other' }, key)
    expect(other.status).toBe(422)
    expect(other.body).toMatchObject({ code: 'idempotency-key-reused' })
  })

  it('issues a token that works until it is revoked', async () => {
    const { id } = (await admin.post('/api/v1/integrations', monitoring)).body as { id: string }
    const { token, tokenId } = (await admin.post(`/api/v1/integrations/${id}/tokens`, {})).body as {
      token: string
      tokenId: string
    }
    const bearer = { authorization: `Bearer ${token}` }
    expect((await world.anonymous.get('/api/v1/people', bearer)).status).toBe(403)
    expect((await admin.delete(`/api/v1/integrations/${id}/tokens/${tokenId}`)).status).toBe(200)
    expect((await world.anonymous.get('/api/v1/people', bearer)).status).toBe(401)
    expect((await world.anonymous.get('/api/v1/people', { authorization: 'Bearer forged' })).status).toBe(401)
  })

  it('names the account it does not know', async () => {
    const answer = await admin.post('/api/v1/integrations', { ...monitoring, accountId: '0190a6c2-0000-7000-8000-00000000ac01' })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ errors: [{ field: 'accountId' }] })
  })
})
