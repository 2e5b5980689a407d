import { engagementFacts, pageFacts, routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { personal } from '@spoc/platform-kernel'
import {
  ana,
  bodyOf,
  circuit,
  inesId,
  meridian,
  noc,
  nordlicht,
  openIntakeWorld,
  slaKind,
  type IntakeWorld,
} from '../test/intake-world.js'
import { isInJeopardy, type ClockEvent, type Pause, type StartedClock } from '@spoc/sla-contracts'
import { intakeContext } from './index.js'

interface Items {
  readonly items: readonly Record<string, unknown>[]
  readonly next?: string
}

const reckoning = {
  policyId: 'p',
  policyRevision: 1,
  scope: { serviceClass: '*', priority: '*', kind: '*' },
  target: { minutes: 30 },
  targetMs: 1_800_000,
  calendarId: 'c',
  calendarRevision: 1,
  warnShares: [75],
  warnAt: [],
  pausesOn: ['waiting-for-client'],
}

const replaced = { targetMs: 1_800_000, calendarId: 'c', calendarRevision: 1 } as const
const underP1 = {
  at: '2026-01-12T08:25:00.000Z',
  because: 'priority-changed',
  policyId: 'p',
  policyRevision: 1,
  terms: { serviceClass: 'gold', priority: 'P1', kind: 'incident' },
  idleWhileResolved: 'excluded',
} as const

describe('the queue', () => {
  let intake: IntakeWorld
  const list = async (query: string, by = intake.agent) => bodyOf<Items>(await by.get(`/api/v1/requests?${query}`))
  const assigned = (requestId: string): RequestRoutingEvent => ({
    type: 'routing.spoc-assigned.v1',
    data: { requestId, accountId: meridian, spoc: { kind: 'person', personId: inesId }, because: 'named-in-hours' },
  })
  const started = (requestId: string, dueAt: string, over: Partial<StartedClock> = {}) =>
    intake.append(slaKind, requestId, {
      type: 'sla.clocks-started.v1',
      data: {
        requestId,
        accountId: meridian,
        policyId: 'p',
        policyRevision: 1,
        terms: { serviceClass: 'gold', priority: 'P2', kind: 'incident' },
        receivedAt: '2026-01-12T08:00:00.000Z',
        idleWhileResolved: 'excluded',
        pauses: [],
        clocks: [{ ...reckoning, clock: 'response', startedAt: '2026-01-12T08:00:00.000Z', dueAt, ...over }],
      },
    })

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterAll(() => intake.world.close())

  it('shows what was just brought, by name, without a wait that the caller must guess', async () => {
    const { id, number, position } = await intake.bring({
      title: 'Link down',
      serviceInstanceId: circuit,
      clientReference: 'T-77',
    })
    const { items } = await list(`after=${position}&sort=-received&limit=1`)
    expect(items).toEqual([
      expect.objectContaining({
        id,
        number,
        title: 'Link down',
        status: 'new',
        accountName: 'Meridian',
        contactName: 'Ana Köhler',
        circuitId: 'BER-AMS-0042',
        clientReference: 'T-77',
        channel: 'portal',
        spoc: null,
        dueAt: null,
        revision: 0,
      }),
    ])
  })

  it('tells who carries a request, from routing’s facts', async () => {
    const { id } = await intake.bring()
    await intake.append(routingOfRequest, id, assigned(id), {
      type: 'routing.escalated.v1',
      data: { kind: 'hierarchical', level: 1, because: 'by-hand' },
    })
    const engagementId = `e-${id}`
    const handover = {
      summary: personal('s', 'request:x:y'),
      timeline: [],
      tried: [],
      contacts: [],
      services: [],
      attachments: [],
    }
    await intake.append(
      engagementFacts,
      engagementId,
      {
        type: 'routing.engagement-offered.v1',
        data: {
          requestId: id,
          teamId: noc,
          kind: 'functional',
          ask: personal('Look at the port.', 'request:x:y'),
          reason: 'by-hand',
          handover,
          acceptBy: '2026-01-12T09:00:00.000Z',
        },
      },
      { type: 'routing.engagement-accepted.v1', data: { engineerId: intake.engineer.personId } },
    )
    const position = await intake.append(pageFacts, `p-${id}`, {
      type: 'routing.page-started.v1',
      data: { requestId: id, reason: 'engagement', at: '2026-01-12T08:00:00.000Z', steps: [], lastResort: inesId },
    })
    const { items } = await list(`after=${position}&teamId=${noc}`)
    expect(items).toEqual([
      expect.objectContaining({
        id,
        spoc: { kind: 'person', personId: inesId, personName: 'Ines Berg', because: 'named-in-hours' },
        engagements: [expect.objectContaining({ engagementId, teamName: 'Core network', state: 'accepted' })],
        openPageId: `p-${id}`,
      }),
    ])
    expect((await list('mine=true', intake.engineer)).items.map((item) => item['id'])).toEqual([id])
  })

  it('keeps to clients what their point of contact is, and nothing of how the provider works', async () => {
    const { items } = await list(`sort=received`, intake.client)
    const carried = items.find((item) => item['spoc'] !== null)
    expect(carried).toMatchObject({
      spoc: { kind: 'person', personName: 'Ines Berg' },
      engagements: [],
      flags: [],
    })
    expect(JSON.stringify(items)).not.toMatch(/Core network|openPageId|named-in-hours/)
    expect((await intake.client.get(`/api/v1/requests?teamId=${noc}`)).status).toBe(403)
  })

  it('sorts by the earliest clock that runs, what has none last', async () => {
    const late = await intake.bring({ title: 'Late' })
    const soon = await intake.bring({ title: 'Soon' })
    await started(late.id, '2026-01-12T18:00:00.000Z')
    const position = await started(soon.id, '2026-01-12T08:30:00.000Z')
    const { items } = await list(`after=${position}&open=true&sort=due`)
    expect(items.slice(0, 2).map(({ title }) => title)).toEqual(['Soon', 'Late'])
    expect(items.at(-1)).toMatchObject({ dueAt: null })
  })

  it('finds what is in jeopardy: warned of, running, and not breached yet', async () => {
    const warned: ClockEvent = {
      type: 'sla.clock-warned.v1',
      data: { clock: 'response', share: 75, at: '2026-01-12T08:22:00.000Z', detectedAt: '2026-01-12T08:22:00.000Z' },
    }
    const breached: ClockEvent = {
      type: 'sla.clock-breached.v1',
      data: { clock: 'response', effectiveAt: '2026-01-12T08:30:00.000Z', detectedAt: '2026-01-12T08:30:01.000Z' },
    }
    const [calm, near, over] = [await intake.bring(), await intake.bring(), await intake.bring()]
    for (const { id } of [calm, near, over]) await started(id, '2026-01-12T08:30:00.000Z')
    await intake.append(slaKind, near.id, warned)
    const position = await intake.append(slaKind, over.id, warned, breached)
    const { items } = await list(`after=${position}&inJeopardy=true`)
    expect(items.map(({ id }) => id)).toEqual([near.id])
    expect((await list('open=false&inJeopardy=true')).items).toEqual([])
  })

  it('keeps a clock in jeopardy under another promise by what stays given, also where none of the target was used', async () => {
    const { id } = await intake.bring()
    await started(id, '2026-01-12T08:30:00.000Z')
    const again = { ...reckoning, clock: 'response', dueAt: '2026-01-12T08:40:00.000Z', replaced } as const
    const retargeted = (warned: object) =>
      intake.append(slaKind, id, {
        type: 'sla.clock-retargeted.v1',
        data: { ...underP1, clocks: [{ ...again, ...warned }] },
      })
    const listed = async (position: string) =>
      (await list(`after=${position}&inJeopardy=true&limit=100`)).items.some((item) => item['id'] === id)
    expect(await listed(await retargeted({ warned: 0, inJeopardy: true }))).toBe(true)
    expect(await listed(await retargeted({ inJeopardy: false }))).toBe(false)
  })

  it('has a clock in jeopardy when its own stream has, whatever it goes through', async () => {
    const { id } = await intake.bring()
    const [clock, dueAt, at, warnAt] = ['response', '2026-01-12T08:30:00.000Z', '2026-01-12T08:22:00.000Z', []] as const
    const held = { reason: 'waiting-for-client', party: 'client' } as const
    const warned: ClockEvent = { type: 'sla.clock-warned.v1', data: { clock, share: 75, at, detectedAt: at, dueAt } }
    const met: ClockEvent = { type: 'sla.clock-met.v1', data: { clock, at, elapsedMs: 0, within: true, by: 'taken-up' } }
    const reopened = (idle: 'counted' | 'restarted'): ClockEvent => ({
      type: 'sla.clocks-reopened.v1',
      data: { at, idle, clocks: [{ clock, dueAt, warnAt, idleFrom: at, startedAt: at, targetMs: 1_800_000 }] },
    })
    const story: readonly ClockEvent[] = [
      warned,
      { type: 'sla.clock-paused.v1', data: { ...held, from: at, clocks: [{ clock, warnAt }] } },
      { type: 'sla.clock-resumed.v1', data: { ...held, at, clocks: [{ clock, dueAt, warnAt, pausedFrom: at }] } },
      { type: 'sla.clock-breached.v1', data: { clock, effectiveAt: dueAt, detectedAt: dueAt } },
      { type: 'sla.breach-withdrawn.v1', data: { clock, effectiveAt: dueAt, at, because: 'paused-before' } },
      met,
      reopened('counted'),
      met,
      reopened('restarted'),
      warned,
      { type: 'sla.clocks-cancelled.v1', data: { clocks: [clock], at, because: 'merged' } },
    ]
    await started(id, dueAt)
    const seen: boolean[] = []
    for (const event of story) {
      const position = await intake.append(slaKind, id, event)
      const { items } = await list(`after=${position}&inJeopardy=true&limit=100`)
      const { state } = await intake.world.service.background.streams.load(slaKind, id)
      seen.push(items.some((item) => item['id'] === id))
      expect([event.type, seen.at(-1)]).toEqual([event.type, state.clocks.response && isInJeopardy(state.clocks.response)])
    }
    expect(seen).toEqual([true, false, true, false, true, false, true, false, false, true, false])
  })

  it('takes over what stays given of a clock that is promised again', async () => {
    const { id } = await intake.bring()
    const at = '2026-01-12T08:22:00.000Z'
    const position = await started(id, '2026-01-12T08:30:00.000Z', { warnAt: [{ share: 75, at }], told: ['75'] })
    const found = (await list(`after=${position}&inJeopardy=true&limit=100`)).items.find((item) => item['id'] === id)
    expect(found).toMatchObject({ clocks: [{ clock: 'response', state: 'running', warned: 75 }] })
  })

  it('has an update clock that began anew run on where what its round waited for is over', async () => {
    const { id } = await intake.bring()
    const wait = { from: '2026-01-12T08:10:00.000Z', reason: 'waiting-for-client', party: 'client' } as const
    const state = async (...pauses: readonly Pause[]) => {
      const round = { clock: 'update', startedAt: '2026-01-12T08:05:00.000Z', by: 'client-message' } as const
      const data = { ...round, targetMs: 1_800_000, warnAt: [], pauses }
      const position = await intake.append(slaKind, id, { type: 'sla.clock-restarted.v1', data })
      const answer = bodyOf(await intake.agent.get(`/api/v1/requests/${id}?after=${position}`))
      return (answer['clocks'] as readonly Record<string, unknown>[])[0]?.['state']
    }
    await started(id, '2026-01-12T08:30:00.000Z', { clock: 'update' })
    expect(await state(wait)).toBe('paused')
    expect(await state({ ...wait, to: '2026-01-12T08:20:00.000Z' })).toBe('running')
  })

  it('tells how a clock stands: warned, breached and running on, paused, met', async () => {
    const { id } = await intake.bring()
    await started(id, '2026-01-12T08:30:00.000Z')
    const clocks = async (position: string) =>
      bodyOf(await intake.agent.get(`/api/v1/requests/${id}?after=${position}`))['clocks'] as readonly Record<string, unknown>[]
    const breached = await intake.append(
      slaKind,
      id,
      {
        type: 'sla.clock-warned.v1',
        data: { clock: 'response', share: 75, at: '2026-01-12T08:22:00.000Z', detectedAt: '2026-01-12T08:22:00.000Z' },
      },
      {
        type: 'sla.clock-breached.v1',
        data: { clock: 'response', effectiveAt: '2026-01-12T08:30:00.000Z', detectedAt: '2026-01-12T08:30:01.000Z' },
      },
    )
    expect(await clocks(breached)).toEqual([
      expect.objectContaining({ state: 'breached', warned: 75, breachedAt: '2026-01-12T08:30:00.000Z' }),
    ])
    const paused = await intake.append(slaKind, id, {
      type: 'sla.clock-paused.v1',
      data: {
        from: '2026-01-12T08:31:00.000Z',
        reason: 'waiting-for-client',
        party: 'client',
        clocks: [{ clock: 'response', warnAt: [], never: { code: 'paused', message: 'x' } }],
      },
    })
    expect((await clocks(paused))[0]).toMatchObject({ state: 'paused' })
    const met = await intake.append(
      slaKind,
      id,
      {
        type: 'sla.clock-resumed.v1',
        data: {
          at: '2026-01-12T08:40:00.000Z',
          reason: 'waiting-for-client',
          party: 'client',
          clocks: [
            {
              clock: 'response',
              warnAt: [],
              dueAt: '2026-01-12T08:30:00.000Z',
              pausedFrom: '2026-01-12T08:31:00.000Z',
            },
          ],
        },
      },
      {
        type: 'sla.clock-met.v1',
        data: { clock: 'response', at: '2026-01-12T08:41:00.000Z', elapsedMs: 1, within: false, by: 'taken-up' },
      },
    )
    expect((await clocks(met))[0]).toMatchObject({ state: 'met', breachedAt: '2026-01-12T08:30:00.000Z' })
  })

  it('gives a request by its number however it is typed, with its description and facts', async () => {
    const { id, number, position } = await intake.bring({ description: 'x'.repeat(40_000), serviceInstanceId: circuit })
    const typed = number.toLowerCase().replace('-', ' ')
    const answer = await intake.client.get(`/api/v1/requests/${encodeURIComponent(typed)}?after=${position}`)
    expect(answer.headers['etag']).toBe('"0"')
    expect(answer.body).toMatchObject({
      id,
      description: 'x'.repeat(40_000),
      impact: 'medium',
      contact: { id: ana, name: 'Ana Köhler' },
      service: { circuitId: 'BER-AMS-0042', class: 'gold' },
      followUrl: expect.stringContaining(`/follow/${id}.`),
    })
  })

  it('hides another client’s requests: in lists, by id, by number and in the timeline', async () => {
    const { id, number, position } = await intake.bring()
    expect((await list(`after=${position}`, intake.stranger)).items).toEqual([])
    expect((await list(`accountId=${meridian}`, intake.stranger)).items).toEqual([])
    for (const path of [id, number, `${id}/timeline`])
      expect((await intake.stranger.get(`/api/v1/requests/${path}`)).body).toMatchObject({ status: 404, code: 'request-unknown' })
  })

  it('gives pages that follow one another without a gap or a repeat', async () => {
    const first = await list('sort=received&limit=3')
    const second = await list(`sort=received&limit=3&cursor=${encodeURIComponent(first.next ?? '')}`)
    const ids = [...first.items, ...second.items].map(({ id }) => id)
    expect(new Set(ids).size).toBe(6)
    expect((await list(`accountId=${nordlicht}`)).items).toEqual([])
  })

  it('tells the story: everything for staff, the public part for clients, in one order', async () => {
    const { id } = await intake.bring({ description: 'Since eight.' })
    const position = await intake.append(routingOfRequest, id, assigned(id), {
      type: 'routing.escalated.v1',
      data: { kind: 'functional', level: 1, because: 'page-not-acknowledged' },
    })
    const path = `/api/v1/requests/${id}/timeline?after=${position}`
    const staff = bodyOf<Items>(await intake.agent.get(path)).items
    expect(staff.map(({ type }) => type)).toEqual([
      'intake.request-received.v1',
      'routing.spoc-assigned.v1',
      'routing.escalated.v1',
    ])
    expect(staff[0]).toMatchObject({ text: 'Since eight.', public: true, channel: 'portal' })
    const client = bodyOf<Items>(await intake.client.get(path)).items
    expect(client.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^R-\d+ was received\.$/),
      'Ines Berg is the point of contact.',
    ])
    expect(JSON.stringify(client)).not.toContain('page-not-acknowledged')
  })
})
