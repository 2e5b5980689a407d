import type { CallerOf } from '@spoc/platform-testing/world'
import { SlaWorld } from '../../test/world.js'

describe('SLA policies', () => {
  let sla: SlaWorld
  let admin: CallerOf
  let calendarId: string
  beforeAll(async () => {
    sla = await SlaWorld.open()
    admin = sla.admin
    calendarId = await sla.calendar()
  })
  afterAll(() => sla.close())
  const resolve = (over: object = {}) => ({ target: { minutes: 240 }, calendarId, ...over })
  const gold = (over: object = {}) => ({
    name: 'Gold',
    rows: [{ serviceClass: 'gold', clocks: { resolve: resolve() } }],
    ...over,
  })

  it('are one policy for one key, with what was left unsaid filled in', async () => {
    const first = await admin.post('/api/v1/sla-policies', { ...gold(), key: 'gold' })
    const again = await admin.post('/api/v1/sla-policies', { ...gold(), key: 'gold' })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    const { id } = first.body as { id: string }
    const { body } = await admin.get(`/api/v1/sla-policies/${id}?after=${first.headers['x-log-position']}`)
    expect(body).toMatchObject({
      id,
      name: 'Gold',
      revision: 1,
      rules: {
        rows: [
          {
            serviceClass: 'gold',
            priority: '*',
            kind: '*',
            clocks: { resolve: { pausesOn: ['waiting-for-client', 'agreed-window'] } },
          },
        ],
        warnings: [{ share: 50 }, { share: 75 }, { share: 90 }],
        idleWhileResolved: 'excluded',
      },
    })
  })

  it('are one policy for one Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'silver-1' }
    const first = await admin.post('/api/v1/sla-policies', gold({ name: 'Silver' }), key)
    expect((await admin.post('/api/v1/sla-policies', gold({ name: 'Silver' }), key)).body).toEqual(first.body)
  })

  it('keep every revision', async () => {
    const { id } = (await admin.post('/api/v1/sla-policies', gold())).body as { id: string }
    const changed = await admin.put(`/api/v1/sla-policies/${id}`, gold({ warnings: [{ leadMinutes: 60 }] }))
    const { body } = await admin.get(`/api/v1/sla-policies/${id}?after=${changed.headers['x-log-position']}`)
    expect(body).toMatchObject({
      revision: 2,
      versions: [{ revision: 1 }, { revision: 2, rules: { warnings: [{ leadMinutes: 60 }] } }],
    })
    const list = await admin.get('/api/v1/sla-policies')
    expect((list.body as { items: object[] }).items).toContainEqual(expect.objectContaining({ id, revision: 2 }))
  })

  it('keep warnings by lead and audience, of all clocks and of one', async () => {
    const warnings = [{ share: 50 }, { leadMinutes: 60, time: 'wall', audiences: ['manager', 'client'] }]
    const own = [{ leadMinutes: 30, audiences: [] }]
    const body = gold({ warnings, rows: [{ clocks: { resolve: resolve(), restore: resolve({ warnings: own }) } }] })
    const { id, ...made } = (await admin.post('/api/v1/sla-policies', body)).body as { id: string; position: string }
    const found = (await admin.get(`/api/v1/sla-policies/${id}?after=${made.position}`)).body
    expect(found).toMatchObject({ rules: { warnings, rows: [{ clocks: { restore: { warnings: own } } }] } })
    expect((await admin.put(`/api/v1/sla-policies/${id}?dryRun=true`, body)).body).toMatchObject({ changes: false })
  })

  it.each([
    ['no rows', gold({ rows: [] }), 'rows', 'policy-rows-missing'],
    [
      'a target that is none',
      () => gold({ rows: [{ clocks: { resolve: resolve({ target: { minutes: 0 } }) } }] }),
      'rows[0].clocks.resolve.target',
      'policy-target-malformed',
    ],
    ['a clock nobody knows', () => gold({ rows: [{ clocks: { repair: resolve() } }] }), 'rows.0.clocks', 'are-clock-terms'],
    [
      'a term nobody knows',
      () => gold({ rows: [{ clocks: { resolve: resolve({ hurry: true }) } }] }),
      'rows.0.clocks',
      'are-clock-terms',
    ],
    [
      'a calendar nobody knows',
      gold({ rows: [{ clocks: { resolve: { target: { minutes: 1 }, calendarId: 'none' } } }] }),
      'rows[0].clocks.resolve.calendarId',
      'policy-calendar-unknown',
    ],
    [
      'two rows for the same',
      () => gold({ rows: [{ clocks: { resolve: resolve() } }, { clocks: { resolve: resolve() } }] }),
      'rows[1]',
      'policy-row-twice',
    ],
    [
      'a warning of two kinds',
      () => gold({ warnings: [{ share: 50, leadMinutes: 5 }] }),
      'warnings[0]',
      'policy-warning-malformed',
    ],
    [
      'warnings out of order',
      () => gold({ warnings: [{ share: 90 }, { share: 50 }] }),
      'warnings[1]',
      'policy-warning-out-of-order',
    ],
    [
      'a target that its calendar never reaches',
      () => gold({ rows: [{ clocks: { resolve: resolve({ target: { minutes: 200_000_000 } }) } }] }),
      'rows[0].clocks.resolve.target',
      'policy-target-unreachable',
    ],
    [
      'a warning for nobody it knows',
      () => gold({ warnings: [{ share: 50, audiences: ['everybody'] }] }),
      'warnings[0].audiences[0]',
      'policy-warning-audience-unknown',
    ],
    [
      'a warning by a time nobody knows',
      () => gold({ warnings: [{ leadMinutes: 5, time: 'lunch' }] }),
      'warnings[0]',
      'policy-warning-malformed',
    ],
    ['two warnings at once', () => gold({ warnings: [{ share: 50 }, { share: 50 }] }), 'warnings[1]', 'policy-warning-twice'],
    [
      'too many warnings',
      () => gold({ warnings: Array.from({ length: 21 }, (_each, place) => ({ share: place + 1 })) }),
      'warnings',
      'policy-warnings-too-many',
    ],
    [
      'a lead that is longer than every target',
      () => gold({ warnings: [{ leadMinutes: 241 }] }),
      'warnings[0].leadMinutes',
      'policy-warning-lead-too-long',
    ],
    [
      'a lead that is longer than the target of its clock',
      () => gold({ rows: [{ clocks: { resolve: resolve({ warnings: [{ leadMinutes: 241 }] }) } }] }),
      'rows[0].clocks.resolve.warnings[0].leadMinutes',
      'policy-warning-lead-too-long',
    ],
    ['a warning after the end', () => gold({ warnings: [{ share: 120 }] }), 'warnings[0]', 'policy-warning-malformed'],
  ])('are refused for %s, which is named', async (_, body, field, code) => {
    const answer = await admin.post('/api/v1/sla-policies', typeof body === 'function' ? body() : body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 422, body: { errors: [{ field, code }] } })
  })

  it('that nobody knows are not found', async () => {
    const path = '/api/v1/sla-policies/0190a6c2-0000-7000-8000-0000000000ff'
    expect(await admin.get(path)).toMatchObject({ status: 404, body: { code: 'policy-unknown' } })
    expect(await admin.put(path, gold())).toMatchObject({ status: 404, body: { code: 'policy-unknown' } })
  })
})
