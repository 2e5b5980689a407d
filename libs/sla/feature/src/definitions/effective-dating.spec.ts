import * as intake from '../../test/requests.js'
import { SlaWorld } from '../../test/world.js'

describe('a revision that applies from an instant', () => {
  let sla: SlaWorld
  beforeAll(async () => {
    sla = await SlaWorld.open()
  })
  afterAll(() => sla.close())
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const hours = (count: number, calendarId: string) => ({ target: { minutes: count * 60 }, calendarId })
  const redefined = async (path: string, body: object) => {
    const answer = await sla.admin.put(`/api/v1/${path}`, body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
    return answer.headers['x-log-position']
  }

  it('of a policy is for requests received from then on, and leaves the past alone until somebody asks', async () => {
    await sla.begin('08:00')
    const always = await sla.calendar()
    const rows = (p3: number, p1: number) => [
      { clocks: { resolve: hours(p3, always) } },
      { priority: 'P1', clocks: { resolve: hours(p1, always) } },
    ]
    const policy = await sla.policy({ resolve: hours(8, always) }, [{ priority: 'P1', clocks: { resolve: hours(4, always) } }])
    const contract = await sla.contract(policy)
    await redefined(`sla-policies/${policy}`, { name: 'Standard', rows: rows(6, 2), appliesFrom: at('10:00') })
    await sla.moveTo(at('09:59'))
    const before = await sla.request(contract)
    expect((await sla.clocks(before)).resolve).toMatchObject({ policyRevision: 1, dueAt: at('17:59') })
    await sla.moveTo(at('10:00'))
    const after = await sla.request(contract)
    expect((await sla.clocks(after)).resolve).toMatchObject({ policyRevision: 2, dueAt: at('16:00') })
    // Other terms, of the promise under which the request was received.
    await sla.later(at('10:30'), before, intake.raised('P1'))
    expect((await sla.clocks(before)).resolve).toMatchObject({ policyRevision: 1, dueAt: at('13:59') })
    await sla.admin.post(`/api/v1/clocks/${before}/reckoning`, { because: 'policy-changed' })
    expect((await sla.clocks(before)).resolve).toMatchObject({ policyRevision: 2, dueAt: at('11:59') })
    // What was reckoned anew by command is not taken back by the next change.
    await sla.later(at('10:40'), before, intake.raised('P3'))
    expect((await sla.clocks(before)).resolve).toMatchObject({ policyRevision: 2, dueAt: at('15:59') })
  })

  it('of a policy is for requests whose account becomes known later, by when they were received', async () => {
    await sla.begin('08:00')
    const always = await sla.calendar()
    const policy = await sla.policy({ resolve: hours(8, always) })
    const contract = await sla.contract(policy)
    const request = await sla.request(undefined, { accountId: undefined })
    await sla.moveTo(at('09:00'))
    await redefined(`sla-policies/${policy}`, { name: 'Standard', rows: [{ clocks: { resolve: hours(1, always) } }] })
    await sla.tell(request, intake.accountSet('0190a6c2-0000-7000-8000-00000000ac01', contract))
    expect((await sla.clocks(request)).resolve).toMatchObject({ policyRevision: 1, dueAt: at('16:00') })
  })

  it('of a calendar is what clocks of later requests are reckoned with', async () => {
    await sla.begin('08:00')
    const calendarId = await sla.calendar()
    const contract = await sla.contract(await sla.policy({ resolve: hours(4, calendarId) }))
    const office = { name: 'Office', zone: 'Etc/UTC', hours: { monday: [{ from: '10:00', to: '20:00' }] } }
    await redefined(`calendars/${calendarId}`, { ...office, appliesFrom: at('09:00') })
    const before = await sla.request(contract)
    expect((await sla.clocks(before)).resolve).toMatchObject({ calendarRevision: 1, dueAt: at('12:00') })
    await sla.moveTo(at('09:00'))
    const after = await sla.request(contract)
    expect((await sla.clocks(after)).resolve).toMatchObject({ calendarRevision: 2, dueAt: at('14:00') })
    await sla.later(at('09:30'), before, intake.awaited(at('09:30')))
    await sla.later(at('10:30'), before, intake.resumed)
    expect((await sla.clocks(before)).resolve).toMatchObject({ calendarRevision: 1, dueAt: at('13:00') })
  })

  it('is listed with every other, the last defined first, and read by its number', async () => {
    await sla.begin('08:00')
    const id = await sla.calendar()
    const office = { name: 'Office', zone: 'Etc/UTC', hours: '24x7' }
    await redefined(`calendars/${id}`, { ...office, zone: 'Europe/Berlin', appliesFrom: at('00:00', 7) })
    const position = await redefined(`calendars/${id}`, { ...office, zone: 'Europe/Paris' })
    const list = async (query: string) =>
      (await sla.admin.get(`/api/v1/calendars/${id}/revisions?${query}`)).body as { items: object[]; next?: string }
    const all = await list(`after=${position}`)
    expect(all.items).toMatchObject([
      { revision: 3, inForce: true, appliesFrom: at('08:00'), rules: { zone: 'Europe/Paris' } },
      { revision: 2, inForce: false, appliesFrom: at('00:00', 7), rules: { zone: 'Europe/Berlin' } },
      { revision: 1, inForce: false, name: 'Always', definedAt: at('08:00') },
    ])
    const page = await list('limit=2')
    expect(page.items).toHaveLength(2)
    expect((await list(`limit=2&cursor=${page.next}`)).items).toMatchObject([{ revision: 1 }])
    expect((await sla.admin.get(`/api/v1/calendars/${id}/revisions/2`)).body).toMatchObject({ revision: 2, inForce: false })
    await sla.moveTo(at('00:00', 7))
    expect((await sla.admin.get(`/api/v1/calendars/${id}/revisions/2`)).body).toMatchObject({ revision: 2, inForce: true })
    for (const revision of ['4', '0', 'last'])
      expect(await sla.admin.get(`/api/v1/calendars/${id}/revisions/${revision}`)).toMatchObject({
        status: 404,
        body: { code: 'revision-unknown' },
      })
  })

  it('of a policy is listed and read likewise', async () => {
    await sla.begin('08:00')
    const always = await sla.calendar()
    const id = await sla.policy({ resolve: hours(8, always) })
    const rows = [{ clocks: { resolve: hours(6, always) } }]
    const position = await redefined(`sla-policies/${id}`, { name: 'Better', rows, appliesFrom: at('00:00', 1) })
    const list = await sla.admin.get(`/api/v1/sla-policies/${id}/revisions?after=${position}`)
    expect((list.body as { items: object[] }).items).toMatchObject([
      { revision: 2, name: 'Better', inForce: false, appliesFrom: at('00:00', 1) },
      { revision: 1, name: 'Standard', inForce: true },
    ])
    expect((await sla.admin.get(`/api/v1/sla-policies/${id}/revisions/1`)).body).toMatchObject({ name: 'Standard' })
    expect((await sla.admin.get(`/api/v1/sla-policies/${id}/revisions/3`)).status).toBe(404)
  })

  it.each([
    ['calendars', 'calendar'],
    ['sla-policies', 'policy'],
  ])('of %s is refused for an instant that is past or none, and for the first, with the field', async (path, word) => {
    await sla.begin('08:00')
    const calendarId = await sla.calendar()
    const id = word === 'calendar' ? calendarId : await sla.policy({ resolve: hours(8, calendarId) })
    const body = word === 'calendar' ? { zone: 'Europe/Berlin', hours: '24x7' } : { rows: [{ clocks: { resolve: 'none' } }] }
    const put = (appliesFrom: string) => sla.admin.put(`/api/v1/${path}/${id}`, { name: 'Other', ...body, appliesFrom })
    expect(await put(at('07:59'))).toMatchObject({
      status: 422,
      body: { code: `${word}-applies-from-past`, errors: [{ field: 'appliesFrom' }] },
    })
    expect(await put('tomorrow')).toMatchObject({
      status: 422,
      body: { code: 'invalid-instant', errors: [{ field: 'appliesFrom' }] },
    })
    expect(await sla.admin.post(`/api/v1/${path}`, { name: 'New', ...body, appliesFrom: at('09:00') })).toMatchObject({
      status: 422,
      body: { code: `${word}-applies-from-first`, errors: [{ field: 'appliesFrom' }] },
    })
    expect((await sla.admin.get(`/api/v1/${path}/${id}/revisions`)).body).toMatchObject({ items: [{ revision: 1 }] })
  })
})
