import { ACCOUNT, SlaWorld } from '../../test/world.js'

interface Moved {
  readonly requestId: string
  readonly clock: string
  readonly from: { readonly targetMs: number; readonly dueAt?: string }
  readonly to?: { readonly targetMs: number; readonly dueAt?: string; readonly never?: { readonly code: string } }
}
interface Trial {
  readonly changes: boolean
  readonly revision: number
  readonly clocks: { readonly items: readonly Moved[]; readonly lookedAt: number; readonly next?: string }
}

describe('a dry run of a definition', () => {
  let sla: SlaWorld
  let calendarId: string
  let policy: string
  let requests: readonly string[]
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const rows = (minutes: number) => [{ clocks: { resolve: { target: { minutes }, calendarId } } }]
  const head = () => sla.world.service.background.engines.log.head()
  const tried = async (path: string, body: object, query = '') => {
    const answer = await sla.admin.put(`/api/v1/${path}?dryRun=true${query}`, body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
    return answer.body as Trial
  }

  beforeAll(async () => {
    sla = await SlaWorld.open()
    await sla.begin('09:00')
    calendarId = await sla.calendar()
    policy = await sla.policy({ resolve: { target: { minutes: 240 }, calendarId } })
    const contract = await sla.contract(policy)
    requests = [await sla.request(contract), await sla.request(contract), await sla.request(contract)]
    for (const request of requests) await sla.clocks(request)
  })
  afterAll(() => sla.close())

  it('of a policy tells which clocks would fall due when, and changes nothing', async () => {
    const before = await head()
    const trial = await tried(`sla-policies/${policy}`, { name: 'Longer', rows: rows(480) })
    expect(trial).toMatchObject({ dryRun: true, id: policy, changes: true, revision: 2, appliesFrom: at('09:00') })
    expect([...trial.clocks.items].sort((a, b) => (a.requestId < b.requestId ? -1 : 1))).toEqual(
      [...requests].sort().map((requestId) => ({
        requestId,
        accountId: ACCOUNT,
        clock: 'resolve',
        from: { targetMs: 14_400_000, dueAt: at('13:00') },
        to: { targetMs: 28_800_000, dueAt: at('17:00') },
      })),
    )
    expect(await head()).toBe(before)
    expect((await sla.admin.get(`/api/v1/sla-policies/${policy}`)).body).toMatchObject({ revision: 1, name: 'Standard' })
    expect(await sla.story(requests[0]!)).toEqual(['clocks-started'])
  })

  it('tells what the definition and the asked reckoning then do', async () => {
    const other = await sla.policy({ resolve: { target: { minutes: 60 }, calendarId } })
    const request = await sla.request(await sla.contract(other))
    await sla.clocks(request)
    const body = { name: 'Standard', rows: rows(90) }
    const [moved] = (await tried(`sla-policies/${other}`, body)).clocks.items
    await sla.admin.put(`/api/v1/sla-policies/${other}`, body)
    await sla.admin.post(`/api/v1/clocks/${request}/reckoning`, { because: 'policy-changed' })
    expect((await sla.clocks(request)).resolve).toMatchObject(moved!.to!)
  })

  it('goes through the clocks page by page', async () => {
    const body = { name: 'Longer', rows: rows(480) }
    const first = await tried(`sla-policies/${policy}`, body, '&limit=2')
    expect(first.clocks).toMatchObject({ lookedAt: 2 })
    const rest = await tried(`sla-policies/${policy}`, body, `&limit=2&cursor=${encodeURIComponent(first.clocks.next!)}`)
    const seen = [...first.clocks.items, ...rest.clocks.items].map(({ requestId }) => requestId)
    expect(seen.sort()).toEqual([...requests].sort())
    expect(rest.clocks.next).toBeUndefined()
  })

  it('names clocks that would no longer be promised, without another instant', async () => {
    const none = [{ clocks: { resolve: 'none' } }]
    const { clocks } = await tried(`sla-policies/${policy}`, { name: 'Nothing', rows: none })
    expect(clocks.items).toHaveLength(3)
    expect(clocks.items.every(({ to }) => to === undefined)).toBe(true)
  })

  it('leaves out clocks that stay as they are, and says where nothing would change', async () => {
    const renamed = await tried(`sla-policies/${policy}`, { name: 'Renamed', rows: rows(240) })
    expect(renamed).toMatchObject({ changes: true, clocks: { items: [], lookedAt: 3 } })
    const same = await tried(`sla-policies/${policy}`, { name: 'Standard', rows: rows(240) })
    expect(same).toMatchObject({ changes: false, revision: 1, clocks: { items: [] } })
  })

  it('of a calendar tells which clocks its hours would move, and changes nothing', async () => {
    const before = await head()
    const monday = [{ from: '10:00', to: '12:00' }]
    const tuesday = [{ from: '10:00', to: '18:00' }]
    const office = { name: 'Office', zone: 'Etc/UTC', hours: { monday, tuesday } }
    const { clocks } = await tried(`calendars/${calendarId}`, office)
    expect(clocks.items.find(({ requestId }) => requestId === requests[0])).toMatchObject({
      from: { dueAt: at('13:00') },
      to: { targetMs: 14_400_000, dueAt: at('12:00', 1) },
    })
    const lastMorning = {
      ...office,
      hours: {},
      halfDays: [{ date: at('00:00', 1).slice(0, 10), name: 'Last day', hours: [{ from: '08:00', to: '09:00' }] }],
    }
    const ending = await tried(`calendars/${calendarId}`, lastMorning)
    expect(ending.clocks.items[0]?.to).toMatchObject({ never: { code: 'no-open-time-left' } })
    expect(await head()).toBe(before)
    expect((await sla.clocks(requests[0]!)).resolve).toMatchObject({ dueAt: at('13:00'), calendarRevision: 1 })
  })

  it('is refused for whatever the definition would be refused for', async () => {
    const unreachable = await sla.admin.put(`/api/v1/sla-policies/${policy}?dryRun=true`, {
      name: 'Never',
      rows: rows(200_000_000),
    })
    expect(unreachable).toMatchObject({
      status: 422,
      body: { code: 'policy-target-unreachable', errors: [{ field: 'rows[0].clocks.resolve.target' }] },
    })
    const nowhere = { name: 'Nowhere', zone: 'Europe/Atlantis', hours: '24x7' }
    expect(await sla.admin.put(`/api/v1/calendars/${calendarId}?dryRun=true`, nowhere)).toMatchObject({
      status: 422,
      body: { code: 'calendar-zone-unknown', errors: [{ field: 'zone' }] },
    })
    const unknown = '0190a6c2-0000-7000-8000-0000000000ff'
    expect((await sla.admin.put(`/api/v1/sla-policies/${unknown}?dryRun=true`, { name: 'X', rows: rows(1) })).status).toBe(404)
    expect((await sla.admin.put(`/api/v1/sla-policies/${policy}?dryRun=perhaps`, { name: 'X', rows: rows(1) })).status).toBe(422)
  })

  it('of something new answers 200, and leaves nothing behind', async () => {
    for (const [path, body] of [
      ['calendars', { name: 'New', zone: 'Etc/UTC', hours: '24x7', key: 'tried' }],
      ['sla-policies', { name: 'New', rows: rows(60), key: 'tried' }],
    ] as const) {
      const before = await head()
      const answer = await sla.admin.post(`/api/v1/${path}?dryRun=true`, body)
      expect(answer).toMatchObject({ status: 200, body: { dryRun: true, changes: true, revision: 1, clocks: { items: [] } } })
      expect(await head()).toBe(before)
      expect((await sla.admin.get(`/api/v1/${path}/${(answer.body as { id: string }).id}`)).status).toBe(404)
    }
  })

  it('is for those who may define', async () => {
    const agent = await sla.world.as('agent')
    expect((await agent.put(`/api/v1/sla-policies/${policy}?dryRun=true`, { name: 'X', rows: rows(1) })).status).toBe(403)
  })
})
