import { newId } from '@spoc/platform-kernel'
import type { CallerOf } from '@spoc/platform-testing/world'
import { accepted, CARRIER, CORE, declined, handedBack, withdrawn } from '../../test/engagements.js'
import * as intake from '../../test/requests.js'
import { ACCOUNT, SlaWorld } from '../../test/world.js'

const HOUR_MS = 3_600_000
const HALF_DAY = { from: '09:00', to: '17:00' }

interface Told {
  readonly clocks: readonly { readonly clock: string; readonly dueAt?: string }[]
  readonly engagements?: readonly {
    readonly clock: string
    readonly engagementId: string
    readonly state: string
    readonly countedMs: number
    readonly pausedMs: number
    readonly closedMs: number
    readonly lines: readonly { readonly ms: number; readonly because: { readonly is: string } }[]
    readonly text: readonly string[]
  }[]
}

describe('the clocks of engagements', () => {
  let sla: SlaWorld
  let client: CallerOf
  let contract: string
  let office: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const explanation = async (request: string, caller = sla.admin) =>
    (await caller.get(`/api/v1/clocks/${request}/explanation`)).body as Told

  beforeAll(async () => {
    sla = await SlaWorld.open()
    client = await sla.world.as('client', { accountIds: [ACCOUNT] })
    const calendarId = await sla.calendar()
    const day = [HALF_DAY]
    office = await sla.calendar({
      name: 'Office',
      hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
    })
    const clock = (hours: number) => ({ target: { minutes: hours * 60 }, calendarId })
    contract = await sla.contract(await sla.policy({ response: clock(4), resolve: clock(12) }))
  })
  afterAll(() => sla.close())

  it('SLA case 11: the SLA counts from the receipt, the OLA from the engagement', async () => {
    await sla.begin('09:00')
    const request = await sla.request(contract)
    await sla.moveTo(at('10:00'))
    const [first, second] = [await sla.engage(request, { olaMs: 2 * HOUR_MS }), await sla.engage(request, { olaMs: 8 * HOUR_MS })]
    const { response, resolve } = await sla.clocks(request)
    expect([response?.dueAt, resolve?.dueAt]).toEqual([at('13:00'), at('21:00')])
    expect(await sla.ola(request, first)).toMatchObject({ clock: 'ola', startedAt: at('10:00'), dueAt: at('12:00') })
    expect(await sla.ola(request, second)).toMatchObject({ startedAt: at('10:00'), dueAt: at('18:00') })
  })

  it('SLA case 12: an OLA does not pause because the client is waited for, and does not breach while its terms pause it', async () => {
    await sla.begin('09:00')
    const request = await sla.request(contract)
    const strict = await sla.engage(request)
    const lenient = await sla.engage(request, { teamId: CARRIER, olaTerms: { pausesOn: ['waiting-for-client'] } })
    await sla.later(at('10:00'), request, intake.awaited(at('10:00')))
    await sla.moveTo(at('15:00'))
    expect(await sla.olaStory(request, strict)).toEqual(['started', 'breached'])
    expect(await sla.olaStory(request, lenient)).toEqual(['started', 'paused'])
    await sla.tell(request, intake.resumed)
    expect(await sla.ola(request, lenient)).toMatchObject({ is: 'running', dueAt: at('18:00') })
  })

  it('count in the calendar that the team’s terms name', async () => {
    await sla.begin('16:00')
    const request = await sla.request(contract)
    const engagement = await sla.engage(request, { olaTerms: { calendarId: office } })
    expect(await sla.ola(request, engagement)).toMatchObject({ dueAt: at('12:00', 1), calendarId: office, calendarRevision: 1 })
  })

  it('count by the revision of the calendar that applies to what is engaged then', async () => {
    await sla.begin('16:00')
    const rules = { name: 'Till six', zone: 'Etc/UTC' }
    const until = (to: string) => ({ ...rules, hours: { monday: [{ from: '09:00', to }], tuesday: [{ from: '09:00', to }] } })
    const calendarId = await sla.calendar(until('18:00'))
    const later = { ...until('17:00'), appliesFrom: at('00:00', 1) }
    expect((await sla.admin.put(`/api/v1/calendars/${calendarId}`, later)).status).toBe(200)
    const request = await sla.request(contract)
    const engagement = await sla.engage(request, { olaTerms: { calendarId } })
    expect(await sla.ola(request, engagement)).toMatchObject({ dueAt: at('11:00', 1), calendarRevision: 1 })
  })

  it('are met when the team hands back, and a vendor’s is a UC', async () => {
    await sla.begin()
    const request = await sla.request(contract)
    const engagement = await sla.engage(request, { teamId: CARRIER, kind: 'vendor' })
    await sla.tellEngagement(engagement, accepted)
    await sla.moveTo(at('09:30'))
    await sla.tellEngagement(engagement, handedBack('passed-on'))
    expect(await sla.ola(request, engagement)).toMatchObject({
      clock: 'uc',
      is: 'met',
      met: { within: true, elapsedMs: 1.5 * HOUR_MS, by: 'passed-on' },
    })
    await sla.moveTo(at('13:00'))
    expect(await sla.olaStory(request, engagement)).toEqual(['started', 'met'])
  })

  it('are cancelled when the team declines or is not needed any more', async () => {
    await sla.begin()
    const request = await sla.request(contract)
    for (const [event, because] of [
      [declined, 'declined'],
      [withdrawn, 'withdrawn'],
    ] as const) {
      const engagement = await sla.engage(request)
      await sla.tellEngagement(engagement, event)
      expect(await sla.ola(request, engagement)).toMatchObject({ is: 'cancelled', cancelled: { because } })
    }
  })

  it.each([
    ['merged', intake.merged('0190a6c2-0000-7000-8000-00000000aaaa')],
    ['cancelled', intake.cancelled],
    ['rejected', intake.rejected],
    ['resolved', intake.resolved],
  ])('SLA case 26: end with their request when it is %s, before anybody has withdrawn them', async (because, event) => {
    await sla.begin()
    const request = await sla.request(contract)
    const engagement = await sla.engage(request)
    await sla.ola(request, engagement)
    await sla.later(at('09:00'), request, event)
    await sla.moveTo(at('13:00'))
    expect(await sla.olaStory(request, engagement)).toEqual(['started', 'cancelled'])
    expect(await sla.ola(request, engagement)).toMatchObject({ cancelled: { at: at('09:00'), because } })
  })

  it('are breached once, late or not, and the breach is withdrawn when an earlier report becomes known', async () => {
    await sla.begin()
    const request = await sla.request(contract)
    const engagement = await sla.engage(request, { olaTerms: { warnShares: [80] } })
    await sla.moveTo(at('11:30'))
    expect(await sla.olaStory(request, engagement)).toEqual(['started', 'warned'])
    await sla.moveTo(at('12:30'))
    await sla.tellEngagement(engagement, handedBack(), at('11:50'))
    expect(await sla.olaStory(request, engagement)).toEqual(['started', 'warned', 'breached', 'breach-withdrawn', 'met'])
  })

  it('warn by what was agreed with the team, in place of shares', async () => {
    await sla.begin()
    const request = await sla.request(contract)
    const warnings = [{ leadMinutes: 30, time: 'wall', audiences: ['team'] }] as const
    const engagement = await sla.engage(request, { olaTerms: { warnings } })
    const { dueAt } = await sla.ola(request, engagement).then((ola) => (ola.is === 'unknown' ? { dueAt: undefined } : ola))
    expect(dueAt).toBe(at('12:00'))
    await sla.moveTo(at('11:30'))
    expect(await sla.ola(request, engagement)).toMatchObject({ is: 'running', told: ['wall-30'], warned: 87.5 })
  })

  it('are met by what was handed back before the request ended, whichever becomes known first', async () => {
    const unrelayed = await SlaWorld.open({ relayed: false })
    try {
      await unrelayed.begin()
      for (const isKnownBefore of [true, false]) {
        const request: string = newId(Date.now())
        await unrelayed.tell(request, intake.received({ receivedAt: unrelayed.at('08:00') }))
        const engagement = await unrelayed.engage(request)
        if (isKnownBefore) await unrelayed.heard(`engagement-${engagement}`)
        await unrelayed.tellEngagement(engagement, handedBack())
        await unrelayed.tell(request, intake.resolved)
        await unrelayed.heard(`request-${request}`)
        expect(await unrelayed.olaStory(request, engagement)).toEqual(['started', 'met'])
      }
    } finally {
      await unrelayed.close()
    }
  })

  it('know what the request went through between the engagement and the moment that it became known', async () => {
    await sla.begin()
    const request = await sla.request(contract)
    await sla.tell(request, intake.awaited(at('08:00')))
    const olaTerms = { pausesOn: ['waiting-for-client'] }
    await sla.moveTo(at('09:00'))
    const engagement = await sla.engage(request, { olaTerms })
    expect(await sla.ola(request, engagement)).toMatchObject({ is: 'paused', pauses: [{ from: at('09:00') }] })
    await sla.later(at('09:30'), request, intake.resumed)
    expect(await sla.ola(request, engagement)).toMatchObject({ is: 'running', dueAt: at('13:30') })
  })

  it('are none where the team has agreed to no time', async () => {
    await sla.begin()
    const request = await sla.request(contract)
    const engagement = await sla.engage(request, { olaMs: 'none' })
    expect(await sla.ola(request, engagement)).toEqual({ is: 'unknown' })
    expect((await explanation(request)).engagements).toEqual([])
  })

  describe('for those who read them', () => {
    let request: string
    let ours: string
    let theirs: string

    beforeAll(async () => {
      await sla.begin()
      request = await sla.request(contract)
      ours = await sla.engage(request, { olaTerms: { pausesOn: ['waiting-for-client'] } })
      theirs = await sla.engage(request, { teamId: CARRIER, kind: 'vendor', olaMs: HOUR_MS })
      await sla.later(at('08:30'), request, intake.awaited(at('08:30')))
      await sla.later(at('08:40'), request, intake.resumed)
      await sla.moveTo(at('10:00'))
      await sla.ola(request, ours)
    })

    it('are listed for staff, earliest due first, by team, by kind and by state', async () => {
      const all = await sla.olaClocks(request, theirs)
      expect(all.map(({ teamId, clock, state, dueAt }) => [teamId, clock, state, dueAt])).toEqual([
        [CARRIER, 'uc', 'breached', at('09:00')],
        [CORE, 'ola', 'running', at('12:10')],
      ])
      for (const query of [`&teamId=${CORE}`, '&clock=ola', '&state=running'])
        expect((await sla.olaClocks(request, ours, query)).map(({ engagementId }) => engagementId)).toEqual([ours])
      expect(await sla.olaClocks(request, ours, `&dueBefore=${at('09:00')}`)).toEqual([])
    })

    it('refuse what is no instant and no state', async () => {
      expect(await sla.admin.get('/api/v1/ola-clocks?dueBefore=soon')).toMatchObject({
        status: 422,
        body: { code: 'invalid-instant' },
      })
      expect((await sla.admin.get('/api/v1/ola-clocks?state=lost')).status).toBe(422)
    })

    it('are explained to staff line by line, adding up', async () => {
      const { engagements = [] } = await explanation(request)
      expect(engagements.map(({ clock, engagementId }) => [clock, engagementId])).toEqual([
        ['ola', ours],
        ['uc', theirs],
      ])
      for (const { lines, countedMs, pausedMs, closedMs } of engagements) {
        expect(lines.reduce((sum, { ms }) => sum + ms, 0)).toBe(2 * HOUR_MS)
        expect(countedMs + pausedMs + closedMs).toBe(2 * HOUR_MS)
      }
      expect(engagements[0]?.pausedMs).toBe(600_000)
      expect(engagements[1]?.text).toEqual(expect.arrayContaining([`missed at ${at('09:00')}, found at ${at('10:00')}`]))
    })

    it('do not exist for a client', async () => {
      expect((await client.get('/api/v1/ola-clocks')).status).toBe(403)
      const told = await explanation(request, client)
      expect(told.clocks.map(({ clock }) => clock)).toEqual(['response', 'resolve'])
      expect(told).not.toHaveProperty('engagements')
      const listed = (await client.get('/api/v1/clocks?limit=200')).body as { items: { clock: string }[] }
      expect(listed.items.filter(({ clock }) => clock === 'ola' || clock === 'uc')).toEqual([])
    })
  })
})
