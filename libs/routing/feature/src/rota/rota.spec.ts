import { eventually } from '@spoc/platform-testing'
import type { CallerOf } from '@spoc/platform-testing/world'
import { rotaFacts } from '@spoc/routing-contracts'
import { id, openRoutingWorld, type RoutingWorld } from '../../test/routing-world.js'

describe('teams and rotas', () => {
  let world: RoutingWorld
  let admin: CallerOf
  const made = async (path: string, body: unknown) => {
    const answer = await admin.post(path, body)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 })
    return answer.body as { readonly id: string; readonly position: string; readonly overrideId: string }
  }
  const layer = (over: object = {}) => ({
    name: 'first line',
    participants: [id('ines'), id('omar')],
    startDate: '2026-01-05',
    handoverTime: '08:00',
    every: { weeks: 1 },
    ...over,
  })
  const rota = async (over: object = {}) =>
    made('/api/v1/rotas', { name: 'NOC', teamId: id('noc'), zone: 'Europe/Berlin', layers: [layer()], ...over })
  const body = async (caller: CallerOf, path: string) => (await caller.get(path)).body as Record<string, unknown>

  beforeEach(async () => {
    world = await openRoutingWorld()
    for (const name of ['lead', 'ines', 'omar']) await world.person(name, { roles: ['engineer'] })
    await world.team('noc', { members: [id('ines'), id('omar')] })
    admin = await world.as('admin')
  })
  afterEach(() => world.close())

  it('forms a team, lists it by name with its address, and changes it whole', async () => {
    const form = {
      name: 'Core network',
      members: [id('ines')],
      leadId: id('lead'),
      email: 'core@provider.example',
      skills: ['bgp'],
    }
    const { id: teamId, position } = await made('/api/v1/teams', form)
    expect(await body(admin, `/api/v1/teams?after=${position}`)).toMatchObject({
      items: [{ id: teamId, name: 'Core network', email: 'core@provider.example', isTriageDesk: false }, { id: id('noc') }],
    })
    const changed = await admin.put(`/api/v1/teams/${teamId}`, { ...form, isTriageDesk: true }, { 'if-match': '"0"' })
    expect(changed.headers['etag']).toBe('"1"')
    expect(await body(admin, `/api/v1/teams/${teamId}?after=${(changed.body as { position: string }).position}`)).toMatchObject({
      isTriageDesk: true,
      revision: 1,
    })
    const raw = await world.service.background.engines.log.readStream(`team-${teamId}`)
    expect(JSON.stringify(raw.map(({ data }) => data))).not.toContain('core@provider.example')
  })

  it('names the field of a team that does not fit', async () => {
    const form = { name: 'x', leadId: id('lead'), members: [] }
    const problem = async (over: object) => (await admin.post('/api/v1/teams', { ...form, ...over })).body
    expect(await problem({ members: [id('nobody')] })).toMatchObject({ status: 422, errors: [{ field: 'members[0]' }] })
    expect(await problem({ rotaId: id('none') })).toMatchObject({ status: 422, errors: [{ field: 'rotaId' }] })
    expect(await problem({ email: 'core' })).toMatchObject({ status: 422, errors: [{ field: 'email' }] })
    expect(await problem({ ola: { acceptWithinMs: 0, solveWithinMs: 1 } })).toMatchObject({
      errors: [{ field: 'ola.acceptWithinMs' }],
    })
    const ola = { acceptWithinMs: 1, solveWithinMs: 1 }
    expect(await problem({ ola: { ...ola, calendarId: 'moon' } })).toMatchObject({
      code: 'calendar-unknown',
      errors: [{ field: 'ola.calendarId' }],
    })
    expect(await problem({ ola: { ...ola, warnShares: [50, 120] } })).toMatchObject({
      code: 'share-out-of-range',
      errors: [{ field: 'ola.warnShares[1]' }],
    })
    expect(await problem({ ola: { ...ola, warnings: [{ share: 50, audiences: ['client'] }] } })).toMatchObject({
      code: 'ola-warning-audience-unknown',
      errors: [{ field: 'ola.warnings[0].audiences[0]' }],
    })
    expect(await problem({ ola: { ...ola, warnings: [{ leadMinutes: 1 }] } })).toMatchObject({
      code: 'ola-warning-lead-too-long',
      errors: [{ field: 'ola.warnings[0].leadMinutes' }],
    })
    expect(await problem({ ola: { ...ola, warnings: [{ share: 50 }], warnShares: [50] } })).toMatchObject({
      code: 'ola-warnings-or-shares',
      errors: [{ field: 'ola.warnings' }],
    })
    expect(await problem({ ola: { ...ola, pausesOn: ['The client'] } })).toMatchObject({
      code: 'not-valid',
      errors: [{ field: 'ola.pausesOn' }],
    })
    expect((await admin.put(`/api/v1/teams/${id('none')}`, form)).status).toBe(404)
  })

  it('previews shifts cut at every handover, with the length of the day of a clock change', async () => {
    const { id: rotaId } = await rota({ layers: [layer({ every: { days: 1 } })] })
    const { items } = await body(admin, `/api/v1/rotas/${rotaId}/shifts?from=2026-03-28T07:00:00Z&to=2026-03-30T06:00:00Z`)
    expect(items).toEqual([
      expect.objectContaining({ from: '2026-03-28T07:00:00.000Z', to: '2026-03-29T06:00:00.000Z', personId: id('ines') }),
      expect.objectContaining({ from: '2026-03-29T06:00:00.000Z', to: '2026-03-30T06:00:00.000Z', personId: id('omar') }),
    ])
  })

  it('puts an override above the layers, and takes it away again', async () => {
    const { id: rotaId } = await rota()
    const onDuty = (at: string) => body(admin, `/api/v1/rotas/${rotaId}/on-duty?at=${at}`)
    expect(await onDuty('2026-01-12T12:00:00Z')).toMatchObject({ personId: id('omar'), next: { personId: id('ines') } })
    const { overrideId } = await made(`/api/v1/rotas/${rotaId}/overrides`, {
      personId: id('ines'),
      from: '2026-01-12T10:00:00+01:00',
      to: '2026-01-12T18:00:00+01:00',
      insteadOf: id('omar'),
    })
    expect(await onDuty('2026-01-12T12:00:00Z')).toMatchObject({
      personId: id('ines'),
      because: { kind: 'override', overrideId },
    })
    const overlapping = { personId: id('ines'), from: '2026-01-12T16:00:00Z', to: '2026-01-12T20:00:00Z', insteadOf: id('omar') }
    expect((await admin.post(`/api/v1/rotas/${rotaId}/overrides`, overlapping)).body).toMatchObject({ code: 'swap-overlaps' })
    expect((await admin.delete(`/api/v1/rotas/${rotaId}/overrides/${overrideId}`)).status).toBe(200)
    expect(await onDuty('2026-01-12T12:00:00Z')).toMatchObject({ personId: id('omar') })
  })

  it('names the field of a rota that does not fit', async () => {
    const problem = async (over: object) =>
      (await admin.post('/api/v1/rotas', { name: 'x', teamId: id('noc'), zone: 'Europe/Berlin', layers: [layer()], ...over }))
        .body
    expect(await problem({ zone: 'Mars/Olympus' })).toMatchObject({ status: 422, errors: [{ field: 'zone' }] })
    expect(await problem({ layers: [layer({ every: {} })] })).toMatchObject({ errors: [{ field: 'layers[0].every' }] })
    expect(await problem({ layers: [layer({ every: { days: 1, weeks: 1 } })] })).toMatchObject({
      errors: [{ field: 'layers[0].every' }],
    })
    expect(await problem({ layers: [layer({ restrictions: [{ weekdays: [8], from: '08:00', to: '09:00' }] })] })).toMatchObject({
      errors: [{ field: 'layers.0.restrictions.0.weekdays' }],
    })
    const { id: rotaId } = await rota()
    expect((await admin.get(`/api/v1/rotas/${rotaId}/on-duty?at=yesterday`)).body).toMatchObject({ errors: [{ field: 'at' }] })
    expect((await admin.get(`/api/v1/rotas/${id('none')}/shifts`)).status).toBe(404)
  })

  it('finds the minutes of a 24x7 arrangement that nobody covers, weeks ahead', async () => {
    const night = layer({
      participants: [id('omar')],
      every: { days: 1 },
      restrictions: [{ weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '07:30' }],
    })
    const { id: rotaId, position } = await rota({ layers: [night] })
    const teamId = await world.team('night', { members: [id('omar')], rotaId })
    const calendarId = await world.officeHours('office hours')
    await world.person('nora')
    await world.account('meridian', { kind: '24x7', personId: id('nora'), calendarId, teamId })
    const coverage = await eventually(
      'the arrangement in the coverage',
      () => body(admin, `/api/v1/rotas/coverage?days=3&after=${position}`),
      ({ arrangements }) => (arrangements as readonly unknown[]).length === 1,
    )
    expect(coverage).toMatchObject({
      covered: false,
      rotas: [{ rotaId, gaps: [{ from: '2026-01-12T09:00:00.000Z', to: '2026-01-12T17:00:00.000Z' }, {}, {}, {}] }],
      arrangements: [
        {
          kind: '24x7',
          teamId,
          gaps: [
            { from: '2026-01-13T06:30:00.000Z', to: '2026-01-13T07:00:00.000Z' },
            { from: '2026-01-14T06:30:00.000Z', to: '2026-01-14T07:00:00.000Z' },
            { from: '2026-01-15T06:30:00.000Z', to: '2026-01-15T07:00:00.000Z' },
          ],
        },
      ],
    })
  })

  it('warns of duties of people who have left', async () => {
    await world.person('gone', { left: true })
    const { id: rotaId } = await rota({ layers: [layer(), layer({ name: 'second' })] })
    const raw = { overrideId: id('o'), personId: id('gone'), from: '2026-01-13T00:00:00.000Z', to: '2026-01-14T00:00:00.000Z' }
    await world.write(rotaFacts, rotaId, { type: 'routing.override-added.v1', data: raw })
    expect(await body(admin, '/api/v1/rotas/coverage?days=3')).toMatchObject({
      rotas: [{ gaps: [], passedOver: [{ personId: id('gone'), from: raw.from, to: raw.to }] }],
    })
  })

  it('is for managers to change and for colleagues to read', async () => {
    const engineer = await world.as('engineer')
    const client = await world.as('client')
    expect((await engineer.post('/api/v1/rotas', {})).status).toBe(403)
    expect((await engineer.get('/api/v1/rotas')).status).toBe(200)
    for (const path of ['/api/v1/rotas', '/api/v1/rotas/coverage', '/api/v1/teams', '/api/v1/escalation-policies'])
      expect((await client.get(path)).status).toBe(403)
  })
})
