import * as intake from '../../test/requests.js'
import { SlaWorld } from '../../test/world.js'

const HOUR_MS = 3_600_000

describe('cases that other systems got wrong', () => {
  let sla: SlaWorld
  let always: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const hours = (count: number, over: object = {}) => ({ target: { minutes: count * 60 }, calendarId: always, ...over })
  const under = async (clocks: object, over: object = {}) => sla.request(await sla.contract(await sla.policy(clocks, [], over)))

  beforeAll(async () => {
    sla = await SlaWorld.open()
    always = await sla.calendar()
  })
  afterAll(() => sla.close())
  beforeEach(() => sla.begin('09:00'))

  it('case 14: solved, reopened and solved again: the time between is neither counted nor the client’s', async () => {
    const request = await under({ resolve: hours(8) })
    await sla.later(at('11:00'), request, intake.resolved)
    await sla.later(at('15:00'), request, intake.reopened)
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', dueAt: at('21:00') })
    await sla.later(at('17:00'), request, intake.resolved)
    const { resolve } = await sla.clocks(request)
    expect(resolve).toMatchObject({ state: 'met', elapsedMs: 4 * HOUR_MS })
    expect(resolve?.pauses.filter(({ party }) => party === 'client')).toEqual([])
    expect(resolve?.pauses).toEqual([{ from: at('11:00'), to: at('15:00'), reason: 'resolved' }])
  })

  it.each([
    ['counted', '17:00', 8],
    ['restarted', '23:00', 2],
  ])('case 14: by another policy the time between is %s', async (idleWhileResolved, due, elapsed) => {
    const request = await under({ resolve: hours(8) }, { idleWhileResolved })
    await sla.later(at('11:00'), request, intake.resolved)
    await sla.later(at('15:00'), request, intake.reopened)
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at(due) })
    await sla.later(at('17:00'), request, intake.resolved)
    expect((await sla.clocks(request)).resolve).toMatchObject({ elapsedMs: elapsed * HOUR_MS })
  })

  it('case 15: the update clock does not shorten the response', async () => {
    const request = await under({ response: hours(8), update: hours(2) })
    await sla.moveTo(at('12:00'))
    expect(await sla.clocks(request)).toMatchObject({
      response: { state: 'running', dueAt: at('17:00') },
      update: { state: 'breached', breachedAt: at('11:00') },
    })
  })

  it('case 16: once the client is answered, no clock waits for an answer', async () => {
    const request = await under({ update: hours(2, { restartsOn: ['client-message'] }) })
    await sla.later(at('10:00'), request, intake.message('from-client', at('10:00')))
    expect((await sla.clocks(request)).update).toMatchObject({ state: 'running', dueAt: at('12:00') })
    await sla.later(at('11:00'), request, intake.message('to-client', at('11:00')))
    await sla.moveTo(at('23:00'))
    expect((await sla.clocks(request)).update).toMatchObject({ state: 'met', metAt: at('11:00') })
    expect(await sla.story(request)).not.toContain('clock-breached')
  })

  it('case 17: a client’s portal note restarts the update clock as mail does', async () => {
    const answers = { update: hours(4, { restartsOn: ['client-message'] }) }
    const [byPortal, byMail] = [await under(answers), await under(answers)]
    await sla.moveTo(at('10:00'))
    await sla.tell(byPortal, intake.message('from-client', at('10:00')))
    const mail = { messageId: '<a@client.example>', references: [] }
    const match = { by: 'references' as const, reason: 'answers our mail' }
    await sla.tell(byMail, intake.message('from-client', at('10:00'), { mail, match }))
    for (const request of [byPortal, byMail])
      expect((await sla.clocks(request)).update).toMatchObject({ startedAt: at('10:00'), dueAt: at('14:00') })
  })

  it('case 17: a public note is a response, an internal one never, nor what the platform writes by itself', async () => {
    const request = await under({ response: hours(4) })
    await sla.later(at('09:10'), request, intake.message('internal', at('09:10')))
    const author = { kind: 'system' as const, id: 'acknowledgement' }
    await sla.tell(request, intake.message('to-client', at('09:10'), { author }))
    expect((await sla.clocks(request)).response).toMatchObject({ state: 'running' })
    await sla.later(at('09:30'), request, intake.message('to-client', at('09:30')))
    expect((await sla.clocks(request)).response).toMatchObject({ state: 'met', metAt: at('09:30') })
  })

  it('case 17: by its policy, taking up alone may be no response', async () => {
    const request = await under({ response: hours(4, { metBy: ['public-message'] }) })
    await sla.later(at('09:10'), request, intake.takenUp)
    expect((await sla.clocks(request)).response).toMatchObject({ state: 'running' })
  })

  it('case 18: solved with the client’s message last, the next response is owed no more', async () => {
    const request = await under({ update: hours(2, { restartsOn: ['client-message'] }), resolve: hours(8) })
    await sla.later(at('10:00'), request, intake.message('from-client', at('10:00')))
    await sla.later(at('10:30'), request, intake.resolved)
    await sla.moveTo(at('23:00'))
    expect((await sla.clocks(request)).update).toMatchObject({ state: 'cancelled', cancelled: { because: 'resolved' } })
    expect(await sla.story(request)).not.toContain('clock-breached')
  })

  it('case 19: the first response and the first solution are kept when there is a second', async () => {
    const request = await under({ response: hours(4), resolve: hours(8) })
    await sla.later(at('09:30'), request, intake.takenUp)
    await sla.later(at('11:00'), request, intake.resolved)
    await sla.later(at('12:00'), request, intake.reopened)
    await sla.later(at('12:10'), request, intake.message('to-client', at('12:10')))
    await sla.later(at('13:00'), request, intake.resolved)
    expect(await sla.clocks(request)).toMatchObject({
      response: { metAt: at('09:30'), firstMet: { at: at('09:30'), by: 'taken-up' } },
      resolve: { metAt: at('13:00'), firstMet: { at: at('11:00') } },
    })
  })

  it('case 20: taken up outside of hours: met, no business time used, at the time it was', async () => {
    await sla.moveTo(at('20:00'))
    const open = [{ from: '08:00', to: '18:00' }]
    const calendarId = await sla.calendar({ name: 'Office', hours: { monday: open, tuesday: open } })
    const request = await under({ response: { target: { minutes: 60 }, calendarId } })
    await sla.later(at('21:00'), request, intake.takenUp)
    expect((await sla.clocks(request)).response).toMatchObject({
      state: 'met',
      metAt: at('21:00'),
      elapsedMs: 0,
      met: { within: true },
    })
  })

  it('case 26: the timers and warnings of a merged request stop', async () => {
    const request = await under({ response: hours(1), update: hours(2), resolve: hours(8) })
    await sla.later(at('09:10'), request, intake.merged('0190a6c2-0000-7000-8000-000000000001'))
    await sla.moveTo(at('23:00'))
    expect(await sla.story(request)).toEqual(['clocks-started', 'clocks-cancelled'])
  })
})
