import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '@spoc/platform-testing'
import type { CallerOf } from '@spoc/platform-testing/world'
import { id, openNotificationWorld, slaStream, type NotificationWorld } from '../../test/notification-world.js'

interface Call {
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

describe('webhooks', () => {
  let world: NotificationWorld
  let admin: CallerOf
  let receiver: Server
  let status = 204
  const calls: Call[] = []
  const url = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`
  const endpoint = async (path: string, over: object = {}) => {
    const answer = await admin.post('/api/v1/webhooks', { url: url(path), ...over })
    expect(answer.status).toBe(201)
    return answer.body as { readonly id: string; readonly secret: string }
  }
  const called = (path: string, times: number) =>
    eventually(
      `${times} calls of ${path}`,
      () => calls.filter((call) => call.path === path),
      (made) => made.length === times,
    )

  beforeAll(async () => {
    receiver = createServer((request, answer) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
      request.on('end', () => {
        calls.push({ path: request.url ?? '', headers: request.headers, body })
        answer.writeHead(status, { location: url('/elsewhere') }).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise<void>((resolve) => void receiver.close(() => resolve())))
  beforeEach(async () => {
    calls.length = 0
    status = 204
    world = await openNotificationWorld()
    admin = await world.as('admin')
  })
  afterEach(() => world.close())

  it('are called once for each fact, signed by the secret that was told, with nothing personal', async () => {
    const { secret } = await endpoint('/in', { kinds: ['request.received'] })
    await world.request('r')
    const [{ headers, body }] = (await called('/in', 1)) as [Call]
    const signed = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
      .digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signed}`)
    expect(headers['webhook-timestamp']).toBe(String(Date.parse('2026-01-12T08:00:00Z') / 1000))
    expect(JSON.parse(body)).toMatchObject({ type: 'request.received', data: { number: 'R-1000017', priority: 'P1' } })
    expect(body).not.toContain('Line is down')
  })

  it('hear of an account’s own requests, and never of internal notes', async () => {
    const mine = await world.account('meridian')
    await endpoint('/mine', { accountId: mine })
    const requestId = await world.request('r', { accountId: mine })
    await world.request('foreign', { accountId: await world.account('other') })
    await world.say(requestId, 'internal', 'SECRET')
    await world.say(requestId, 'from-client', 'Hello?')
    await world.say(requestId, 'to-client', 'Yes.')
    await world.onRequest(requestId, { type: 'intake.request-taken-up.v1', data: { by: id('ada') } })
    const made = await called('/mine', 3)
    expect(made.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort()).toEqual([
      'request.received',
      'request.replied',
      'request.taken-up',
    ])
  })

  it('hear when a clock is in jeopardy and when that is over; a client’s own only of warnings that are for the client', async () => {
    const mine = await world.account('meridian')
    await endpoint('/ours', { kinds: ['clock.warned', 'clock.paused', 'clock.resumed'] })
    await endpoint('/theirs', { accountId: mine, kinds: ['clock.warned', 'clock.paused'] })
    await endpoint('/foreign', { accountId: await world.account('other') })
    const requestId = await world.request('r', { accountId: mine })
    const at = '2026-01-12T08:00:00.000Z'
    const dueAt = '2026-01-12T09:00:00.000Z'
    const threshold = { leadMinutes: 60, time: 'wall' } as const
    const warned = { clock: 'resolve', share: 75, at, detectedAt: at, dueAt, remainingMs: 3_600_000, threshold } as const
    const clocks = { ...slaStream, about: (_: unknown, subject: string) => ({ subject, accountId: mine }) }
    await world.write(clocks, requestId, { type: 'sla.clock-warned.v1', data: { ...warned, audiences: ['spoc'] } })
    await world.write(clocks, requestId, { type: 'sla.clock-warned.v1', data: { ...warned, audiences: ['spoc', 'client'] } })
    const never = { code: 'paused', message: 'Paused.' } as const
    const held = { reason: 'agreed-window', party: 'agreed' } as const
    const paused = { ...held, from: at, clocks: [{ clock: 'resolve', never, warnAt: [] }] } as const
    await world.write(clocks, requestId, { type: 'sla.clock-paused.v1', data: paused })
    const again = { clock: 'resolve', dueAt, warnAt: [], pausedFrom: at, inJeopardy: true } as const
    await world.write(clocks, requestId, { type: 'sla.clock-resumed.v1', data: { ...held, at, clocks: [again] } })
    const clocksIn = async (path: string, times: number) =>
      (await called(path, times)).map(({ body }) => JSON.parse(body) as { type: string; data: { clocks: unknown[] } })
    const ours = await clocksIn('/ours', 4)
    const inOurs = (type: string) => ours.filter((call) => call.type === type).flatMap(({ data }) => data.clocks)
    expect(inOurs('clock.warned')).toContainEqual({
      ...{ clock: 'resolve', share: 75, at, dueAt, threshold, remainingSeconds: 3_600 },
      ...{ audiences: ['spoc'], inJeopardy: true },
    })
    expect(inOurs('clock.paused')).toEqual([{ clock: 'resolve', inJeopardy: false }])
    expect(inOurs('clock.resumed')).toEqual([{ clock: 'resolve', dueAt, inJeopardy: true }])
    const theirs = await clocksIn('/theirs', 2)
    expect(theirs.map(({ type }) => type).sort()).toEqual(['clock.paused', 'clock.warned'])
    expect(JSON.stringify(theirs)).not.toMatch(/audiences|inJeopardy/)
    expect(calls.some(({ path }) => path === '/foreign')).toBe(false)
  })

  it('tell an account nothing of a request that has gone over to another', async () => {
    const mine = await world.account('meridian')
    await endpoint('/theirs', { accountId: mine, kinds: ['clock.met', 'clock.cancelled'] })
    await endpoint('/ours', { kinds: ['clock.met'] })
    const [gone, kept] = [await world.request('gone', { accountId: mine }), await world.request('kept', { accountId: mine })]
    const clocks = { ...slaStream, about: (_: unknown, subject: string) => ({ subject, accountId: mine }) }
    const at = '2026-01-12T08:00:00.000Z'
    const met = { clock: 'response', at, elapsedMs: 0, within: true, by: 'public-message' } as const
    await world.onRequest(gone, { type: 'intake.account-set.v1', data: { accountId: await world.account('other') } })
    await world.write(clocks, gone, { type: 'sla.clock-met.v1', data: met })
    await called('/ours', 1)
    await world.write(clocks, kept, {
      type: 'sla.clocks-cancelled.v1',
      data: { clocks: ['response'], at, because: 'merged' },
    })
    const made = await called('/theirs', 1)
    expect(made.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([{ data: { requestId: kept } }])
  })

  it('are called again under the same id until they take it, and where they point elsewhere nobody follows', async () => {
    await endpoint('/busy', { kinds: ['request.received'] })
    status = 503
    await world.request('r')
    await called('/busy', 1)
    status = 302
    await eventually('the failure', world.list, ([one]) => one?.lastError === 'http-503')
    await world.moveTo('2026-01-12T08:00:10.000Z')
    await called('/busy', 2)
    status = 204
    await eventually('the failure', world.list, ([one]) => one?.lastError === 'http-302')
    await world.moveTo('2026-01-12T08:00:30.000Z')
    const made = await called('/busy', 3)
    await eventually('delivery', world.list, ([one]) => one?.state === 'sent')
    expect(new Set(made.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(calls.some(({ path }) => path === '/elsewhere')).toBe(false)
  })

  it('are called no more once they are gone, or removed', async () => {
    await endpoint('/gone', { kinds: ['request.received'] })
    status = 410
    await world.request('r')
    await eventually('the end', world.list, ([one]) => one?.state === 'given-up' && one.lastError === 'http-410')
    status = 503
    const removed = await endpoint('/removed', { kinds: ['request.taken-up'] })
    await world.onRequest(id('r'), { type: 'intake.request-taken-up.v1', data: { by: id('ada') } })
    await called('/removed', 1)
    await eventually('the failure', world.list, (items) => items.some(({ lastError }) => lastError === 'http-503'))
    expect((await admin.delete(`/api/v1/webhooks/${removed.id}`)).status).toBe(204)
    await world.moveTo('2026-01-12T08:00:10.000Z')
    await eventually('the end', world.list, (items) => items.some(({ lastError }) => lastError === 'endpoint-removed'))
    expect(await called('/removed', 1)).toHaveLength(1)
  })

  it('are kept once for an Idempotency-Key, listed without their secret, and refused with the field', async () => {
    const key = { 'idempotency-key': 'w1' }
    const first = await admin.post('/api/v1/webhooks', { url: url('/one') }, key)
    expect((await admin.post('/api/v1/webhooks', { url: url('/one') }, key)).body).toEqual(first.body)
    const list = (await admin.get('/api/v1/webhooks')).body
    expect(list).toMatchObject({ items: [{ url: url('/one') }] })
    expect(JSON.stringify(list)).not.toContain('whsec_')
    const problem = async (body: object) => (await admin.post('/api/v1/webhooks', body)).body
    expect(await problem({ url: 'ftp://nowhere' })).toMatchObject({ status: 422, errors: [{ field: 'url' }] })
    expect(await problem({ url: url('/'), kinds: ['note.added'] })).toMatchObject({ errors: [{ field: 'kinds' }] })
    expect(await problem({ url: url('/'), accountId: id('none') })).toMatchObject({
      status: 422,
      errors: [{ field: 'accountId' }],
    })
    expect((await admin.delete(`/api/v1/webhooks/${id('none')}`)).status).toBe(404)
  })

  it('and messages are for colleagues: a client sees none of them', async () => {
    const client = await world.as('client-manager', { accountIds: [id('meridian')] })
    for (const path of ['/api/v1/notifications', '/api/v1/mails', `/api/v1/mails/${id('x')}`, '/api/v1/webhooks'])
      expect((await client.get(path)).status).toBe(403)
    expect((await client.post('/api/v1/webhooks', { url: url('/') })).status).toBe(403)
    expect((await world.agent.get(`/api/v1/mails/${id('x')}`)).status).toBe(404)
  })
})
