import { must, type Answer, type Caller } from '../platform/caller.js'
import { handOver, rawMail } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { allOf, itemsIn } from '../journeys/reading.js'

const NOBODY = '0190a6c2-0000-7000-8000-00000000dead'

/** Bad input gets a clear answer with a stable code, changes nothing and loses nothing; it is never the platform's fault. */
describe('bad input', () => {
  let platform: Platform
  let provider: Provider
  let ada: Caller
  let jan: Caller

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    ada = await provider.as('ada')
    jan = await provider.as('jan')
  })
  afterAll(() => platform?.stop())

  const problemOf = ({ status, headers, body }: Answer) => ({ status, type: headers['content-type'], code: body['code'] })
  const problem = (status: number, code: string) => ({ status, type: expect.stringContaining('application/problem+json'), code })
  const request = { kind: 'incident', title: 'A title', description: 'A text.' }

  describe('in a body', () => {
    it.each([
      ['malformed JSON', '{"kind": "incident", "title": ', 400, 'malformed-request'],
      ['no JSON at all', 'kind=incident', 400, 'malformed-request'],
      ['an empty body', '', 400, 'malformed-request'],
      ['JSON that would poison a prototype', '{"__proto__": {"admin": true}, "kind": "incident"}', 400, 'malformed-request'],
      ['a list in place of an object', '[]', 422, 'not-valid'],
      ['a text in place of an object', '"incident"', 422, 'not-valid'],
      ['null', 'null', 422, 'not-valid'],
      ['wrong types', JSON.stringify({ kind: 7, title: { a: 1 }, description: [] }), 422, 'not-valid'],
      ['a field that nobody knows', JSON.stringify({ ...request, isAdmin: true }), 422, 'not-valid'],
      ['a title that is too long', JSON.stringify({ ...request, title: 'x'.repeat(10_000) }), 422, 'not-valid'],
      ['an id of no known shape', JSON.stringify({ ...request, serviceInstanceId: "'; drop table" }), 422, 'not-valid'],
      ['a service that is not there', JSON.stringify({ ...request, serviceInstanceId: NOBODY }), 422, 'service-unknown'],
      ['another client’s service', 'FOREIGN', 422, 'service-unknown'],
      ['nonsense for a moment', JSON.stringify({ ...request, occurredAt: 'yesterday' }), 422, 'invalid-instant'],
      ['a moment that has not come', JSON.stringify({ ...request, occurredAt: '2999-01-01T00:00:00Z' }), 422, 'occurs-in-future'],
      ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 422, 'body-too-deep'],
      ['a body that is too large', JSON.stringify({ ...request, description: 'x'.repeat(2_000_000) }), 413, 'body-too-large'],
    ])('refuses %s', async (_, body, status, code) => {
      const foreign = JSON.stringify({ ...request, serviceInstanceId: provider.id('service:kestrel') })
      const answer = await jan.send('POST', '/api/v1/requests', body === 'FOREIGN' ? foreign : body, {
        'content-type': 'application/json',
      })
      expect(problemOf(answer)).toEqual(problem(status, code))
      expect(answer.body['detail']).not.toBe('')
      if (code === 'not-valid') expect(answer.body['errors']).toEqual(expect.any(Array))
    })

    it('refuses what is not JSON by its type', async () => {
      const answer = await jan.send('POST', '/api/v1/requests', '<request/>', { 'content-type': 'application/xml' })
      expect(problemOf(answer)).toEqual(problem(415, 'media-type-unknown'))
    })

    it('names the field that is wrong', async () => {
      const answer = await jan.post('/api/v1/requests', { ...request, kind: 'catastrophe' })
      expect(answer.body['errors']).toEqual([expect.objectContaining({ field: 'kind' })])
    })

    it('takes text in any script, and gives it back as it was', async () => {
      const title = 'Störung 停电 ⚡ "quoted" <b>bold</b> \u202e\\ {{x}} ${y}'
      const made = await must(jan.post('/api/v1/requests', { ...request, title }))
      await platform.settle()
      expect((await jan.get(`/api/v1/requests/${String(made['id'])}`)).body['title']).toBe(title)
    })
  })

  describe('in an address or a header', () => {
    it.each([
      ['an unknown request', `/api/v1/requests/${NOBODY}`, 404, 'request-unknown'],
      ['an id of no known shape', '/api/v1/requests/..%2f..%2fetc%2fpasswd', 404, 'request-unknown'],
      ['an id with a null in it', '/api/v1/requests/%00', 404, 'request-unknown'],
      ['an address that nobody serves', '/api/v1/nothing-here', 404, 'route-unknown'],
      ['an escape that is none', '/api/v1/requests/%zz', 400, 'malformed-request'],
      ['an endless id', `/api/v1/requests/${'a'.repeat(1_000)}`, 404, 'route-unknown'],
      ['a page that is too large', '/api/v1/requests?limit=100000', 422, 'not-valid'],
      ['a page of less than nothing', '/api/v1/requests?limit=-1', 422, 'not-valid'],
      ['a limit that is no number', '/api/v1/requests?limit=ten', 422, 'not-valid'],
      ['a cursor that was made up', '/api/v1/requests?cursor=eyJhIjoxfQ', 422, 'bad-cursor'],
      ['a position that is none', '/api/v1/requests?after=soon', 422, 'invalid-position'],
      ['a filter with an operator in it', '/api/v1/requests?kind[$ne]=incident', 422, 'not-valid'],
      ['a filter twice', '/api/v1/requests?kind=incident&kind=question', 422, 'not-valid'],
      ['a search for nothing', '/api/v1/search?q=', 422, 'not-valid'],
      ['a state that there is not', '/api/v1/requests?status=asleep', 422, 'not-valid'],
      ['a period that ends before it begins', '/api/v1/reports/period?from=2026-02-01&to=2026-01-01', 422, 'period-not-in-order'],
      ['a link that was not signed', '/api/v1/follow/made-up', 404, 'link-unknown'],
    ])('refuses %s', async (_, path, status, code) => {
      const [who, owner] = path.startsWith('/api/v1/reports') ? [await provider.as('rolf'), 'reporting'] : [ada, 'intake']
      // At the service itself: what is no address at all, a reverse proxy refuses in its own words.
      const { url = platform.url } = platform.services.find(({ name }) => name === owner) ?? {}
      expect(problemOf(await who.at(url).get(path))).toEqual(problem(status, code))
    })

    it('waits no longer than bounded for a position that has not come, and says so', async () => {
      const answer = await ada.get('/api/v1/requests?after=999999999999999999')
      expect({ status: answer.status, retry: answer.headers['retry-after'] }).toEqual({ status: 503, retry: expect.any(String) })
    })

    it.each([
      ['If-Match', { 'if-match': 'latest' }, 422, 'invalid-if-match'],
      ['Idempotency-Key', { 'idempotency-key': 'x'.repeat(500) }, 422, 'invalid-idempotency-key'],
    ])('refuses a %s that is none', async (_, headers, status, code) => {
      const made = await must(jan.post('/api/v1/requests', request))
      const answer = await ada.post(`/api/v1/requests/${String(made['id'])}/take-up`, {}, headers)
      expect(problemOf(answer)).toEqual(problem(status, code))
    })

    it('refuses a change of what has changed since it was read', async () => {
      const made = await must(jan.post('/api/v1/requests', request))
      await platform.settle()
      const path = `/api/v1/requests/${String(made['id'])}`
      const seen = { 'if-match': `"${String((await ada.get(path)).body['revision'])}"` }
      await must(ada.post(`${path}/take-up`, {}, seen))
      const late = await ada.post(`${path}/resolve`, { code: 'fixed', solution: 'x' }, seen)
      expect(problemOf(late)).toEqual(problem(412, 'revision-mismatch'))
    })
  })

  describe('in credentials', () => {
    const list = '/api/v1/requests'

    it.each([
      ['no token', {}],
      ['a forged token', { authorization: 'Bearer ses_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
      ['a forged cookie', { cookie: 'spoc_session=ses_AAAA' }],
      ['an unsigned JWT', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' }],
      ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
      ['a token of a mile', { authorization: `Bearer ${'a'.repeat(6_000)}` }],
    ])('refuses %s', async (_, headers) => {
      expect(problemOf(await platform.anonymous.get(list, headers))).toEqual(problem(401, 'not-signed-in'))
    })

    it('refuses a wrong password, and after many of them every password for a while', async () => {
      const attempt = (password: string) =>
        platform.anonymous.post('/api/v1/sessions', { email: provider.address('omar'), password })
      expect(problemOf(await attempt('not the right one'))).toEqual(problem(401, 'sign-in-failed'))
      for (let tries = 0; tries < 10; tries += 1) await attempt('not the right one')
      expect(problemOf(await attempt('not the right one'))).toEqual(problem(429, 'too-many-attempts'))
    })

    it('tells nobody whether an address has an account', async () => {
      const unknown = await platform.anonymous.post('/api/v1/sessions', {
        email: 'nobody@else.example',
        password: 'not the right one',
      })
      const known = await platform.anonymous.post('/api/v1/sessions', {
        email: provider.address('ben'),
        password: 'not the right one',
      })
      expect(problemOf(unknown)).toEqual(problemOf(known))
    })

    it('refuses a token that has expired, and a session', async () => {
      const { id } = await must(
        platform.admin.post('/api/v1/integrations', { name: 'Soon over', kind: 'api', scopes: ['requests:read'] }),
      )
      const expiresAt = new Date(Date.parse(await platform.now()) + 3_600_000).toISOString()
      const { token } = await must(platform.admin.post(`/api/v1/integrations/${String(id)}/tokens`, { expiresAt }))
      const system = platform.anonymous.withToken(String(token))
      const session = await platform.anonymous.post('/api/v1/sessions', {
        email: provider.address('ben'),
        password: provider.password,
      })
      const cookie = { cookie: /spoc_session=[^;]+/.exec(session.headers['set-cookie'] ?? '')?.[0] ?? '' }
      expect((await system.get(list)).status).toBe(200)
      expect((await platform.anonymous.get(list, cookie)).status).toBe(200)
      // At once: what falls due in between is not what this is about.
      const to = new Date(Date.parse(await platform.now()) + 2 * 86_400_000).toISOString()
      await must(platform.admin.post('/api/v1/clock', { to }))
      await platform.settle()
      expect(problemOf(await system.get(list))).toEqual(problem(401, 'not-signed-in'))
      expect(problemOf(await platform.anonymous.get(list, cookie))).toEqual(problem(401, 'not-signed-in'))
    })

    it('keeps its cookie from scripts and from other sites', async () => {
      const session = await platform.anonymous.post('/api/v1/sessions', {
        email: provider.address('ben'),
        password: provider.password,
      })
      expect(session.headers['set-cookie']).toMatch(/HttpOnly/i)
      expect(session.headers['set-cookie']).toMatch(/SameSite=Strict/i)
      expect(session.text).not.toContain('ses_')
    })
  })

  describe('by mail', () => {
    const to = () => `support@${platform.mailDomain}`
    const send = (message: string | Buffer, from = provider.address('jan')) =>
      handOver(platform.smtpPort, { from, to: to() }, message)
    const plain = (id: string, headers: Readonly<Record<string, string>>, text = 'A text.') =>
      rawMail({
        from: provider.address('jan'),
        to: to(),
        subject: id,
        text,
        messageId: `<${id}-${provider.tag}@else.example>`,
        headers,
      })
    const quarantined = async () => allOf(ada, '/api/v1/quarantine')
    const titles = async () => (await allOf(ada, '/api/v1/requests')).map(({ title }) => String(title))

    it.each([
      ['an out-of-office answer', { 'Auto-Submitted': 'auto-replied' }],
      [
        'a bounce',
        { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x', 'Auto-Submitted': 'auto-replied' },
      ],
      ['a mail of a list', { 'List-Id': '<announce.else.example>', Precedence: 'list' }],
      ['a bulk mail', { Precedence: 'bulk' }],
    ])('opens nothing for %s, answers nothing, and says why in the quarantine', async (name, headers) => {
      const id = `auto-${name.replace(/[^a-z]+/gi, '-')}`
      const before = (await platform.outgoing()).length
      const kept = (await quarantined()).length
      expect((await send(plain(id, headers))).code).toBe(250)
      await platform.settle()
      expect(await titles()).not.toContain(id)
      expect((await platform.outgoing()).length).toBe(before)
      expect((await quarantined()).length).toBe(kept + 1)
    })

    it('takes no mail from itself: there is no loop', async () => {
      const own = rawMail({ from: to(), to: to(), subject: 'loop', text: 'x', messageId: `<loop@${platform.mailDomain}>` })
      const before = (await platform.outgoing()).length
      await send(own, to())
      await platform.settle()
      expect(await titles()).not.toContain('loop')
      expect((await platform.outgoing()).length).toBe(before)
    })

    it.each([
      ['a multipart without its parts', { 'Content-Type': 'multipart/mixed; boundary="nowhere"' }, 'no boundary here'],
      ['base64 that is none', { 'Content-Transfer-Encoding': 'base64' }, '!!!! this is *not* base64 ####'],
      ['a charset that nobody knows', { 'Content-Type': 'text/plain; charset=klingon-8' }, 'nuqneH'],
      [
        'no header that makes sense',
        { 'Content-Type': 'text', 'Content-Transfer-Encoding': '9bit', 'In-Reply-To': '<<<>>>', References: ', ,' },
        'x',
      ],
    ])('loses no mail with %s: it is a request, or in the quarantine with its reason', async (name, headers, text) => {
      const id = `broken-${name.replace(/[^a-z]+/gi, '-')}`
      const kept = (await quarantined()).length
      expect((await send(plain(id, headers, text))).code).toBe(250)
      await platform.settle()
      const isRequest = (await titles()).includes(id)
      expect(isRequest || (await quarantined()).length === kept + 1).toBe(true)
    })

    it('loses no mail that is no mail at all', async () => {
      const kept = (await quarantined()).length
      const requests = (await titles()).length
      const { code } = await send(
        Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 7) % 256).filter((byte) => byte !== 13 && byte !== 10)),
      )
      expect([250, 550, 552, 554]).toContain(code)
      await platform.settle()
      if (code === 250) expect((await quarantined()).length + (await titles()).length).toBe(kept + requests + 1)
    })

    it('refuses a mail that is too large for good, and a mailbox that is none of ours', async () => {
      const large = await send(plain('too-large', {}, 'x'.repeat(72).concat('\r\n').repeat(500_000)))
      expect(large.code).toBe(552)
      const elsewhere = await handOver(platform.smtpPort, { from: 'a@else.example', to: 'someone@not-ours.example' }, 'x')
      expect(elsewhere.code).toBe(550)
    })
  })

  it('leaves the platform as it was: ready, and with nothing parked', async () => {
    for (const { url } of platform.services) {
      expect((await platform.anonymous.at(url).get('/health/ready')).status).toBe(200)
      const metrics = await platform.anonymous.at(url).get('/metrics')
      expect(
        [...metrics.text.matchAll(/^spoc_(?:parked_subjects|broken_documents)\{.*\} (\d+)$/gm)].filter(
          ([, count]) => count !== '0',
        ),
      ).toEqual([])
      expect(metrics.text).not.toMatch(/^spoc_http_requests_total\{.*status="500".*$/m)
    }
    expect(itemsIn(await must(ada.get('/api/v1/requests?limit=1')))).toHaveLength(1)
  })
})
