import { must, type Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { itemIn, itemsIn } from './reading.js'

/** A request that comes before there is any team cannot have a SPOC: it waits, and people decide what becomes of it. */
describe('a subject that waits because an input could not be handled', () => {
  let platform: Platform
  let client: Caller
  let auditor: Caller
  let accountId: string
  beforeAll(async () => {
    platform = await startPlatform()
    const { admin } = platform
    const account = { name: 'Early Bird', zone: 'Europe/Berlin', mailDomains: ['early.example'] }
    accountId = String((await must(admin.post('/api/v1/accounts', account)))['id'])
    const scopes = ['requests:read', 'requests:write']
    const { id } = await must(admin.post('/api/v1/integrations', { name: 'Early', kind: 'api', scopes, accountId }))
    const { token } = await must(admin.post(`/api/v1/integrations/${String(id)}/tokens`))
    client = admin.withToken(String(token))
    const ute = { name: 'Ute Audit', roles: ['auditor'], email: 'ute@early.example', password: 'a password of the specs' }
    await must(admin.post('/api/v1/people', ute))
    await platform.settle()
    auditor = await platform.signIn(ute.email, ute.password)
  }, 120_000)
  afterAll(() => platform?.stop())

  const receive = async (title: string) => {
    const made = await must(
      client.post('/api/v1/requests', { kind: 'question', accountId, title, description: 'Is anybody there?' }),
    )
    await platform.settle()
    return String(made['id'])
  }
  const waiting = async () => itemsIn(await must(platform.admin.get('/api/v1/parked/routing')))
  const historyOf = async (id: string) => itemsIn(await must(auditor.get(`/api/v1/audit/requests/${id}/history?limit=200`)))

  it('is listed with what it waits for, can be looked into, and fails again as long as its cause is there', async () => {
    const subject = await receive('Hello?')
    expect(await waiting()).toEqual([
      {
        context: 'routing',
        subject,
        since: expect.any(String),
        error: 'There is no team yet, so nobody can be the SPOC of a request.',
        waiting: 1,
        failed: { stream: `request-${subject}`, revision: 0 },
      },
    ])
    const inside = itemIn(await must(platform.admin.get(`/api/v1/parked/routing/${subject}`)))
    expect(inside['items']).toMatchObject([{ stream: `request-${subject}`, revision: 0, type: 'intake.request-received.v1' }])
    expect(JSON.stringify(inside)).not.toContain('Is anybody there?')
    expect(itemIn(await must(platform.admin.post(`/api/v1/parked/routing/${subject}/redrive`)))).toEqual({ handled: 0, left: 1 })
  })

  it('is given up only with a reason, only for what failed, and only by an administrator', async () => {
    const subject = await receive('Still nobody?')
    const discard = `/api/v1/parked/routing/${subject}/discard`
    const input = { stream: `request-${subject}`, revision: 0, reason: 'It was sent to try us out.' }
    expect(await client.post(discard, input)).toMatchObject({ status: 403 })
    expect(await platform.admin.post(discard, { ...input, reason: 'no' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'reason' }] },
    })
    expect(await platform.admin.post(discard, { ...input, revision: 7 })).toMatchObject({
      status: 409,
      body: { code: 'not-what-failed' },
    })
    expect(await platform.admin.post('/api/v1/parked/routing/nobody/discard', input)).toMatchObject({
      status: 404,
      body: { code: 'parked-unknown' },
    })
    expect(itemIn(await must(platform.admin.post(discard, input)))).toEqual({ handled: 1, left: 0 })
    expect((await waiting()).map(({ subject: one }) => one)).not.toContain(subject)
    await platform.settle()
    expect((await historyOf(subject)).map(({ type }) => type)).toContain('platform.input-discarded.v1')
  })
})
