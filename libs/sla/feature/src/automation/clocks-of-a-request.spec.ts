import { at, ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../test/world.js'
import * as on from '../../test/requests.js'

describe('the clocks of a request', () => {
  let sla: SlaWorld
  let always: string
  beforeAll(async () => {
    sla = await SlaWorld.open()
    always = await sla.calendar()
  })
  afterAll(() => sla.close())
  const hours = (count: number, over: object = {}) => ({ target: { minutes: count * 60 }, calendarId: always, ...over })

  it('start at the receipt, warn ahead, breach once, and end with the resolution', async () => {
    const request = await sla.request(await sla.contract(await sla.policy({ resolve: hours(4) })))
    const started = await sla.clocks(request)
    expect(started.resolve).toMatchObject({ state: 'running', startedAt: at('08:00'), dueAt: at('12:00'), warned: 0 })
    await sla.moveTo(at('11:00'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', warned: 75 })
    await sla.moveTo(at('15:00'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'breached', breachedAt: at('12:00') })
    await sla.later(at('16:00'), request, on.resolved)
    expect((await sla.clocks(request)).resolve).toMatchObject({
      state: 'met',
      metAt: at('16:00'),
      breachedAt: at('12:00'),
      elapsedMs: 8 * 3_600_000,
    })
    expect(await sla.story(request)).toEqual(['clocks-started', 'clock-warned', 'clock-breached', 'clock-met'])
  })
})
