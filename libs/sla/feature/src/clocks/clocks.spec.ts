import type { CallerOf } from '@spoc/platform-testing/world'
import type { ClockDocument } from '@spoc/sla-contracts'
import * as intake from '../../test/requests.js'
import { ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../test/world.js'

const HOUR_MS = 3_600_000

interface Line {
  readonly from: string
  readonly to: string
  readonly ms: number
  readonly counts: boolean
}
interface Explained {
  readonly clock: string
  readonly targetMs: number
  readonly countedMs: number
  readonly pausedMs: number
  readonly closedMs: number
  readonly remainingMs: number
  readonly lines: readonly Line[]
  readonly warnings: readonly { readonly share: number; readonly at: string; readonly given: boolean }[]
  readonly text: readonly string[]
}

describe('reading clocks', () => {
  let sla: SlaWorld
  let client: CallerOf
  let mine: string
  let theirs: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const items = async (query: string, caller = sla.admin) =>
    ((await caller.get(`/api/v1/clocks?${query}`)).body as { items: ClockDocument[] }).items
  const named = async (query: string, caller?: CallerOf) =>
    (await items(query, caller)).map(({ requestId, clock }) => `${requestId === mine ? 'mine' : 'theirs'} ${clock}`)
  const explanation = async (request: string, caller = sla.admin) => {
    await sla.settled(request)
    return (await caller.get(`/api/v1/clocks/${request}/explanation`)).body as { clocks: Explained[] }
  }

  beforeAll(async () => {
    sla = await SlaWorld.open()
    await sla.begin('08:00')
    client = await sla.world.as('client', { accountIds: [ACCOUNT] })
    const open = [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ]
    const calendarId = await sla.calendar({
      name: 'Office',
      zone: 'Europe/Berlin',
      hours: { monday: open, tuesday: open, wednesday: open, thursday: open, friday: open },
      holidays: [{ date: at('00:00', 1).slice(0, 10), name: 'Carnival' }],
    })
    const clock = (minutes: number) => ({ target: { minutes }, calendarId })
    const policy = await sla.policy({ response: clock(60), resolve: clock(480) })
    mine = await sla.request(await sla.contract(policy))
    theirs = await sla.request(await sla.contract(policy, { accountId: OTHER_ACCOUNT }), { accountId: OTHER_ACCOUNT })
    for (const request of [mine, theirs]) await sla.settled(request)
    await sla.later(at('08:30'), theirs, intake.takenUp)
    await sla.later(at('09:00'), mine, intake.awaited(at('09:00')))
    await sla.later(at('10:00'), mine, intake.resumed)
    for (const request of [mine, theirs]) await sla.clocks(request)
  })
  afterAll(() => sla.close())

  it('gives those due first, page by page', async () => {
    const first = (await sla.admin.get('/api/v1/clocks?limit=3')).body as { items: ClockDocument[]; next: string }
    const rest = await items(`limit=3&cursor=${encodeURIComponent(first.next)}`)
    const due = [...first.items, ...rest].map(({ dueAt }) => dueAt)
    expect(due).toHaveLength(4)
    expect(due).toEqual([...due].sort())
  })

  it('narrows by state, clock, request, account and due instant', async () => {
    expect(await named('state=met')).toEqual(['theirs response'])
    expect(await named('state=running&clock=resolve')).toHaveLength(2)
    expect(await named(`requestId=${mine}&clock=response`)).toEqual(['mine response'])
    expect(await named(`accountId=${OTHER_ACCOUNT}&state=running`)).toEqual(['theirs resolve'])
    expect((await named(`dueBefore=${at('09:30')}`)).sort()).toEqual(['mine response', 'theirs response'])
  })

  it('shows a client its own account’s clocks alone', async () => {
    expect((await named('limit=200', client)).sort()).toEqual(['mine resolve', 'mine response'])
    expect(await named(`accountId=${OTHER_ACCOUNT}`, client)).toEqual([])
    expect(await named(`requestId=${theirs}`, client)).toEqual([])
  })

  it('names a filter that does not fit', async () => {
    const wrong = await sla.admin.get('/api/v1/clocks?dueBefore=tomorrow')
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid-instant', errors: [{ field: 'dueBefore' }] } })
    expect((await sla.admin.get('/api/v1/clocks?state=lost')).status).toBe(422)
  })

  it('explains every minute from the start to now, in figures and in words that add up', async () => {
    const { clocks } = await explanation(mine)
    const resolve = clocks.find(({ clock }) => clock === 'resolve')!
    // Berlin is an hour ahead: opened at 08:00Z, paused from 09:00Z to 10:00Z, now.
    expect(resolve).toMatchObject({
      targetMs: 8 * HOUR_MS,
      countedMs: HOUR_MS,
      pausedMs: HOUR_MS,
      closedMs: 0,
      remainingMs: 7 * HOUR_MS,
    })
    expect(resolve.lines.map(({ from, to, counts }) => [from, to, counts])).toEqual([
      [at('08:00'), at('09:00'), true],
      [at('09:00'), at('10:00'), false],
    ])
    expect(resolve.text).toEqual(
      expect.arrayContaining([
        expect.stringContaining('8:00:00 promised'),
        expect.stringContaining('times of Europe/Berlin'),
        expect.stringContaining('1:00:00  counted'),
        expect.stringContaining('paused, waiting-for-client (client)'),
        'counted 1:00:00 + paused 1:00:00 + closed 0:00:00 = 2:00:00',
        'left of the promise: 7:00:00',
      ]),
    )
  })

  it('explains a clock that was met up to that moment', async () => {
    const response = (await explanation(theirs)).clocks.find(({ clock }) => clock === 'response')
    expect(response?.lines.map(({ from, to }) => [from, to])).toEqual([[at('08:00'), at('08:30')]])
    expect(response?.text).toContain(`kept at ${at('08:30')} by taken-up`)
  })

  it('explains to a client its own, and does not know of others’', async () => {
    expect((await explanation(mine, client)).clocks).toHaveLength(2)
    const hidden = await client.get(`/api/v1/clocks/${theirs}/explanation`)
    const unknown = await client.get('/api/v1/clocks/0190a6c2-0000-7000-8000-0000000000ff/explanation')
    expect(hidden).toMatchObject({ status: 404, body: { code: 'request-unknown' } })
    expect({ ...(hidden.body as object), instance: '' }).toEqual({ ...(unknown.body as object), instance: '' })
  })

  it('explains when it warns, what was given and what is to come, and tells nobody for whom', async () => {
    await sla.moveTo(at('14:30'))
    const resolve = (await explanation(mine, client)).clocks.find(({ clock }) => clock === 'resolve')!
    expect(resolve.warnings).toEqual([
      { share: 50, at: at('14:00'), given: true },
      { share: 75, at: at('16:00'), given: false },
      { share: 90, at: at('09:12', 2), given: false },
    ])
    expect(resolve.text).toContain(`warned at ${at('14:00')}, 50 % used`)
    expect(resolve.text.filter((line) => line.startsWith('warned'))).toHaveLength(1)
  })

  it('explains holidays, nights, breaks and a breach, and adds up to the last millisecond', async () => {
    await sla.moveTo(at('16:00', 2))
    const { clocks } = await explanation(theirs)
    const resolve = clocks.find(({ clock }) => clock === 'resolve')!
    const whole = Date.parse(at('16:00', 2)) - Date.parse(at('08:00'))
    expect(resolve.lines.reduce((sum, { ms }) => sum + ms, 0)).toBe(whole)
    expect(resolve.countedMs + resolve.pausedMs + resolve.closedMs).toBe(whole)
    expect(resolve.lines.filter(({ counts }) => counts).reduce((sum, { ms }) => sum + ms, 0)).toBe(resolve.countedMs)
    expect(resolve.countedMs).toBe(14 * HOUR_MS)
    const text = resolve.text.join('\n')
    expect(text).toContain('holiday, Carnival')
    expect(text).toContain('over the promise by 6:00:00')
    expect(text).toContain(`missed at ${at('09:00', 2)}`)
  })

  it('tells colleagues whom it warns, and no client', async () => {
    const listed = async (caller: CallerOf) => JSON.stringify((await caller.get(`/api/v1/clocks?requestId=${mine}`)).body)
    expect(await listed(sla.admin)).toMatch(/"warnings":\[/)
    expect(await listed(client)).toMatch(/"warnAt":\[{"share":50,"at":"[^"]*"}/)
    expect(await listed(client)).not.toMatch(/warnings|audiences/)
  })

  it('has nothing to explain of a request whose account is not known', async () => {
    const request = await sla.request(undefined, { accountId: undefined })
    expect((await explanation(request)).clocks).toEqual([])
    expect((await client.get(`/api/v1/clocks/${request}/explanation`)).status).toBe(404)
  })
})
