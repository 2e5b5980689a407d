import * as intake from '../../../test/requests.js'
import { ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../../test/world.js'

const HOUR_MS = 3_600_000

describe('the terms of clocks', () => {
  let sla: SlaWorld
  let always: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const hours = (count: number, over: object = {}) => ({ target: { minutes: count * 60 }, calendarId: always, ...over })
  const none = { response: 'none', update: 'none', restore: 'none', resolve: 'none' }

  beforeAll(async () => {
    sla = await SlaWorld.open()
    always = await sla.calendar()
  })
  afterAll(() => sla.close())
  beforeEach(() => sla.begin('09:00'))
  const byPriority = async (p3: number, p1: number) =>
    sla.contract(await sla.policy({ resolve: hours(p3) }, [{ priority: 'P1', clocks: { resolve: hours(p1) } }]))

  it('case 9: a pause before another target is credited under it', async () => {
    const request = await sla.request(await byPriority(4, 2))
    await sla.later(at('09:30'), request, intake.awaited(at('09:30')))
    await sla.later(at('10:00'), request, intake.resumed)
    await sla.later(at('10:10'), request, intake.raised('P1'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('11:30'), targetMs: 2 * HOUR_MS })
  })

  it('case 10: the target of a raised priority counts from the original start', async () => {
    const request = await sla.request(await byPriority(8, 4))
    await sla.later(at('10:00'), request, intake.awaited(at('10:00')))
    await sla.later(at('10:30'), request, intake.resumed)
    await sla.later(at('12:00'), request, intake.raised('P1'))
    expect((await sla.clocks(request)).resolve).toMatchObject({
      state: 'running',
      dueAt: at('13:30'),
      replaced: [{ targetMs: 8 * HOUR_MS, dueAt: at('17:30'), until: at('12:00') }],
    })
  })

  it('case 10: a deadline already past is one breach, without a burst of warnings', async () => {
    const request = await sla.request(await byPriority(8, 2))
    await sla.later(at('10:00'), request, intake.awaited(at('10:00')))
    await sla.later(at('10:30'), request, intake.resumed)
    await sla.later(at('12:00'), request, intake.raised('P1'))
    expect((await sla.clocks(request)).resolve).toMatchObject({
      state: 'breached',
      breach: { effectiveAt: at('11:30'), detectedAt: at('12:00') },
    })
    await sla.moveTo(at('18:00'))
    expect((await sla.story(request)).slice(3)).toEqual(['clock-retargeted', 'clock-breached'])
  })

  it('follow the kind and the class of the service', async () => {
    const [gold, standard] = [
      await sla.policy({ resolve: hours(4) }),
      await sla.policy({ resolve: hours(8) }, [{ kind: 'question', clocks: { resolve: hours(40) } }]),
    ]
    const contract = await sla.contract(standard, { policies: { gold } })
    const request = await sla.request(contract)
    expect((await sla.clocks(request)).resolve).toMatchObject({ policyId: standard, dueAt: at('17:00') })
    await sla.later(at('10:00'), request, intake.converted)
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('01:00', 2), scope: { kind: 'question' } })
    await sla.later(at('11:00'), request, intake.serviceSet(await sla.service('gold')))
    expect((await sla.clocks(request)).resolve).toMatchObject({ policyId: gold, dueAt: at('13:00') })
  })

  it('do not come from a service of another account', async () => {
    const gold = await sla.policy({ resolve: hours(1) })
    const contract = await sla.contract(await sla.policy({ resolve: hours(8) }), { policies: { gold } })
    const request = await sla.request(contract, { serviceInstanceId: await sla.service('gold', OTHER_ACCOUNT) })
    expect((await sla.clocks(request)).resolve).toMatchObject({ targetMs: 8 * HOUR_MS })
  })

  it('that changed while the request was solved hold when it is reopened', async () => {
    const request = await sla.request(await byPriority(8, 4))
    await sla.later(at('10:00'), request, intake.resolved)
    await sla.later(at('11:00'), request, intake.raised('P1'))
    await sla.later(at('12:00'), request, intake.reopened)
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', targetMs: 4 * HOUR_MS, dueAt: at('15:00') })
  })

  it.each([
    ['the kind', async () => intake.converted, 12],
    ['the contract', async () => intake.accountSet(ACCOUNT, await sla.contract(await sla.policy({ resolve: hours(6) }))), 6],
  ])('of which %s changed while the request was solved hold when it is reopened', async (_, change, target) => {
    const contract = await sla.contract(
      await sla.policy({ resolve: hours(8) }, [{ kind: 'question', clocks: { resolve: hours(12) } }]),
    )
    const request = await sla.request(contract)
    await sla.later(at('10:00'), request, intake.resolved)
    await sla.later(at('11:00'), request, await change())
    await sla.later(at('12:00'), request, intake.reopened)
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', targetMs: target * HOUR_MS })
  })

  it('that changed while the update was given hold from the client’s next message on, by another calendar too', async () => {
    const answers = { restartsOn: ['client-message'] }
    const own = { calendarId: await sla.calendar({ name: 'Own' }), ...answers }
    const policy = await sla.policy({ update: hours(4, answers), resolve: hours(8) }, [
      { priority: 'P1', clocks: { update: hours(1, own), resolve: hours(8) } },
    ])
    const request = await sla.request(await sla.contract(policy))
    await sla.later(at('09:10'), request, intake.message('to-client', at('09:10')))
    await sla.later(at('09:20'), request, intake.raised('P1'))
    expect((await sla.clocks(request)).update).toMatchObject({
      state: 'met',
      targetMs: 4 * HOUR_MS,
      nextRound: { targetMs: HOUR_MS, calendarId: own.calendarId },
    })
    await sla.later(at('09:30'), request, intake.message('from-client', at('09:30')))
    const update = { state: 'running', dueAt: at('10:30'), calendarId: own.calendarId, rounds: 2 }
    expect((await sla.clocks(request)).update).toMatchObject(update)
  })

  it('give a clock back that they took away, beside those that run on', async () => {
    const policy = await sla.policy({ update: hours(6), resolve: hours(8) }, [
      { priority: 'P1', clocks: { update: 'none', resolve: hours(4) } },
    ])
    const request = await sla.request(await sla.contract(policy))
    await sla.later(at('10:00'), request, intake.raised('P1'))
    expect(await sla.clocks(request)).toMatchObject({ update: { state: 'cancelled' }, resolve: { dueAt: at('13:00') } })
    await sla.later(at('11:00'), request, intake.raised('P3'))
    expect(await sla.clocks(request)).toMatchObject({
      update: { state: 'running', dueAt: at('15:00') },
      resolve: { state: 'running', dueAt: at('17:00') },
    })
  })

  it('go over to the account that the request has after all, and are told to it alone', async () => {
    const mine = await sla.contract(await sla.policy({ resolve: hours(8) }))
    const theirs = await sla.contract(await sla.policy({ resolve: hours(4) }), { accountId: OTHER_ACCOUNT })
    const request = await sla.request(mine)
    await sla.later(at('10:00'), request, intake.accountSet(OTHER_ACCOUNT, theirs))
    expect((await sla.clocks(request)).resolve).toMatchObject({ accountId: OTHER_ACCOUNT, dueAt: at('13:00') })
    await sla.moveTo(at('14:00'))
    await sla.settled(request)
    const events = await sla.world.service.background.engines.log.readStream(`sla-${request}`)
    expect(events.at(-1)).toMatchObject({ type: 'sla.clock-breached.v1', metadata: { accountId: OTHER_ACCOUNT } })
    const client = await sla.world.as('client', { accountIds: [ACCOUNT] })
    expect(await sla.clocks(request, client)).toEqual({})
  })

  it('that are promised no longer end, and count from the receipt when they are promised again', async () => {
    const contract = await sla.contract(await sla.policy({ resolve: hours(8) }))
    const request = await sla.request(contract)
    await sla.later(at('10:00'), request, intake.accountSet('0190a6c2-0000-7000-8000-00000000ac04'))
    expect((await sla.clocks(request)).resolve).toMatchObject({
      state: 'cancelled',
      cancelled: { because: 'no-longer-promised' },
    })
    await sla.later(at('11:00'), request, intake.accountSet(ACCOUNT, contract))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'running', accountId: ACCOUNT, dueAt: at('17:00') })
  })

  it('follow an amended contract, for requests that are open', async () => {
    const account = '0190a6c2-0000-7000-8000-00000000ac05'
    const contract = await sla.contract(await sla.policy({ resolve: hours(8) }), { accountId: account })
    const [open, solved] = [
      await sla.request(contract, { accountId: account }),
      await sla.request(contract, { accountId: account }),
    ]
    await sla.later(at('10:00'), solved, intake.resolved)
    await sla.settled(open)
    await sla.amend(contract, { defaultPolicyId: await sla.policy({ resolve: hours(4) }) })
    await sla.heard(`contract-${contract}`)
    expect((await sla.clocks(open)).resolve).toMatchObject({ dueAt: at('13:00') })
    expect((await sla.clocks(solved)).resolve).toMatchObject({ state: 'met', targetMs: 8 * HOUR_MS })
  })

  it('that come back after the solution tell how it was under them', async () => {
    const contract = await sla.contract(await sla.policy({ response: hours(1), resolve: hours(2) }))
    const request = await sla.request(contract)
    await sla.later(at('09:30'), request, intake.takenUp)
    await sla.later(at('10:00'), request, intake.accountSet('0190a6c2-0000-7000-8000-00000000ac04'))
    await sla.later(at('12:00'), request, intake.resolved)
    await sla.later(at('13:00'), request, intake.accountSet(ACCOUNT, contract))
    expect(await sla.clocks(request)).toMatchObject({
      response: { state: 'met', metAt: at('09:30') },
      resolve: { state: 'met', metAt: at('12:00'), breach: { effectiveAt: at('11:00'), detectedAt: at('13:00') } },
    })
    expect((await sla.story(request)).filter((type) => type === 'clock-met')).toHaveLength(2)
    await sla.later(at('14:00'), request, intake.reopened)
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'breached' })
  })

  it('stay as they were when an amendment of the contract is about something else', async () => {
    const account = '0190a6c2-0000-7000-8000-00000000ac08'
    const policy = await sla.policy({ resolve: hours(8) })
    const contract = await sla.contract(policy, { accountId: account })
    const request = await sla.request(contract, { accountId: account })
    await sla.settled(request)
    const sooner = { name: 'Standard', rows: [{ clocks: { resolve: hours(1) } }] }
    expect((await sla.admin.put(`/api/v1/sla-policies/${policy}`, sooner)).status).toBe(200)
    await sla.amend(contract, { closeAfterDays: 7 })
    await sla.heard(`contract-${contract}`)
    expect(await sla.story(request)).toEqual(['clocks-started'])
  })

  it('stay as they were when a policy or a calendar is defined anew, until somebody asks', async () => {
    const calendarId = await sla.calendar({ name: 'Office' })
    const rows = (minutes: number) => [{ clocks: { resolve: { target: { minutes }, calendarId } } }]
    const policy = await sla.policy({ resolve: { target: { minutes: 240 }, calendarId } })
    const request = await sla.request(await sla.contract(policy))
    await sla.settled(request)
    await sla.admin.put(`/api/v1/sla-policies/${policy}`, { name: 'Standard', rows: rows(480) })
    const office = { monday: [{ from: '09:00', to: '12:00' }], tuesday: [{ from: '09:00', to: '18:00' }] }
    await sla.admin.put(`/api/v1/calendars/${calendarId}`, { name: 'Office', zone: 'Etc/UTC', hours: office })
    await sla.later(at('10:00'), request, intake.message('internal', at('10:00')))
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('13:00'), policyRevision: 1, calendarRevision: 1 })
    const ask = (because: string) => sla.admin.post(`/api/v1/clocks/${request}/reckoning`, { because })
    expect((await ask('policy-changed')).status).toBe(200)
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('17:00'), policyRevision: 2, calendarRevision: 1 })
    expect((await ask('calendar-changed')).status).toBe(200)
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('14:00', 1), calendarRevision: 2 })
  })

  it('case 27: priority or class set after creation re-targets the clocks', async () => {
    const gold = await sla.policy({ resolve: hours(2) })
    const request = await sla.request(
      await sla.contract(await sla.policy({ resolve: hours(8) }, [{ priority: 'P2', clocks: { resolve: hours(6) } }]), {
        policies: { gold },
      }),
    )
    await sla.later(at('09:10'), request, intake.raised('P2'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('15:00') })
    await sla.later(at('09:20'), request, intake.serviceSet(await sla.service('gold')))
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: at('11:00') })
  })

  it('case 26: the timers of a policy that is withdrawn stop', async () => {
    const account = '0190a6c2-0000-7000-8000-00000000ac06'
    const contract = await sla.contract(await sla.policy({ resolve: hours(4) }), { accountId: account })
    const request = await sla.request(contract, { accountId: account })
    await sla.settled(request)
    await sla.amend(contract, { defaultPolicyId: await sla.policy(none) })
    await sla.heard(`contract-${contract}`)
    await sla.moveTo(at('20:00'))
    expect((await sla.clocks(request)).resolve).toMatchObject({ state: 'cancelled' })
    expect((await sla.story(request)).at(-1)).toBe('clocks-cancelled')
  })
})
