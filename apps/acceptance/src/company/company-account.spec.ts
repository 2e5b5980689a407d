import { eventually } from '@spoc/platform-testing'
import { must, type Caller } from '../platform/caller.js'
import { ADMIN, type Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { CLIENT_ID, foundCompany, type Company, type Settled, inSeconds } from './company.js'
import { Visitor } from './visitor.js'

const CALLBACK = '/api/v1/sessions/oidc/callback'

const staff = (name: string, roles: readonly string[], more: Readonly<Record<string, unknown>> = {}): Settled => ({
  subject: `sub-of-${name}`,
  claims: { name, email: `${name}@provider.example`, email_verified: true, roles, ...more },
})

/** Sign-in with a company account, against a real OpenID Connect provider in a process of its own. */
describe('signing in with a company account', () => {
  let company: Company
  let platform: Platform

  beforeAll(async () => {
    company = await foundCompany()
    platform = await startPlatform({ environment: company.environment })
  }, 240_000)
  afterAll(async () => {
    await platform?.stop()
    await company?.stop()
  })

  const settle = (settled: Settled) => company.settle(`${platform.url}${CALLBACK}`, settled)
  const signIn = async (settled: Settled, begin?: string) => {
    await settle(settled)
    const visitor = new Visitor(platform.url)
    const path = await visitor.signIn(begin)
    return { path, caller: visitor.caller }
  }
  const personOf = async (caller: Caller) => (await must(caller.get('/api/v1/sessions/current')))['person']
  const whoIs = async (settled: Settled) => {
    const { path, caller } = await signIn(settled)
    expect(path).toBe('/')
    return (await personOf(caller)) as { readonly id: string; readonly roles: readonly string[] }
  }
  const problem = (code: string) => `/sign-in?problem=${code}`

  describe('while the identity provider is away from the start', () => {
    it('says so, and when to try again', async () => {
      const answer = await platform.anonymous.get('/api/v1/sessions/oidc')
      expect(answer).toMatchObject({ status: 503, body: { code: 'identity-provider-away' } })
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      const seen = await new Visitor(platform.url).visit('/api/v1/sessions/oidc')
      expect(seen.headers.get('location')).toBe(problem('identity-provider-away'))
    })

    it('still lets people in with a password', async () => {
      await platform.signIn(ADMIN.email, ADMIN.password)
    })
  })

  describe('at an identity provider at work', () => {
    beforeAll(() => company.program.start())

    it('is offered', async () => {
      expect((await platform.anonymous.get('/api/v1/sessions/ways')).body).toEqual({ password: true, companyAccount: true })
    })

    it('registers whoever has a role there, and leads to where they wanted to go', async () => {
      const { path, caller } = await signIn(
        staff('nora', ['engineer', 'everybody']),
        '/api/v1/sessions/oidc?returnTo=/requests?x=1',
      )
      expect(path).toBe('/requests?x=1')
      expect(await personOf(caller)).toMatchObject({ name: 'nora', email: 'nora@provider.example', roles: ['engineer'] })
      expect((await caller.get('/api/v1/requests')).status).toBe(200)
      expect((await caller.get('/api/v1/people')).status).toBe(403)
    })

    it('knows them again by what the identity provider calls them, under another address too', async () => {
      const first = await whoIs(staff('olga', ['agent']))
      expect(await whoIs(staff('olga', ['agent'], { email: 'olga.married@provider.example' }))).toMatchObject({ id: first.id })
    })

    it('takes the roles of today, and ends the sessions that rest on those of yesterday', async () => {
      const before = await signIn(staff('pavel', ['servicedesk']))
      expect(await personOf(before.caller)).toMatchObject({ roles: ['agent'] })
      expect(await whoIs(staff('pavel', ['noc-admins', 'agent']))).toMatchObject({ roles: ['agent', 'admin'] })
      expect((await before.caller.get('/api/v1/sessions/current')).status).toBe(401)
    })

    it('asks for what the ID token does not tell', async () => {
      expect(await whoIs({ ...staff('quinn', ['auditor']), claimsAt: 'userinfo' })).toMatchObject({ roles: ['auditor'] })
    })

    it('is the person whom an administrator has registered with the address', async () => {
      const rita = { name: 'Rita', email: 'Rita@provider.example', roles: ['agent'] }
      const { id } = await must(platform.admin.post('/api/v1/people', rita))
      expect(await whoIs(staff('rita', ['agent', 'manager']))).toMatchObject({ id, roles: ['agent', 'manager'] })
    })

    it('gives a client’s person what an administrator gave them, and nothing by a claim', async () => {
      const { id: accountId } = await must(
        platform.admin.post('/api/v1/accounts', { name: 'Some', zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' }),
      )
      const hugo = { name: 'Hugo', email: 'hugo@client.example', roles: ['client'], accountIds: [accountId] }
      await must(platform.admin.post('/api/v1/people', hugo))
      const claims = { email: 'hugo@client.example' }
      expect(await whoIs(staff('hugo', [], claims))).toMatchObject({ roles: ['client'], accountIds: [accountId] })
      expect((await signIn(staff('hugo', ['admin'], claims))).path).toBe(problem('person-of-a-client'))
      expect((await signIn(staff('stranger', ['client', 'client-manager']))).path).toBe(problem('no-role-for-you'))
    })

    it('goes on over a restart: nothing of it is in the memory of one process', async () => {
      const settled = staff('sven', ['agent'])
      await settle(settled)
      const visitor = new Visitor(platform.url)
      const back = await visitor.comeBackFrom()
      const front = platform.services.find(({ name }) => name === 'spoc' || name === 'intake')
      await front?.program.restart()
      expect((await visitor.visit(back)).headers.get('location')).toBe('/')
      await front?.program.restart()
      expect(await personOf(visitor.caller)).toMatchObject({ name: 'sven' })
    })

    it('sets a cookie that neither scripts nor other sites can use', async () => {
      await settle(staff('nora', ['engineer']))
      const visitor = new Visitor(platform.url)
      const { headers } = await visitor.visit(await visitor.comeBackFrom())
      expect(headers.getSetCookie().find((set) => set.startsWith('spoc_session='))).toMatch(/HttpOnly; SameSite=Strict/)
      expect(headers.get('cache-control')).toBe('no-store')
    })

    it.each([
      ['somebody without a role', staff('tom', ['everybody']), 'no-role-for-you'],
      ['somebody without the claim', staff('tom', [], { roles: undefined }), 'no-role-for-you'],
      ['an address that is not verified', staff('uma', ['agent'], { email_verified: false }), 'email-not-verified'],
      ['no address', staff('uma', ['agent'], { email: undefined }), 'email-not-verified'],
      ['a token that was altered', { ...staff('vera', ['agent']), tampered: true }, 'identity-token-refused'],
      ['a token for another', { ...staff('vera', ['agent']), idToken: { aud: 'another' } }, 'identity-token-refused'],
      ['a token of another', { ...staff('vera', ['agent']), idToken: { iss: 'https://else.example' } }, 'identity-token-refused'],
      ['a token of another sign-in', { ...staff('vera', ['agent']), idToken: { nonce: 'other' } }, 'identity-token-refused'],
      ['a token that has ended', { ...staff('vera', ['agent']), idToken: { exp: 1_000_000_000 } }, 'identity-token-refused'],
      ['somebody who says no there', { ...staff('vera', ['agent']), denies: true }, 'identity-provider-refused'],
      ['another with the address of one it knows', { ...staff('olga', ['agent']), subject: 'another' }, 'linked-to-another'],
    ])('refuses %s', async (_, settled: Settled, code) => {
      const { path, caller } = await signIn(settled)
      expect(path).toBe(problem(code))
      expect((await caller.get('/api/v1/sessions/current')).status).toBe(401)
    })

    it('refuses whoever was disabled, and lets nobody in whom it has refused', async () => {
      const { id } = await whoIs(staff('wanda', ['agent']))
      await must(platform.admin.post(`/api/v1/people/${id}/disable`, { reason: 'left the company' }))
      expect((await signIn(staff('wanda', ['admin']))).path).toBe(problem('person-disabled'))
      const { items } = await must(platform.admin.get('/api/v1/people?limit=200'))
      expect(JSON.stringify(items)).not.toMatch(/tom|uma|vera|stranger/)
    })

    it('signs out whoever has no role any more', async () => {
      const { caller } = await signIn(staff('xaver', ['agent']))
      expect((await signIn(staff('xaver', []))).path).toBe(problem('no-role-for-you'))
      expect((await caller.get('/api/v1/sessions/current')).status).toBe(401)
    })

    it('lets an administrator undo that an account there is a person here', async () => {
      const { id } = await whoIs(staff('yves', ['agent']))
      const successor = { ...staff('yves', ['agent']), subject: 'successor' }
      expect((await signIn(successor)).path).toBe(problem('linked-to-another'))
      expect((await platform.admin.delete(`/api/v1/people/${id}/company-account`)).status).toBe(204)
      expect(await whoIs(successor)).toMatchObject({ id })
      expect((await platform.admin.delete('/api/v1/people/nobody/company-account')).body).toMatchObject({
        code: 'company-account-unknown',
      })
    })

    describe('by a way back that is not the right one', () => {
      const backOf = async (visitor: Visitor) => {
        await settle(staff('zoe', ['agent']))
        return visitor.comeBackFrom()
      }
      const codeAt = async (visitor: Visitor, at: URL) => (await visitor.visit(at)).headers.get('location')

      it('refuses another state, and goes on with the right one', async () => {
        const visitor = new Visitor(platform.url)
        const back = await backOf(visitor)
        const other = new URL(back)
        other.searchParams.set('state', 'other')
        expect(await codeAt(visitor, other)).toBe(problem('sign-in-not-begun'))
        expect(await codeAt(visitor, back)).toBe('/')
      })

      it('refuses it in another browser', async () => {
        const back = await backOf(new Visitor(platform.url))
        expect(await codeAt(new Visitor(platform.url), back)).toBe(problem('sign-in-not-begun'))
      })

      it('refuses it a second time, even to a browser that has kept its cookie', async () => {
        const visitor = new Visitor(platform.url)
        const back = await backOf(visitor)
        const cookie = visitor.cookieFor(back)
        expect(await codeAt(visitor, back)).toBe('/')
        const again = await platform.anonymous.get(`${back.pathname}${back.search}`, { cookie })
        expect(again).toMatchObject({ status: 409, body: { code: 'sign-in-not-begun' } })
      })

      it('refuses it after ten minutes', async () => {
        const visitor = new Visitor(platform.url)
        const back = await backOf(visitor)
        await platform.advance({ minutes: 10 })
        expect(await codeAt(visitor, back)).toBe(problem('sign-in-expired'))
      })

      it.each(['https://else.example', '//else.example', '/\\else.example', '/.//else.example'])(
        'leads to no other site: %s',
        async (elsewhere) => {
          const begin = `/api/v1/sessions/oidc?returnTo=${encodeURIComponent(elsewhere)}`
          expect(await platform.anonymous.get(begin)).toMatchObject({ status: 422, body: { code: 'return-to-not-local' } })
        },
      )
    })

    describe('with an access token', () => {
      const claims = { sub: 'sub-of-nora', aud: CLIENT_ID, roles: ['engineer'], exp: inSeconds(3_600) }
      const statusFor = async (more: Readonly<Record<string, unknown>>, path = '/api/v1/requests') =>
        (await platform.anonymous.withToken(await company.token({ ...claims, ...more })).get(path)).status

      it('lets somebody call who has signed in once, as that person', async () => {
        const bearer = platform.anonymous.withToken(await company.token(claims))
        expect(await personOf(bearer)).toMatchObject({ name: 'nora' })
        for (const path of ['/api/v1/requests', '/api/v1/engagements', '/api/v1/works'])
          expect({ path, status: (await bearer.get(path)).status }).toEqual({ path, status: 200 })
        expect((await bearer.get('/api/v1/people')).status).toBe(403)
        const aMinuteOff = [{ nbf: inSeconds(60), iat: inSeconds(60) }, { exp: inSeconds(-60) }]
        for (const more of aMinuteOff) expect(await statusFor(more)).toBe(200)
      })

      it('gives the roles that both sides tell, and no others', async () => {
        expect(await statusFor({ roles: ['engineer', 'admin'] }, '/api/v1/people')).toBe(403)
        expect(await statusFor({ roles: ['agent'] })).toBe(403)
        expect(await statusFor({ roles: undefined })).toBe(403)
      })

      it.each([
        ['for another', { aud: 'another' }],
        ['of another issuer', { iss: 'https://else.example' }],
        ['of somebody who has never signed in', { sub: 'somebody' }],
        ['of somebody disabled', { sub: 'sub-of-wanda', roles: ['agent'] }],
        ['that ended five minutes ago', { exp: inSeconds(-300) }],
        ['that begins in five minutes', { nbf: inSeconds(300) }],
        ['that never ends', { exp: undefined }],
        ['that is an ID token', { nonce: 'of a sign-in' }],
        ['that tells of a sign-out', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
      ])('refuses one %s', async (_, more) => expect(await statusFor(more)).toBe(401))

      it('refuses one that was altered, and one that nobody signed', async () => {
        const [header, , signature] = (await company.token(claims)).split('.')
        const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
        const payload = encoded({ iss: company.issuer, ...claims, sub: 'sub-of-pavel', roles: ['admin', 'agent'] })
        for (const token of [[header, payload, signature].join('.'), `${encoded({ alg: 'none' })}.${payload}.x`])
          expect((await platform.anonymous.withToken(token).get('/api/v1/requests')).status).toBe(401)
      })
    })

    it('goes on when the identity provider changes its keys', async () => {
      await company.changeKey()
      const settled = staff('nora', ['engineer'])
      await eventually(
        'a token under the new key is believed',
        async () => (await signIn(settled)).path,
        (path) => path === '/',
      )
      const claims = { sub: settled.subject, aud: CLIENT_ID, roles: ['engineer'], exp: inSeconds(3_600) }
      expect((await platform.anonymous.withToken(await company.token(claims)).get('/api/v1/requests')).status).toBe(200)
    })

    it('says so when the identity provider goes away in the middle, and goes on when it is back', async () => {
      const settled = staff('nora', ['engineer'])
      await settle(settled)
      const visitor = new Visitor(platform.url, 'application/json')
      const back = await visitor.comeBackFrom()
      await company.program.kill()
      const answer = await visitor.visit(back)
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      await platform.signIn(ADMIN.email, ADMIN.password)
      await company.program.start()
      await eventually(
        'the identity provider is believed again',
        async () => (await signIn(settled)).path,
        (path) => path === '/',
      )
    })

    it('lets nobody begin without end; the last, since everybody here comes from one address', async () => {
      const begin = () => platform.anonymous.get('/api/v1/sessions/oidc')
      const statuses = (await Promise.all(Array.from({ length: 700 }, begin))).map(({ status }) => status)
      expect(new Set(statuses)).toEqual(new Set([303, 429]))
      expect(statuses.filter((status) => status === 303).length).toBeLessThanOrEqual(600)
      expect(await begin()).toMatchObject({ body: { code: 'too-many-attempts' } })
    })
  })
})
