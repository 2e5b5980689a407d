import { eventually } from '@spoc/platform-testing'
import * as intake from '../../test/requests.js'
import { ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../test/world.js'
import type { WhatIf, WhatIfRequest } from './what-if-document.js'

/** Whatever can happen to a request, lived through again under the terms it had, must come out as it did. */
describe('what if the same terms had been promised', () => {
  let sla: SlaWorld
  let calendarId: string
  let contract: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  beforeAll(async () => {
    sla = await SlaWorld.open()
    await sla.begin('08:00')
    const open = [{ from: '08:00', to: '18:00' }]
    calendarId = await sla.calendar({ name: 'Office', zone: 'Etc/UTC', hours: { monday: open, tuesday: open, wednesday: open } })
    const clock = (minutes: number, over: object = {}) => ({ target: { minutes }, calendarId, ...over })
    const gold = await sla.policy({ response: clock(30), resolve: clock(60) }, [], { name: 'Gold' })
    const standard = await sla.policy(
      {
        response: clock(60, { pausesOn: ['agreed-window'] }),
        update: clock(60, { restartsOn: ['provider-update', 'client-message'] }),
        resolve: clock(240),
      },
      [{ priority: 'P1', clocks: { resolve: clock(90), restore: clock(45) } }],
    )
    contract = await sla.contract(standard, { policies: { gold } })
  })
  afterAll(() => sla.close())

  it('every clock comes out as it did, whatever happened', async () => {
    const requests: string[] = []
    const wide = await sla.policy({ resolve: { target: { minutes: 600 }, calendarId } }, [], { name: 'Wide' })
    const begun = async (over: object = {}, under: string | undefined = contract) => {
      const request = await sla.request(under, over)
      requests.push(request)
      return request
    }
    const [plain, paused, idle, raised, classed, converted] = [
      await begun(),
      await begun(),
      await begun(),
      await begun(),
      await begun(),
      await begun(),
    ]
    const [cancelled, merged, untold, known] = [
      await begun(),
      await begun(),
      await begun(),
      await begun({ accountId: undefined }, undefined),
    ]
    const strict = await sla.policy({ resolve: { target: { minutes: 180 }, calendarId } }, [], { name: 'Strict' })
    const other = await sla.contract(wide, { accountId: OTHER_ACCOUNT })
    const amended = await begun({ accountId: OTHER_ACCOUNT }, other)
    await sla.later(at('08:20'), plain, intake.takenUp)
    await sla.tell(untold, intake.message('to-client', at('08:20')))
    await sla.tell(converted, intake.converted)
    await sla.tell(merged, intake.merged(plain))
    await sla.later(at('08:40'), paused, intake.onHold())
    await sla.tell(raised, intake.takenUp, intake.raised('P1'))
    await sla.tell(classed, intake.serviceSet(await sla.service('gold')))
    await sla.later(at('09:10'), cancelled, intake.cancelled)
    await sla.tell(merged, intake.unmerged('in-progress', plain))
    await sla.tell(untold, intake.message('from-client', at('09:10')))
    await sla.later(at('09:30'), idle, intake.takenUp)
    await sla.tell(idle, intake.awaited(at('09:30')))
    await sla.later(at('10:10'), idle, intake.resumed)
    await sla.tell(idle, intake.resolved)
    await sla.tell(paused, intake.resumed)
    await sla.tell(known, intake.accountSet(ACCOUNT, contract))
    await sla.later(at('11:00'), plain, intake.message('to-client', at('11:00')))
    await sla.tell(raised, intake.resolved)
    await sla.tell(idle, intake.reopened)
    await sla.later(at('11:30'), amended, intake.takenUp)
    await sla.moveTo(at('12:00'))
    await sla.amend(other, { defaultPolicyId: strict })
    await sla.heard(`contract-${other}`)
    await sla.later(at('13:30'), plain, intake.resolved)
    await sla.tellLate(classed, at('08:25'), intake.takenUp)
    await sla.later(at('09:00', 1), idle, intake.resolved)
    await sla.tell(paused, intake.resolved)
    await sla.tell(known, intake.takenUp)
    await sla.tell(amended, intake.resolved)
    await begun()
    for (const request of requests) await sla.clocks(request)

    const body = { from: at('08:00'), to: at('00:00', 2), calendars: [{ calendarId, revision: 1 }] }
    const { id } = (await sla.admin.post('/api/v1/what-ifs', body)).body as { id: string }
    const answer = await eventually(
      'the question is answered',
      async () => (await sla.admin.get(`/api/v1/what-ifs/${id}`)).body as WhatIf,
      ({ status }) => status !== 'running',
    )
    expect(answer.status).toBe('done')
    const { items } = (await sla.admin.get(`/api/v1/what-ifs/${id}/requests?limit=200`)).body as {
      items: readonly WhatIfRequest[]
    }
    expect(items.map(({ requestId }) => requestId).sort()).toEqual([...requests].sort())
    for (const { clocks, requestId } of items)
      for (const { clock, was, wouldBe } of clocks) expect({ requestId, clock, ...wouldBe }).toEqual({ requestId, clock, ...was })
    const told = items.flatMap(({ clocks }) => clocks.map(({ was }) => was.outcome))
    expect(new Set(told)).toEqual(new Set(['met', 'breached', 'open', 'cancelled']))
  })
})
