import type { CallerOf } from '@spoc/platform-testing/world'
import { SlaWorld } from '../../test/world.js'

const office = { monday: [{ from: '09:00', to: '17:00' }] }
const berlin = { name: 'Berlin office', zone: 'Europe/Berlin', hours: office }

interface Calendar {
  readonly id: string
  readonly revision: number
  readonly rules: { readonly holidays: readonly { readonly date: string; readonly name: string }[] }
}

describe('calendars', () => {
  let sla: SlaWorld
  let admin: CallerOf
  beforeAll(async () => {
    sla = await SlaWorld.open()
    admin = sla.admin
  })
  afterAll(() => sla.close())
  const defined = async (body: object) => {
    const answer = await admin.post('/api/v1/calendars', body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
    return { ...(answer.body as { id: string; revision: number; notes: unknown[] }), after: answer.headers['x-log-position'] }
  }
  const read = async (id: string, after: string | undefined) =>
    (await admin.get(`/api/v1/calendars/${id}?after=${after}`)).body as Calendar

  it('are one calendar for one key, however often they are defined', async () => {
    const first = await defined({ ...berlin, key: 'berlin' })
    const again = await defined({ ...berlin, key: 'berlin' })
    expect(again).toEqual(first)
    const other = await defined({ ...berlin, key: 'berlin', zone: 'Europe/Paris' })
    expect(other).toMatchObject({ id: first.id, revision: 1 })
  })

  it('keep every revision, oldest first', async () => {
    const { id } = await defined(berlin)
    const changed = await admin.put(`/api/v1/calendars/${id}`, { ...berlin, hours: '24x7' })
    expect(changed.status).toBe(200)
    expect(await read(id, changed.headers['x-log-position'])).toMatchObject({
      id,
      revision: 2,
      rules: { hours: '24x7' },
      versions: [
        { revision: 1, rules: { hours: office } },
        { revision: 2, rules: { hours: '24x7' } },
      ],
    })
  })

  it('are changed only as they were last seen, where the caller says so', async () => {
    const { id } = await defined(berlin)
    const change = { ...berlin, hours: '24x7' }
    expect((await admin.put(`/api/v1/calendars/${id}`, change, { 'if-match': '"7"' })).status).toBe(412)
    expect((await admin.put(`/api/v1/calendars/${id}`, change, { 'if-match': '"0"' })).status).toBe(200)
  })

  it('are listed by name, without their history', async () => {
    await defined({ ...berlin, name: 'Aachen office' })
    const { after } = await defined({ ...berlin, name: 'Zagreb office' })
    const { body } = await admin.get(`/api/v1/calendars?limit=200&after=${after}`)
    const names = (body as { items: { name: string }[] }).items.map(({ name }) => name)
    expect(names.at(0)).toBe('Aachen office')
    expect(names.at(-1)).toBe('Zagreb office')
    expect((body as { items: object[] }).items[0]).not.toHaveProperty('versions')
  })

  it('take the public holidays of a region, from years back to years ahead, beside those that are named', async () => {
    const opening = { date: '2025-12-25', name: 'Opening party' }
    const { id, after } = await defined({ ...berlin, holidaysOf: 'DE-BE', holidays: [opening] })
    const { holidays } = (await read(id, after)).rules
    expect(holidays).toContainEqual({ date: '2025-03-08', name: 'Internationaler Frauentag' })
    expect(holidays.filter(({ date }) => date === '2025-12-25')).toEqual([opening])
    expect(new Set(holidays.map(({ date }) => date)).size).toBe(holidays.length)
    expect(new Set(holidays.map(({ date }) => date.slice(0, 4)))).toEqual(
      new Set(['2023', '2024', '2025', '2026', '2027', '2028', '2029', '2030']),
    )
    const bavaria = await defined({ ...berlin, holidaysOf: 'DE-BY' })
    expect((await read(bavaria.id, bavaria.after)).rules.holidays).not.toContainEqual(
      expect.objectContaining({ date: '2025-03-08' }),
    )
  })

  it('hold every day of a holiday that lasts several', async () => {
    const { id, after } = await defined({ ...berlin, holidaysOf: 'TR' })
    const dates = (await read(id, after)).rules.holidays.map(({ date }) => date)
    expect(dates).toEqual(expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30']))
    expect(dates).not.toContain('2026-05-31')
    // Three days, one of them an hour short: the clocks change on the first.
    const bosnia = await defined({ ...berlin, holidaysOf: 'BA' })
    const short = (await read(bosnia.id, bosnia.after)).rules.holidays.map(({ date }) => date)
    expect(short.filter((date) => date >= '2025-03-30' && date <= '2025-04-02')).toEqual([
      '2025-03-30',
      '2025-03-31',
      '2025-04-01',
    ])
  })

  it('close on the part of a day on which a public holiday begins, and keep the hours before it', async () => {
    const night = [{ from: '22:00', to: '06:00' }]
    const day = [{ from: '08:00', to: '17:00' }]
    const week = { tuesday: night, wednesday: day, thursday: day }
    const { id, after } = await defined({ ...berlin, zone: 'Atlantic/Reykjavik', hours: week, holidaysOf: 'IS' })
    const { rules } = (await read(id, after)) as unknown as {
      readonly rules: Record<'holidays' | 'halfDays', readonly { readonly date: string }[]>
    }
    // Christmas Eve begins at 13:00: on a Wednesday in 2025, on a Thursday in 2026.
    expect(rules.halfDays).toContainEqual({
      date: '2025-12-24',
      name: 'Aðfangadagur',
      hours: [
        { from: '00:00', to: '06:00' },
        { from: '08:00', to: '13:00' },
      ],
    })
    expect(rules.halfDays).toContainEqual({ date: '2026-12-24', name: 'Aðfangadagur', hours: [{ from: '08:00', to: '13:00' }] })
    expect(rules.holidays.map(({ date }) => date)).not.toContain('2026-12-24')
    expect(rules.holidays.map(({ date }) => date)).toContain('2026-12-25')
  })

  it('case 4: 23:59 as an end is taken for 24:00 and the answer says so; nothing is lost', async () => {
    const day = [{ from: '00:00', to: '23:59' }]
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    const { id, notes } = await defined({ ...berlin, hours: Object.fromEntries(days.map((name) => [name, day])) })
    expect(notes).toContainEqual(expect.objectContaining({ code: 'end-of-day-assumed', field: 'hours.monday[0].to' }))
    await sla.begin('12:00')
    const request = await sla.request(
      await sla.contract(await sla.policy({ resolve: { target: { minutes: 48 * 60 }, calendarId: id } })),
    )
    expect((await sla.clocks(request)).resolve).toMatchObject({ dueAt: sla.at('12:00', 2) })
  })

  it('case 4: 24:00 ends the day', async () => {
    const { notes } = await defined({ ...berlin, hours: { monday: [{ from: '00:00', to: '24:00' }] } })
    expect(notes).toEqual([])
  })

  it('say where hours of a day overlap, and count them once', async () => {
    const monday = [
      { from: '09:00', to: '13:00' },
      { from: '12:00', to: '17:00' },
    ]
    const { notes } = await defined({ ...berlin, hours: { monday } })
    expect(notes).toEqual([expect.objectContaining({ code: 'hours-overlap', field: 'hours.monday' })])
  })

  it.each([
    ['no name', { ...berlin, name: ' ' }, 'name', 'calendar-name-missing'],
    ['an unknown zone', { ...berlin, zone: 'Europe/Atlantis' }, 'zone', 'calendar-zone-unknown'],
    [
      'a time that is none',
      { ...berlin, hours: { monday: [{ from: '9', to: '17:00' }] } },
      'hours.monday[0].from',
      'calendar-time-malformed',
    ],
    ['hours of no weekday', { ...berlin, hours: { moonday: [] } }, 'hours', 'is-hours'],
    ['hours that are never', { ...berlin, hours: {} }, 'hours', 'calendar-never-open'],
    [
      'a half day without hours',
      { ...berlin, halfDays: [{ date: '2025-12-24', name: 'x', hours: [] }] },
      'halfDays[0].hours',
      'calendar-half-day-empty',
    ],
    [
      'a date that is none',
      { ...berlin, holidays: [{ date: '2025-02-30', name: 'x' }] },
      'holidays[0].date',
      'calendar-date-malformed',
    ],
    ['holidays of nowhere', { ...berlin, holidaysOf: 'XX' }, 'holidaysOf', 'calendar-holidays-malformed'],
    ['holidays of no such region', { ...berlin, holidaysOf: 'DE-ZZ' }, 'holidaysOf', 'calendar-holidays-malformed'],
    ['a field nobody knows', { ...berlin, colour: 'red' }, 'colour', 'whitelist-validation'],
  ])('are refused for %s, which is named', async (_, body, field, code) => {
    const answer = await admin.post('/api/v1/calendars', body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 422, body: { errors: [{ field, code }] } })
  })

  it('that nobody knows are not found', async () => {
    const id = '0190a6c2-0000-7000-8000-0000000000ff'
    expect(await admin.get(`/api/v1/calendars/${id}`)).toMatchObject({ status: 404, body: { code: 'calendar-unknown' } })
    expect(await admin.put(`/api/v1/calendars/${id}`, berlin)).toMatchObject({ status: 404, body: { code: 'calendar-unknown' } })
  })

  it('are for staff to read and for the provider’s managers to define', async () => {
    const client = await sla.world.as('client-manager', { accountIds: ['0190a6c2-0000-7000-8000-00000000ac01'] })
    const agent = await sla.world.as('agent')
    expect((await client.get('/api/v1/calendars')).status).toBe(403)
    expect((await agent.get('/api/v1/calendars')).status).toBe(200)
    expect((await agent.post('/api/v1/calendars', berlin)).status).toBe(403)
  })
})
