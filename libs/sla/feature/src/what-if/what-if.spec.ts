import type { CallerOf } from '@spoc/platform-testing/world'
import { eventually } from '@spoc/platform-testing'
import * as intake from '../../test/requests.js'
import { ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../test/world.js'
import type { ComparedClock } from './outcome.js'
import type { WhatIf, WhatIfRequest } from './what-if-document.js'
import { WhatIfs } from './what-ifs.js'

type Told = Omit<WhatIf, '_id'> & { readonly id: string }

describe('what if other terms had been promised', () => {
  let sla: SlaWorld
  let calendarId: string
  let policy: string
  let kept: string
  let late: string
  let open: string
  let others: string
  let period: { readonly from: string; readonly to: string }
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const minutes = (count: number, over: object = {}) => ({ target: { minutes: count }, calendarId, ...over })
  const under = (...rows: readonly object[]) => ({ definition: { name: 'Thought of', rows } })

  const asked = (body: object, caller: CallerOf = sla.admin) => caller.post('/api/v1/what-ifs', { ...period, ...body })
  const ended = (id: string) =>
    eventually(
      'the question is answered',
      async () => (await sla.admin.get(`/api/v1/what-ifs/${id}`)).body as Told,
      ({ status }) => status !== 'running' && status !== 'cancelling',
    )
  const answered = async (body: object) => {
    const answer = await asked(body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 202, body: { status: 'running' } })
    return ended((answer.body as Told).id)
  }
  const requestsOf = async (id: string, query = '') =>
    (await sla.admin.get(`/api/v1/what-ifs/${id}/requests?${query}`)).body as {
      items: readonly Omit<WhatIfRequest, '_id' | 'whatIfId'>[]
      next?: string
    }
  const clocksIn = async (id: string, requestId: string): Promise<readonly ComparedClock[]> =>
    (await requestsOf(id)).items.find((each) => each.requestId === requestId)?.clocks ?? []

  beforeAll(async () => {
    sla = await SlaWorld.open()
    await sla.begin('08:00')
    period = { from: at('08:00'), to: at('00:00', 1) }
    calendarId = await sla.calendar()
    policy = await sla.policy({ response: minutes(60), resolve: minutes(240) })
    const contract = await sla.contract(policy)
    kept = await sla.request(contract)
    late = await sla.request(contract)
    others = await sla.request(await sla.contract(policy, { accountId: OTHER_ACCOUNT }), { accountId: OTHER_ACCOUNT })
    await sla.later(at('08:30'), kept, intake.takenUp)
    await sla.tell(late, intake.takenUp)
    await sla.tell(others, intake.takenUp)
    await sla.later(at('09:00'), kept, intake.awaited(at('09:00')))
    await sla.later(at('10:00'), kept, intake.resumed)
    await sla.later(at('11:00'), kept, intake.resolved)
    await sla.tell(others, intake.resolved)
    await sla.later(at('14:00'), late, intake.resolved)
    open = await sla.request(contract)
    await sla.moveTo(at('14:10'))
    for (const request of [kept, late, others, open]) await sla.clocks(request)
  })
  afterAll(() => sla.close())

  it('tells which would have been met or breached, clock by clock, and changes nothing', async () => {
    const before = await sla.world.service.background.engines.log.head()
    const answer = await answered({ accountId: ACCOUNT, policy: under({ clocks: { resolve: minutes(90) } }) })
    expect(answer).toMatchObject({ status: 'done', progress: { done: 6, total: 6 }, askedAt: at('14:10') })
    expect(answer.tallies).toEqual([
      {
        clock: 'response',
        was: { met: 2, breached: 0, open: 1, cancelled: 0, 'not-promised': 0 },
        wouldBe: { met: 0, breached: 0, open: 0, cancelled: 0, 'not-promised': 3 },
        changed: 3,
      },
      {
        clock: 'resolve',
        was: { met: 1, breached: 1, open: 1, cancelled: 0, 'not-promised': 0 },
        wouldBe: { met: 0, breached: 2, open: 1, cancelled: 0, 'not-promised': 0 },
        changed: 1,
      },
    ])
    // Three hours, one of them waiting for the client: more than the ninety minutes.
    expect((await clocksIn(answer.id, kept)).find(({ clock }) => clock === 'resolve')).toEqual({
      clock: 'resolve',
      was: {
        ...{ outcome: 'met', targetMs: 14_400_000, dueAt: at('13:00') },
        ...{ metAt: at('11:00'), elapsedMs: 7_200_000 },
      },
      wouldBe: {
        ...{ outcome: 'breached', targetMs: 5_400_000, dueAt: at('10:30'), breachedAt: at('10:30') },
        ...{ metAt: at('11:00'), elapsedMs: 7_200_000 },
      },
      changed: true,
    })
    expect(await sla.world.service.background.engines.log.head()).toBe(before)
    expect((await sla.clocks(kept)).resolve).toMatchObject({ state: 'met', targetMs: 14_400_000 })
  })

  it('tells of what was missed that it would have been kept', async () => {
    const { id } = await answered({ policy: under({ clocks: { response: minutes(60), resolve: minutes(480) } }) })
    expect((await clocksIn(id, late)).find(({ clock }) => clock === 'resolve')).toMatchObject({
      was: { outcome: 'breached', breachedAt: at('12:00'), metAt: at('14:00') },
      wouldBe: { outcome: 'met', dueAt: at('16:00'), elapsedMs: 21_600_000 },
      changed: true,
    })
    expect((await requestsOf(id, 'changed=true')).items.map(({ requestId }) => requestId)).toEqual([late])
    expect((await requestsOf(id, 'changed=false')).items).toHaveLength(3)
  })

  it('assumes another calendar in the place of the one there was, by definition or by revision', async () => {
    const office = { name: 'Office', zone: 'Etc/UTC', hours: { monday: [{ from: '08:00', to: '09:30' }] } }
    const thoughtOf = await answered({ accountId: ACCOUNT, calendars: [{ calendarId, definition: office }] })
    const resolve = (await clocksIn(thoughtOf.id, late)).find(({ clock }) => clock === 'resolve')
    expect(resolve).toMatchObject({ was: { outcome: 'breached' }, wouldBe: { outcome: 'met', elapsedMs: 5_400_000 } })
    await sla.admin.put(`/api/v1/calendars/${calendarId}`, { ...office, appliesFrom: at('00:00', 5) })
    const revised = await answered({ accountId: ACCOUNT, calendars: [{ calendarId, revision: 2 }] })
    expect(await clocksIn(revised.id, late)).toEqual(await clocksIn(thoughtOf.id, late))
    const asItWas = await answered({ accountId: ACCOUNT, calendars: [{ calendarId, revision: 1 }] })
    expect((await requestsOf(asItWas.id, 'changed=true')).items).toEqual([])
  })

  it('assumes a revision of a policy, the last defined unless told', async () => {
    const rows = [{ clocks: { resolve: minutes(480) } }]
    await sla.admin.put(`/api/v1/sla-policies/${policy}`, { name: 'Longer', rows, appliesFrom: at('00:00', 5) })
    const last = await answered({ policyId: policy, policy: { policyId: policy } })
    expect(last.assumed.policy).toMatchObject({ policyId: policy, revision: 2, name: 'Longer' })
    expect((await clocksIn(last.id, late)).find(({ clock }) => clock === 'resolve')?.wouldBe.outcome).toBe('met')
    const first = await answered({ policyId: policy, policy: { policyId: policy, revision: 1 } })
    expect((await requestsOf(first.id, 'changed=true')).items).toEqual([])
  })

  it('gives the requests page by page, and all of them as CSV, a line a clock', async () => {
    const { id } = await answered({ policy: under({ clocks: { resolve: minutes(90) } }) })
    const first = await requestsOf(id, 'limit=3')
    const rest = await requestsOf(id, `limit=3&cursor=${encodeURIComponent(first.next!)}`)
    expect([...first.items, ...rest.items].map(({ requestId }) => requestId).sort()).toEqual([kept, late, open, others].sort())
    expect(rest.next).toBeUndefined()
    const answer = await sla.admin.get(`/api/v1/what-ifs/${id}/requests?format=csv`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    const [header, ...lines] = String(answer.body).trimEnd().split('\r\n')
    expect(header).toBe(
      'requestId,number,accountId,receivedAt,clock,changed,was.outcome,was.targetMs,was.dueAt,was.metAt,was.elapsedMs,was.breachedAt,' +
        'wouldBe.outcome,wouldBe.targetMs,wouldBe.dueAt,wouldBe.metAt,wouldBe.elapsedMs,wouldBe.breachedAt',
    )
    expect(lines).toHaveLength(8)
    expect(lines.find((line) => line.startsWith(kept) && line.includes(',resolve,'))).toBe(
      `${kept},R-1000015,${ACCOUNT},${at('08:00')},resolve,true,met,14400000,${at('13:00')},${at('11:00')},7200000,,` +
        `breached,5400000,${at('10:30')},${at('11:00')},7200000,${at('10:30')}`,
    )
  })

  it('looks at requests received in the period alone', async () => {
    const answer = await asked({ from: at('14:00'), policy: { policyId: policy } })
    const { id, progress } = await ended((answer.body as Told).id)
    expect(progress).toEqual({ done: 2, total: 2 })
    expect((await requestsOf(id)).items.map(({ requestId }) => requestId)).toEqual([open])
  })

  it('is one question for one Idempotency-Key, and is listed, the last first', async () => {
    const body = { ...period, policy: { policyId: policy } }
    const key = { 'idempotency-key': 'what-if-1' }
    const first = (await sla.admin.post('/api/v1/what-ifs', body, key)).body as Told
    const again = (await sla.admin.post('/api/v1/what-ifs', body, key)).body as Told
    expect(again.id).toBe(first.id)
    expect(await sla.admin.post('/api/v1/what-ifs', { ...period, policy: { policyId: policy, revision: 1 } }, key)).toMatchObject(
      {
        status: 422,
        body: { code: 'idempotency-key-reused', errors: [{ field: 'Idempotency-Key' }] },
      },
    )
    await ended(first.id)
    const { items } = (await sla.admin.get('/api/v1/what-ifs?limit=200')).body as { items: readonly Told[] }
    expect(items.filter(({ id }) => id === first.id)).toHaveLength(1)
  })

  describe('while another process is at work', () => {
    const leases = () => sla.world.service.background.engines.leases
    const store = () => sla.world.service.app.get(WhatIfs)
    let id: string
    beforeEach(async () => {
      jest.spyOn(leases(), 'hold').mockResolvedValue(false)
      id = ((await asked({ policy: { policyId: policy } })).body as Told).id
    })
    afterEach(() => jest.restoreAllMocks())

    it('tells how far it is', async () => {
      expect(await store().goOn(id, { progress: { done: 3, total: 8 }, tallies: [] })).toBe(true)
      expect((await sla.admin.get(`/api/v1/what-ifs/${id}`)).body).toMatchObject({
        status: 'running',
        progress: { done: 3, total: 8 },
      })
      jest.restoreAllMocks()
      await ended(id)
    })

    it('is cancelled, and leaves nothing of the answer', async () => {
      const before = (await store().list({ limit: 20 })).items.find(({ status }) => status === 'done')
      const [request] = (await requestsOf(before!._id)).items
      await store().add({ _id: `${id}:x`, whatIfId: id, ...request! })
      expect(await sla.admin.post(`/api/v1/what-ifs/${id}/cancel`, {})).toMatchObject({
        status: 200,
        body: { status: 'cancelling' },
      })
      expect(await store().goOn(id, { progress: { done: 4, total: 8 }, tallies: [] })).toBe(false)
      jest.restoreAllMocks()
      expect(await ended(id)).toMatchObject({ status: 'cancelled', tallies: [] })
      expect((await requestsOf(id)).items).toEqual([])
      expect(await sla.admin.post(`/api/v1/what-ifs/${id}/cancel`, {})).toMatchObject({
        status: 409,
        body: { code: 'what-if-not-under-way' },
      })
    })

    it('is begun anew where that dies half way', async () => {
      const [request] = (await requestsOf((await store().list({ limit: 2 })).items[1]!._id)).items
      await store().add({ _id: `${id}:x`, whatIfId: id, ...request!, requestId: 'left behind' })
      jest.restoreAllMocks()
      await ended(id)
      expect((await requestsOf(id)).items.map(({ requestId }) => requestId)).not.toContain('left behind')
    })
  })

  it.each([
    ['no period', { from: 'yesterday' }, 'from', 'invalid-instant'],
    ['a period that ends before it begins', { from: '2031-01-01T00:00:00Z' }, 'to', 'period-not-in-order'],
    ['nothing', {}, 'policy', 'what-if-assumes-nothing'],
    ['a policy that is none', { policy: {} }, 'policy', 'what-if-policy-malformed'],
    ['a policy nobody knows', { policy: { policyId: 'none' } }, 'policy.policyId', 'policy-unknown'],
    ['a revision nobody knows', () => ({ policy: { policyId: policy, revision: 99 } }), 'policy.revision', 'revision-unknown'],
    [
      'a definition that makes no sense',
      () => ({ policy: under({ clocks: { resolve: minutes(0) } }) }),
      'policy.definition.rows[0].clocks.resolve.target',
      'policy-target-malformed',
    ],
    [
      'a calendar nobody knows',
      { calendars: [{ calendarId: 'none', revision: 1 }] },
      'calendars[0].calendarId',
      'calendar-unknown',
    ],
    ['a calendar twice', () => ({ calendars: [{ calendarId }, { calendarId }] }), 'calendars[1].calendarId', 'calendar-twice'],
    [
      'a revision beside a definition',
      () => ({ calendars: [{ calendarId, revision: 1, definition: { name: 'x', zone: 'Etc/UTC', hours: '24x7' } }] }),
      'calendars[0].revision',
      'what-if-revision-twice',
    ],
    [
      'a calendar that makes no sense',
      () => ({ calendars: [{ calendarId, definition: { name: 'x', zone: 'Europe/Atlantis', hours: '24x7' } }] }),
      'calendars[0].definition.zone',
      'calendar-zone-unknown',
    ],
  ])('is refused for %s, which is named', async (_, body, field, code) => {
    const answer = await asked(typeof body === 'function' ? body() : body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 422, body: { errors: [{ field, code }] } })
  })

  it('is not known where it was never asked', async () => {
    for (const path of ['', '/requests', '/requests?format=csv'])
      expect(await sla.admin.get(`/api/v1/what-ifs/nothing${path}`)).toMatchObject({
        status: 404,
        body: { code: 'what-if-unknown' },
      })
  })

  it('is for managers, auditors and administrators', async () => {
    const body = { policy: { policyId: policy } }
    expect((await asked(body, await sla.world.as('agent'))).status).toBe(403)
    expect((await asked(body, await sla.world.as('client-manager', { accountIds: [ACCOUNT] }))).status).toBe(403)
    const auditor = await sla.world.as('auditor')
    const answer = await asked(body, auditor)
    expect(answer.status).toBe(202)
    await ended((answer.body as Told).id)
  })
})
