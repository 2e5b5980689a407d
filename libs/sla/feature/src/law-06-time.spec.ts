import { eventually } from '@spoc/platform-testing'
import * as intake from '../test/requests.js'
import { SlaWorld } from '../test/world.js'

describe('law 6: a fact that took effect before a deadline beats it, however late it arrives', () => {
  let sla: SlaWorld
  let request: string
  const at = (time: string) => sla.at(time)
  const lastMoment = () => at('11:59').replace(':00.000Z', ':59.000Z')

  beforeEach(async () => {
    // No relay publishes what intake records: only the log knows of it, and the scheduler that asks the log.
    sla = await SlaWorld.open({ relayed: false })
    await sla.moveTo(at('08:00'))
    const calendarId = await sla.calendar()
    const policy = await sla.policy({ resolve: { target: { minutes: 240 }, calendarId } }, [], { warnings: [] })
    request = await sla.request(await sla.contract(policy))
    await sla.settled(request)
  })
  afterEach(() => sla.close())
  const recorded = async () =>
    (await sla.world.service.background.engines.log.readStream(`sla-${request}`)).map(({ type }) => type)
  const eventuallyRecorded = (type: string) => eventually(type, recorded, (types) => types.includes(type))

  it('a pause of 11:59:59 that the bus has not brought by 12:00 leaves nothing to breach', async () => {
    await sla.later(lastMoment(), request, intake.awaited(lastMoment()))
    expect(await recorded()).toEqual(['sla.clocks-started.v1'])
    await sla.moveTo(at('12:00'))
    await eventuallyRecorded('sla.clock-paused.v1')
    await sla.moveTo(at('20:00'))
    await eventually(
      'no alarm is left',
      () => sla.nextAlarm(),
      (next) => next === undefined,
    )
    expect(await recorded()).not.toContain('sla.clock-breached.v1')
    expect((await sla.state(request)).clocks.resolve).toMatchObject({ is: 'paused', pauses: [{ from: lastMoment() }] })
  })

  it('a pause of 11:59:59 that is recorded after 12:00 withdraws the breach, with an event of its own', async () => {
    await sla.moveTo(at('12:05'))
    await eventuallyRecorded('sla.clock-breached.v1')
    await sla.tellLate(request, lastMoment(), intake.awaited(at('12:05')))
    await sla.heard(`request-${request}`)
    expect(await recorded()).toEqual([
      'sla.clocks-started.v1',
      'sla.clock-breached.v1',
      'sla.clock-paused.v1',
      'sla.breach-withdrawn.v1',
    ])
    expect((await sla.state(request)).clocks.resolve).toMatchObject({
      is: 'paused',
      breach: undefined,
      withdrawn: [{ effectiveAt: at('12:00'), detectedAt: at('12:05') }],
    })
  })

  it('a solution of 11:59:59 that is recorded after 12:00 withdraws it too', async () => {
    await sla.moveTo(at('12:05'))
    await eventuallyRecorded('sla.clock-breached.v1')
    await sla.tellLate(request, lastMoment(), intake.resolved)
    await sla.heard(`request-${request}`)
    expect((await sla.state(request)).clocks.resolve).toMatchObject({ is: 'met', met: { within: true }, breach: undefined })
  })

  it('a pause of 12:00:01 comes too late', async () => {
    await sla.moveTo(at('12:05'))
    await eventuallyRecorded('sla.clock-breached.v1')
    await sla.tellLate(request, at('12:00').replace(':00.000Z', ':01.000Z'), intake.awaited(at('12:05')))
    await sla.heard(`request-${request}`)
    expect(await recorded()).not.toContain('sla.breach-withdrawn.v1')
  })

  it('a breach that was withdrawn can come true later, once', async () => {
    await sla.moveTo(at('12:05'))
    await eventuallyRecorded('sla.clock-breached.v1')
    await sla.tellLate(request, lastMoment(), intake.awaited(at('12:05')))
    await sla.later(at('13:00'), request, intake.resumed)
    await sla.heard(`request-${request}`)
    await sla.moveTo(at('13:01'))
    await sla.settled(request)
    expect((await recorded()).filter((type) => type === 'sla.clock-breached.v1')).toHaveLength(2)
    expect((await sla.state(request)).clocks.resolve?.breach).toMatchObject({
      effectiveAt: at('13:00').replace(':00.000Z', ':01.000Z'),
    })
  })
})
