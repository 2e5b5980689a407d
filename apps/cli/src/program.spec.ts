import { platformOf, spoc } from '../test/io.js'

const item = (number: string, more = {}) => ({
  number,
  priority: 'P2',
  status: 'new',
  accountName: 'Acme',
  spoc: { kind: 'person', personName: 'Ines Duarte' },
  dueAt: '2026-01-12T09:00:00.000Z',
  title: 'Link down',
  ...more,
})

describe('the command line', () => {
  it.each([
    ['an unknown command', ['frobnicate'], 2],
    ['a missing argument', ['requests', 'show'], 2],
    ['an unknown option', ['requests', 'list', '--colour', 'red'], 2],
    ['a number that is none', ['requests', 'list', '--limit', 'many'], 2],
    ['nobody who asks', ['requests', 'list'], 2],
    ['an e-mail without a password', ['requests', 'list', '--email', 'ines@provider.example'], 2],
    ['a platform that does not answer', ['requests', 'list', '--token', 't'], 3],
  ])('ends with its code for %s, and says why', async (_, words, code) => {
    const ran = await spoc(words)
    expect(ran.code).toBe(code)
    expect(ran.out).toBe('')
    expect(ran.err).not.toBe('')
  })
  it('tells what there is', async () => {
    const { code, out } = await spoc(['--help'])
    expect(code).toBe(0)
    for (const command of [
      'verify',
      'requests',
      'search',
      'report',
      'what-if',
      'parked',
      'redrive',
      'discard',
      'backup',
      'restore',
      'storage',
    ])
      expect(out).toContain(command)
  })

  it('lists the queue, page after page, up to the limit', async () => {
    const page = '/api/v1/requests?open=true&sort=due&limit='
    const { asked, fetch } = platformOf({
      [`GET ${page}3`]: () => Response.json({ items: [item('R-1'), item('R-2')], next: 'more' }),
      [`GET ${page}1&cursor=more`]: () => Response.json({ items: [item('R-3')], next: 'still' }),
    })
    const { code, out } = await spoc(['requests', 'list', '--limit', '3', '--token', 'secret'], { fetch })
    expect(code).toBe(0)
    expect(out.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual(['NUMBER', 'R-1', 'R-2', 'R-3', ''])
    expect(out).toContain('Ines Duarte')
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer secret', 'Bearer secret'])
  })
  it('lets no text of a client give orders to the terminal', async () => {
    const title = 'down\u001b[2J\u009b31m\u202ethgir\nR-9  P1'
    const { fetch } = platformOf({
      'GET /api/v1/search?q=link+down&limit=50': () => Response.json({ items: [item('R-1', { title })] }),
    })
    const { out } = await spoc(['search', 'link', 'down', '--token', 't'], { fetch })
    expect(out.split('\n')).toHaveLength(3)
    expect([...out].filter((character) => /[\p{Cc}\u202e]/u.test(character) && character !== '\n')).toEqual([])
  })
  it('shows a request with its clocks', async () => {
    const clocks = [{ clock: 'response', state: 'running', dueAt: '2026-01-12T09:00:00.000Z' }]
    const { fetch } = platformOf({
      'GET /api/v1/requests/R-1': () => Response.json(item('R-1', { clocks, description: 'No light.' })),
    })
    const { out } = await spoc(['requests', 'show', 'R-1', '--token', 't'], { fetch })
    expect(out).toMatch(/^R-1 {2}Link down\n/)
    expect(out).toMatch(/response +running +2026-01-12T09:00:00\.000Z/)
  })

  it('signs in for one command, and out again though it is refused', async () => {
    const { asked, fetch } = platformOf({
      'POST /api/v1/sessions': () =>
        Response.json({}, { status: 201, headers: { 'set-cookie': 'spoc_session=ses_1; Path=/; HttpOnly; SameSite=Strict' } }),
      'GET /api/v1/parked/intake?limit=200': () =>
        Response.json({ code: 'not-allowed', detail: 'Your role does not allow this.' }, { status: 403 }),
      'DELETE /api/v1/sessions/current': () => new Response(null, { status: 204 }),
    })
    const environment = { SPOC_PASSWORD: 'correct horse' }
    const ran = await spoc(['parked', 'intake', '--email', 'ines@provider.example'], { fetch, environment })
    expect(ran).toMatchObject({ code: 1, err: 'Your role does not allow this. (not-allowed)\n' })
    expect(asked).toEqual([
      { method: 'POST', path: '/api/v1/sessions', body: { email: 'ines@provider.example', password: 'correct horse' } },
      { method: 'GET', path: '/api/v1/parked/intake?limit=200', authorization: 'Bearer ses_1' },
      { method: 'DELETE', path: '/api/v1/sessions/current', authorization: 'Bearer ses_1' },
    ])
  })
  it('shows what is parked, and ends with 1 where a re-drive leaves something behind', async () => {
    const subject = {
      subject: 'req/1',
      since: '2026-01-12T09:00:00.000Z',
      error: 'no such team',
      waiting: 2,
      failed: { stream: 'request-1', revision: 0 },
    }
    const { fetch } = platformOf({
      'GET /api/v1/parked/routing?limit=200': () => Response.json({ items: [subject] }),
      'POST /api/v1/parked/routing/req%2F1/redrive': () => Response.json({ handled: 1, left: 1 }),
    })
    expect((await spoc(['parked', 'routing', '--token', 't'], { fetch })).out).toMatch(
      /req\/1 +2026-01-12T09:00:00\.000Z +2 +no such team/,
    )
    expect(await spoc(['redrive', 'routing', 'req/1', '--token', 't'], { fetch })).toMatchObject({
      code: 1,
      out: 'Handled 1; 1 still wait.\n',
    })
  })
  it('looks inside a parked subject, and gives up the input that failed, with a reason', async () => {
    const input = { stream: 'request-1', revision: 0, type: 'intake.request-received.v1', recordedAt: '2026-01-12T09:00:00.000Z' }
    const { asked, fetch } = platformOf({
      'GET /api/v1/parked/routing/req%2F1?limit=200': () =>
        Response.json({ since: input.recordedAt, error: 'no such team', waiting: 1, items: [input] }),
      'POST /api/v1/parked/routing/req%2F1/discard': () => Response.json({ handled: 1, left: 0 }),
    })
    const { out } = await spoc(['parked', 'routing', 'req/1', '--token', 't'], { fetch })
    expect(out).toMatch(/no such team/)
    expect(out).toMatch(/request-1 +0 +intake\.request-received\.v1 +2026-01-12T09:00:00\.000Z/)
    const reason = 'Nobody waits for it any more.'
    const command = [
      'discard',
      'routing',
      'req/1',
      '--stream',
      'request-1',
      '--revision',
      '0',
      '--reason',
      reason,
      '--token',
      't',
    ]
    expect(await spoc(command, { fetch })).toMatchObject({ code: 0, out: 'Handled 1; none is left.\n' })
    expect(asked.at(-1)).toMatchObject({ body: { stream: 'request-1', revision: 0, reason } })
  })
  it('waits for a rebuild, and ends with 1 where it finds what is not what the log says', async () => {
    const path = '/api/v1/read-models/intake/intake_queue'
    const verdict = { documents: 20, differing: 1, examples: ['req/7'] }
    const { asked, fetch } = platformOf({
      [`POST ${path}/rebuild`]: () => Response.json({ collection: 'intake_queue', status: 'running' }, { status: 202 }),
      [`GET ${path}`]: () => Response.json({ head: '40', rebuild: { collection: 'intake_queue', status: 'done', verdict } }),
    })
    const command = ['rebuild', 'start', 'intake', 'intake_queue', '--verify-only', '--wait', '--token', 't']
    expect(await spoc(command, { fetch })).toMatchObject({
      code: 1,
      out: 'intake_queue is done; 20 documents compared, 1 of them differ.\n  req/7\n',
    })
    expect(asked[0]).toMatchObject({ body: { swap: false } })
  })
  it('takes an answer that is no JSON for a platform that is away', async () => {
    const { fetch } = platformOf({ 'GET /api/v1/requests/R-1': () => new Response('<html>a proxy</html>') })
    expect((await spoc(['requests', 'show', 'R-1', '--token', 't'], { fetch })).code).toBe(3)
  })
})
