import * as intake from '../../../test/requests.js'
import { SlaWorld } from '../../../test/world.js'

const HOUR_MS = 3_600_000

describe('the clocks of a request through its life', () => {
  let sla: SlaWorld
  let always: string
  let contract: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const hours = (count: number, over: object = {}) => ({ target: { minutes: count * 60 }, calendarId: always, ...over })

  beforeAll(async () => {
    sla = await SlaWorld.open()
    always = await sla.calendar()
    contract = await sla.contract(
      await sla.policy({ response: hours(1), update: hours(6), restore: hours(8), resolve: hours(10) }),
    )
  })
  afterAll(() => sla.close())
  beforeEach(() => sla.begin('08:00'))
  const resolveOnly = async (clock: object) => sla.contract(await sla.policy({ resolve: clock }))

  it('start from the receipt, all of them', async () => {
    const request = await sla.request(contract)
    expect(await sla.clocks(request)).toMatchObject({
      response: { state: 'running', startedAt: at('08:00'), dueAt: at('09:00'), targetMs: HOUR_MS, warned: 0 },
      update: { dueAt: at('14:00') },
      restore: { dueAt: at('16:00') },
      resolve: { dueAt: at('18:00') },
    })
  })

  it('warn ahead, breach once, and are met late', async () => {
    const request = await sla.request(await resolveOnly(hours(4)))
    await sla.moveTo(at('10:00'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', warned: 50 })
    await sla.moveTo(at('15:00'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'breached', breachedAt: at('12:00') })
    await sla.later(at('16:00'), request, intake.resolved)
    expect((await sla.clocks(request)).resolve).toMatchObject({
      state: 'met',
      metAt: at('16:00'),
      breachedAt: at('12:00'),
      elapsedMs: 8 * HOUR_MS,
    })
    expect(await sla.story(request)).toEqual(['clocks-started', 'clock-warned', 'clock-breached', 'clock-met'])
  })

  it('are in jeopardy from a warning by lead on, until they stand still', async () => {
    const warnings = [{ leadMinutes: 90, time: 'wall', audiences: ['manager'] }]
    const request = await sla.request(await resolveOnly({ ...hours(4), warnings }))
    const inJeopardy = async () => {
      await sla.listed()
      const { body } = await sla.admin.get(`/api/v1/clocks?requestId=${request}&state=in-jeopardy`)
      return (body as { items: readonly object[] }).items
    }
    await sla.moveTo(at('10:00'))
    expect(await inJeopardy()).toEqual([])
    await sla.moveTo(at('10:30'))
    await sla.clocks(request)
    expect(await inJeopardy()).toMatchObject([{ clock: 'resolve', state: 'running', told: ['wall-90'], dueAt: at('12:00') }])
    await sla.later(at('11:00'), request, intake.awaited(at('11:00')))
    await sla.clocks(request)
    expect(await inJeopardy()).toEqual([])
  })

  it('are met in time by taking up, and by the resolution', async () => {
    const request = await sla.request(contract)
    await sla.later(at('08:20'), request, intake.takenUp)
    await sla.later(at('09:00'), request, intake.resolved)
    expect(await sla.clocks(request)).toMatchObject({
      response: { state: 'met', metAt: at('08:20'), elapsedMs: HOUR_MS / 3, met: { by: 'taken-up', within: true } },
      restore: { state: 'met', met: { by: 'resolution' } },
      resolve: { state: 'met' },
      update: { state: 'cancelled' },
    })
  })

  it('begin a new round of updates with each of ours', async () => {
    const request = await sla.request(contract)
    await sla.later(at('10:00'), request, intake.message('to-client', at('10:00')))
    expect((await sla.clocks(request)).update).toMatchObject({ startedAt: at('10:00'), dueAt: at('16:00'), rounds: 2 })
  })

  it('pause while the client is awaited, with the party that caused it, and go on where they stopped', async () => {
    const request = await sla.request(await resolveOnly(hours(4)))
    await sla.later(at('09:00'), request, intake.awaited(at('09:00')))
    const paused = (await sla.clocks(request)).resolve
    expect(paused).toMatchObject({ state: 'paused', pauses: [{ reason: 'waiting-for-client', party: 'client' }] })
    expect(paused).not.toHaveProperty('dueAt')
    await sla.later(at('20:00'), request, intake.resumed)
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', dueAt: at('23:00') })
    expect(await sla.story(request)).toEqual(['clocks-started', 'clock-paused', 'clock-resumed'])
  })

  it('pause from the call on, however late it is typed', async () => {
    const request = await sla.request(await resolveOnly(hours(4)))
    await sla.moveTo(at('10:30'))
    await sla.tellLate(request, at('09:00'), intake.awaited(at('10:30')))
    await sla.later(at('11:00'), request, intake.resumed)
    expect((await sla.clocks(request)).resolve).toMatchObject({
      dueAt: at('14:00'),
      pauses: [{ from: at('09:00'), to: at('11:00') }],
    })
  })

  it('are met by the answer to a call that is typed in after it, though an earlier one had met them', async () => {
    const update = hours(2, { restartsOn: ['client-message'] })
    const request = await sla.request(await sla.contract(await sla.policy({ update, resolve: hours(10) })))
    await sla.later(at('08:10'), request, intake.message('to-client', at('08:10')))
    await sla.later(at('09:00'), request, intake.message('to-client', at('09:00')))
    await sla.moveTo(at('12:00'))
    await sla.tellLate(request, at('08:30'), intake.message('from-client', at('08:30')))
    expect((await sla.clocks(request)).update).toMatchObject({ state: 'met', startedAt: at('08:30'), metAt: at('09:00') })
    expect(await sla.story(request)).not.toContain('clock-breached')
  })

  it('stop for an agreed window and run on for parts that are missing', async () => {
    const [window, parts] = [await sla.request(contract), await sla.request(contract)]
    await sla.moveTo(at('08:30'))
    await sla.tell(window, intake.onHold({ reason: 'agreed-window', party: 'client' }))
    await sla.tell(parts, intake.onHold({ reason: 'parts', party: 'vendor' }))
    expect((await sla.clocks(window)).resolve).toMatchObject({
      state: 'paused',
      pauses: [{ reason: 'agreed-window', party: 'client' }],
    })
    expect((await sla.clocks(window)).response).toMatchObject({ state: 'running' })
    expect((await sla.clocks(parts)).resolve).toMatchObject({ state: 'running' })
  })

  it('credit a wait that ends in a hold, and a hold that ends by taking up', async () => {
    const request = await sla.request(await resolveOnly(hours(4)))
    await sla.later(at('09:00'), request, intake.awaited(at('09:00')))
    await sla.later(at('10:00'), request, intake.onHold())
    await sla.later(at('11:00'), request, intake.takenUp)
    expect((await sla.clocks(request)).resolve).toMatchObject({
      state: 'running',
      dueAt: at('14:00'),
      pauses: [
        { reason: 'waiting-for-client', from: at('09:00'), to: at('10:00') },
        { reason: 'agreed-window', from: at('10:00'), to: at('11:00') },
      ],
    })
  })

  it.each([
    ['cancelled', intake.cancelled],
    ['rejected', intake.rejected],
    ['merged', intake.merged('0190a6c2-0000-7000-8000-000000000001')],
  ])('end when the request is %s, and nothing is told of them any more', async (because, event) => {
    const request = await sla.request(await resolveOnly(hours(4)))
    await sla.later(at('09:00'), request, event)
    await sla.moveTo(at('20:00'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'cancelled', cancelled: { because, at: at('09:00') } })
    expect(await sla.story(request)).toEqual(['clocks-started', 'clocks-cancelled'])
  })

  it('go on after a merge is undone, in the state it was merged in', async () => {
    const [working, waiting, solved] = [await sla.request(contract), await sla.request(contract), await sla.request(contract)]
    await sla.moveTo(at('09:00'))
    for (const request of [working, waiting, solved]) await sla.tell(request, intake.merged(working))
    await sla.moveTo(at('11:00'))
    await sla.tell(working, intake.unmerged('in-progress', working))
    await sla.tell(waiting, intake.unmerged('waiting-for-client', working))
    await sla.tell(solved, intake.unmerged('resolved', working))
    expect((await sla.clocks(working)).resolve).toMatchObject({ state: 'running', dueAt: at('20:00') })
    expect((await sla.clocks(waiting)).resolve).toMatchObject({ state: 'paused' })
    expect((await sla.clocks(solved)).resolve).toMatchObject({ state: 'cancelled' })
  })

  it('are told in the list as their stream tells them, after a whole life', async () => {
    const request = await sla.request(contract)
    await sla.later(at('09:30'), request, intake.takenUp)
    await sla.later(at('10:00'), request, intake.awaited(at('10:00')))
    await sla.later(at('11:00'), request, intake.raised('P1'), intake.resumed)
    await sla.later(at('20:00'), request, intake.resolved)
    await sla.later(at('21:00'), request, intake.reopened)
    const listed = await sla.clocks(request)
    const { clocks } = await sla.state(request)
    expect(Object.keys(listed).sort()).toEqual(Object.keys(clocks).sort())
    for (const [name, clock] of Object.entries(clocks))
      expect(listed).toMatchObject({ [name]: JSON.parse(JSON.stringify(clock)) })
  })
})
