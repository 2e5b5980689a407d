import { directoryContract } from '@spoc/directory-contracts'
import { intakeContract } from '@spoc/intake-contracts'
import { Background } from '@spoc/platform-runtime'
import { slaContract } from '@spoc/sla-contracts'
import * as intake from '../test/requests.js'
import { SlaWorld } from '../test/world.js'
import { keepClocks } from './automation/when-request-changes-then-keep-its-clocks/reaction.js'
import { slaContext } from './index.js'

const REQUESTS = 24

describe('several processes that watch the same clocks', () => {
  let sla: SlaWorld
  let second: Background
  let troubles: unknown[]

  beforeEach(async () => {
    sla = await SlaWorld.open()
    await sla.moveTo(sla.at('08:00'))
    troubles = []
    const contracts = [slaContract, intakeContract, directoryContract]
    // Each believes that it holds every lease: worse than any two monitors can be.
    const automation = { ...slaContext.automation, projectors: [] }
    second = new Background(sla.world.service.background.engines, [automation], contracts, (_, error) => troubles.push(error))
    second.automate('sla', { reactions: [keepClocks(second)] })
    await second.start()
  })
  afterEach(async () => {
    await second.stop()
    await sla.close()
  })

  it('tell each breach once, and each effect of a request once', async () => {
    const calendarId = await sla.calendar()
    const contract = await sla.contract(await sla.policy({ resolve: { target: { minutes: 240 }, calendarId } }))
    const requests = await Promise.all(Array.from({ length: REQUESTS }, () => sla.request(contract)))
    for (const request of requests) await sla.settled(request)
    await sla.later(sla.at('12:00'), requests[0]!, intake.message('from-client', sla.at('12:00')))
    for (const request of requests) {
      expect(await sla.story(request)).toEqual(['clocks-started', 'clock-breached'])
    }
    await sla.moveTo(sla.at('13:00'))
    await Promise.all(requests.map((request) => sla.tell(request, intake.resolved)))
    for (const request of requests) {
      await second.running[0]?.reactions.catchUp(`request-${request}`)
      expect(await sla.story(request)).toEqual(['clocks-started', 'clock-breached', 'clock-met'])
    }
    expect(troubles).toEqual([])
  })
})

describe('a process that dies', () => {
  it('finds its clocks again, and what fell due meanwhile is told once', async () => {
    const sla = await SlaWorld.open()
    await sla.moveTo(sla.at('08:00'))
    const calendarId = await sla.calendar()
    const request = await sla.request(await sla.contract(await sla.policy({ resolve: { target: { minutes: 240 }, calendarId } })))
    await sla.settled(request)
    await sla.world.reopen()
    await sla.moveTo(sla.at('12:00'))
    expect(await sla.story(request)).toEqual(['clocks-started', 'clock-breached'])
    await sla.close()
  })
})
