import * as intake from '../../../test/requests.js'
import { ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../../test/world.js'

const HOUR_MS = 3_600_000

describe('the start of clocks', () => {
  let sla: SlaWorld
  let always: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const hours = (count: number, over: object = {}) => ({ target: { minutes: count * 60 }, calendarId: always, ...over })

  beforeAll(async () => {
    sla = await SlaWorld.open()
    always = await sla.calendar()
  })
  afterAll(() => sla.close())
  beforeEach(() => sla.begin('09:00'))

  it('waits for the account, and counts from the receipt all the same', async () => {
    const contract = await sla.contract(await sla.policy({ response: hours(1), update: hours(6), resolve: hours(8) }))
    const request = await sla.request(undefined, { accountId: undefined })
    await sla.later(at('09:30'), request, intake.takenUp)
    await sla.later(at('10:00'), request, intake.awaited(at('10:00')))
    await sla.later(at('11:00'), request, intake.resumed)
    await sla.later(at('12:00'), request, intake.message('to-client', at('12:00')))
    expect(await sla.clocks(request)).toEqual({})
    await sla.later(at('13:00'), request, intake.accountSet(ACCOUNT, contract))
    expect(await sla.clocks(request)).toMatchObject({
      response: { state: 'met', startedAt: at('09:00'), metAt: at('09:30'), met: { within: true } },
      update: { state: 'running', dueAt: at('18:00'), rounds: 2 },
      resolve: { state: 'running', startedAt: at('09:00'), dueAt: at('18:00'), accountId: ACCOUNT },
    })
    expect(await sla.story(request)).not.toContain('clock-breached')
  })

  it('tells what was missed before the account was known as one breach, effective then and detected now', async () => {
    const contract = await sla.contract(await sla.policy({ response: hours(1), resolve: hours(8) }))
    const request = await sla.request(undefined, { accountId: undefined })
    await sla.later(at('11:00'), request, intake.takenUp)
    await sla.later(at('12:00'), request, intake.accountSet(ACCOUNT, contract))
    expect((await sla.clocks(request)).response).toMatchObject({
      state: 'met',
      met: { within: false },
      breach: { effectiveAt: at('10:00'), detectedAt: at('12:00') },
    })
    expect(await sla.story(request)).toEqual(['clocks-started', 'clock-breached', 'clock-met'])
  })

  it('owes no update that was given in time before the account was known', async () => {
    const contract = await sla.contract(await sla.policy({ update: hours(2) }))
    const request = await sla.request(undefined, { accountId: undefined })
    for (const time of ['10:30', '12:00']) await sla.later(at(time), request, intake.message('to-client', at(time)))
    await sla.later(at('13:00'), request, intake.accountSet(ACCOUNT, contract))
    expect((await sla.clocks(request)).update).toMatchObject({
      state: 'running',
      dueAt: at('14:00'),
      rounds: 3,
      roundsBreached: 0,
    })
    expect(await sla.story(request)).not.toContain('clock-breached')
  })

  it('comes from the contract in force at the receipt where the request names none', async () => {
    const [before, during] = [await sla.policy({ resolve: hours(5) }), await sla.policy({ resolve: hours(7) })]
    await sla.contract(before, { accountId: OTHER_ACCOUNT, to: at('08:00') })
    await sla.contract(during, { accountId: OTHER_ACCOUNT, from: at('08:00'), to: at('23:00') })
    await sla.contract(before, { accountId: OTHER_ACCOUNT, from: at('23:00'), to: at('23:30') })
    const request = await sla.request(undefined, { accountId: OTHER_ACCOUNT })
    expect((await sla.clocks(request)).resolve).toMatchObject({ policyId: during, targetMs: 7 * HOUR_MS })
  })

  it('does not come from a contract of another account', async () => {
    const theirs = await sla.contract(await sla.policy({ resolve: hours(1) }))
    const account = '0190a6c2-0000-7000-8000-00000000ac07'
    await sla.contract(await sla.policy({ resolve: hours(7) }), { accountId: account })
    const request = await sla.request(theirs, { accountId: account })
    expect((await sla.clocks(request)).resolve).toMatchObject({ targetMs: 7 * HOUR_MS })
  })

  it('promises nothing without a contract, until somebody asks for a reckoning under one', async () => {
    const account = '0190a6c2-0000-7000-8000-00000000ac03'
    const request = await sla.request(undefined, { accountId: account })
    expect(await sla.clocks(request)).toEqual({})
    const refused = await sla.admin.post(`/api/v1/clocks/${request}/reckoning`, { because: 'contract-changed' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'promise-missing' } })
    await sla.contract(await sla.policy({ resolve: hours(4) }), { accountId: account })
    await sla.listed()
    expect((await sla.admin.post(`/api/v1/clocks/${request}/reckoning`, { because: 'contract-changed' })).status).toBe(200)
    expect((await sla.clocks(request)).resolve).toMatchObject({ startedAt: at('09:00'), dueAt: at('13:00') })
  })
})

describe('clocks that start late', () => {
  it('live through what had happened by then, and hear the rest after it, once', async () => {
    const sla = await SlaWorld.open({ relayed: false })
    await sla.moveTo(sla.at('09:00'))
    const calendarId = await sla.calendar()
    const contract = await sla.contract(await sla.policy({ update: { target: { minutes: 240 }, calendarId } }))
    const request = await sla.request(undefined, { accountId: undefined })
    await sla.later(sla.at('10:00'), request, intake.message('to-client', sla.at('10:00')))
    await sla.later(sla.at('11:00'), request, intake.accountSet(ACCOUNT, contract))
    await sla.later(sla.at('12:00'), request, intake.message('to-client', sla.at('12:00')))
    expect((await sla.clocks(request)).update).toMatchObject({ startedAt: sla.at('12:00'), rounds: 3 })
    await sla.close()
  })

  it('are the new account’s alone, though they start with what the old one was promised', async () => {
    const sla = await SlaWorld.open({ relayed: false })
    await sla.moveTo(sla.at('09:00'))
    const calendarId = await sla.calendar()
    const policy = await sla.policy({ resolve: { target: { minutes: 240 }, calendarId } })
    const [mine, theirs] = [await sla.contract(policy), await sla.contract(policy, { accountId: OTHER_ACCOUNT })]
    const request = await sla.request(mine)
    await sla.tell(request, intake.accountSet(OTHER_ACCOUNT, theirs))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', accountId: OTHER_ACCOUNT })
    expect(await sla.story(request)).toEqual(['clocks-started', 'clock-retargeted'])
    await sla.close()
  })
})
