import { directoryContract } from '@spoc/directory-contracts'
import { intakeContract } from '@spoc/intake-contracts'
import { openWorld, type Answer, type CallerOf, type World } from '@spoc/platform-testing/world'
import { reportingContract, type Figures } from '@spoc/reporting-contracts'
import { periodFigures, reportDigest } from '@spoc/reporting-domain'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { account, request } from '../test/story.js'
import { reportingContext } from './index.js'
import { Rows } from './requests/rows.js'

const contracts = [reportingContract, directoryContract, intakeContract, routingContract, slaContract]
const MINUTE_MS = 60_000
const day = { from: '2026-01-12', to: '2026-01-13' }
const query = (more: Readonly<Record<string, string>> = {}) => new URLSearchParams({ ...day, ...more }).toString()

interface Report {
  readonly period: { readonly from: string; readonly to: string; readonly zone: string }
  readonly position: string
  readonly total: Figures
  readonly accounts: readonly { readonly accountId?: string; readonly accountName?: string; readonly figures: Figures }[]
}
const reportOf = (answer: Answer) => answer.body as Report

describe('the report of a period', () => {
  let world: World
  let reporter: CallerOf
  let position: string

  beforeAll(async () => {
    world = await openWorld({ contexts: [reportingContext], contracts })
    reporter = await world.as('reporter')
    await account(world, 'acme', '=Acme, Ltd')
    await account(world, 'brick', 'Brick')
    await account(world, 'quiet', 'Quiet')
    const one = request(world, 'one')
    await one.received({ accountId: 'acme', serviceInstanceId: 'line-1', priority: 'P1' })
    await one.sla('sla.clocks-started.v1', { requestId: 'one' })
    await world.moveTo('2026-01-12T08:10:00.000Z')
    await one.intake('intake.request-taken-up.v1')
    await one.sla('sla.clock-met.v1', { clock: 'response', within: true, elapsedMs: 600_000 })
    const two = request(world, 'two')
    await two.received({ accountId: 'brick', serviceInstanceId: undefined, kind: 'question' })
    await two.sla('sla.clocks-started.v1', { requestId: 'two' })
    await request(world, 'three').received({ accountId: undefined, kind: 'complaint', priority: 'P4' })
    await world.moveTo('2026-01-12T08:30:00.000Z')
    const author = { kind: 'person', id: 'ines' }
    await one.intake('intake.message-added.v1', { direction: 'internal', author, at: '2026-01-12T08:15:00.000Z' })
    await one.intake('intake.message-added.v1', { direction: 'to-client', author, at: '2026-01-12T08:30:00.000Z' })
    await two.routing('routing.spoc-taken-over.v1')
    await two.routing('routing.escalated.v1')
    await two.sla('sla.clock-breached.v1', { clock: 'response' })
    await world.moveTo('2026-01-12T10:00:00.000Z')
    await one.intake('intake.request-resolved.v1')
    position = String((await one.sla('sla.clocks-cancelled.v1', { clocks: ['update'] })).position)
  })
  afterAll(() => world.close())

  const read = async (more: Readonly<Record<string, string>> = {}, who = reporter) =>
    reportOf(await who.get(`/api/v1/reports/period?${query({ after: position, ...more })}`))

  it('counts what came, by kind, priority and channel, and what is left', async () => {
    const { period, total } = await read()
    expect(period).toEqual({ from: '2026-01-12T00:00:00.000Z', to: '2026-01-13T00:00:00.000Z', zone: 'UTC' })
    expect(total).toMatchObject({
      received: 3,
      byKind: { incident: 1, question: 1, complaint: 1 },
      byPriority: { P1: 1, P2: 1, P4: 1 },
      byChannel: { mail: 3 },
      byServiceClass: { gold: 1, none: 2 },
      backlogAtStart: 0,
      ended: 1,
      backlogAtEnd: 2,
      escalated: 1,
    })
  })
  it('tells how long it took to take up, to answer and to resolve', async () => {
    const { total } = await read()
    expect(total.timeToAcknowledge).toMatchObject({ count: 2, meanMs: 15 * MINUTE_MS })
    expect(total.timeToRespond).toMatchObject({ count: 1, meanMs: 30 * MINUTE_MS })
    expect(total.timeToResolve).toMatchObject({ count: 1, meanMs: 120 * MINUTE_MS })
  })
  it('tells how the promises were kept, of each account under its name', async () => {
    const { accounts, total } = await read()
    expect(total.attainment['response']).toEqual({ met: 1, breached: 1, running: 0, cancelled: 0, ratio: 0.5 })
    expect(accounts.map(({ accountId, accountName }) => [accountId, accountName])).toEqual([
      ['acme', '=Acme, Ltd'],
      ['brick', 'Brick'],
      [undefined, undefined],
    ])
    expect(accounts[0]?.figures.attainment).toMatchObject({
      response: { met: 1 },
      update: { cancelled: 1 },
      resolve: { running: 1 },
    })
  })
  it('is a table for spreadsheets too, in which no name is a formula', async () => {
    const { headers, body } = await reporter.get(`/api/v1/reports/period?${query({ format: 'csv', after: position })}`)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="report-2026-01-12-2026-01-13.csv"')
    const lines = (body as string).split('\r\n')
    expect(lines[0]).toMatch(/^scope,account_id,account,received,ended,/)
    expect(lines[1]).toContain(`account,acme,"'=Acme, Ltd",1,1,`)
    expect(lines.slice(2, 5).map((line) => line.split(',').slice(0, 4))).toEqual([
      ['account', 'brick', 'Brick', '1'],
      ['no-account', '', '', '1'],
      ['total', '', '', '3'],
    ])
  })
  it('has its days begin at midnight of the zone', async () => {
    const { period } = await read({ zone: 'America/New_York' })
    expect(period).toMatchObject({ from: '2026-01-12T05:00:00.000Z', to: '2026-01-13T05:00:00.000Z' })
  })
  it('is of one account where one is named, whatever happened to it', async () => {
    expect(await read({ accountId: 'brick' })).toMatchObject({ accountId: 'brick', total: { received: 1 } })
    expect(await read({ accountId: 'quiet' })).toMatchObject({ total: { received: 0 }, accounts: [] })
  })

  it('holds nothing but its own accounts for a client', async () => {
    const client = await world.as('client-manager', { accountIds: ['brick', 'quiet'] })
    const report = await read({}, client)
    expect(report).toMatchObject({ total: { received: 1, byKind: { question: 1 } }, accounts: [{ accountId: 'brick' }] })
    expect(JSON.stringify(report)).not.toMatch(/acme/i)
    expect(await client.get(`/api/v1/reports/period?${query({ accountId: 'acme' })}`)).toMatchObject({
      status: 404,
      body: { code: 'account-unknown' },
    })
    const token = await world.integration(['reports:read'], 'brick')
    expect(await read({}, token)).toMatchObject({ total: { received: 1 } })
  })
  it.each(['client', 'agent', 'engineer', 'auditor'] as const)('is not for a %s', async (role) => {
    const who = await world.as(role, { accountIds: ['acme'] })
    expect((await who.get(`/api/v1/reports/period?${query()}`)).status).toBe(403)
  })
  it.each([
    ['no begin', { from: '' }, 'from'],
    ['a day that there is not', { from: '2026-02-30' }, 'from'],
    ['an instant without offset', { to: '2026-01-13T00:00:00' }, 'to'],
    ['an end before its begin', { to: '2026-01-11' }, 'to'],
    ['a zone nobody knows', { zone: 'Mars/Olympus' }, 'zone'],
    ['a format nobody knows', { format: 'docx' }, 'format'],
    ['a parameter nobody knows', { colour: 'red' }, 'colour'],
  ])('names the field for %s', async (_, more, field) =>
    expect(await reporter.get(`/api/v1/reports/period?${query(more)}`)).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    }),
  )

  describe('when it is issued', () => {
    it('is kept just as it was handed out, under a digest that is on record', async () => {
      const issued = await reporter.post('/api/v1/reports', { ...day, accountId: 'acme' }, { 'idempotency-key': 'january' })
      expect(issued.status).toBe(201)
      const { id, sha256 } = issued.body as { id: string; sha256: string }
      const { report, ...record } = (await reporter.get(`/api/v1/reports/${id}`)).body as { report: Report; accountId: string }
      expect(record).toMatchObject({ id, sha256, accountId: 'acme', position: report.position })
      expect(reportDigest(report)).toBe(sha256)
      expect(report).toMatchObject({ total: { received: 1 }, accounts: [{ accountName: '=Acme, Ltd' }] })
      const again = await reporter.post('/api/v1/reports', { ...day, accountId: 'acme' }, { 'idempotency-key': 'january' })
      expect(again.body).toEqual(issued.body)
    })
    it('is seen by the client whose it is, and does not exist for another', async () => {
      const { body, headers } = await reporter.post('/api/v1/reports', { ...day, accountId: 'acme' })
      const all = await reporter.post('/api/v1/reports', day)
      const acme = await world.as('client-manager', { accountIds: ['acme'] })
      const brick = await world.as('client-manager', { accountIds: ['brick'] })
      const { id } = body as { id: string }
      expect((await acme.get(`/api/v1/reports/${id}`)).status).toBe(200)
      expect(await brick.get(`/api/v1/reports/${id}`)).toMatchObject({ status: 404, body: { code: 'report-unknown' } })
      expect((await acme.get(`/api/v1/reports/${(all.body as { id: string }).id}`)).status).toBe(404)
      const after = all.headers['x-log-position'] ?? headers['x-log-position'] ?? ''
      const listed = async (who: CallerOf) =>
        ((await who.get(`/api/v1/reports?after=${after}`)).body as { items: { accountId?: string }[] }).items
      expect(new Set((await listed(acme)).map(({ accountId }) => accountId))).toEqual(new Set(['acme']))
      expect(await listed(brick)).toEqual([])
      expect(new Set((await listed(reporter)).map(({ accountId }) => accountId))).toEqual(new Set(['acme', undefined]))
      expect((await acme.post('/api/v1/reports', day)).status).toBe(403)
    })
  })
})

describe('rows of a period', () => {
  let world: World
  beforeEach(async () => {
    world = await openWorld({ contexts: [reportingContext], contracts })
  })
  afterEach(() => world.close())
  const period = { from: '2026-01-12T00:00:00.000Z', to: '2026-01-13T00:00:00.000Z', zone: 'UTC' }
  const figures = async (accountIds: readonly string[] | 'all', position: bigint) => {
    const rows = world.service.app.get(Rows, { strict: false })
    await world.service.background.views.waitFor(
      [reportingContext.automation.projectors[0]!.collection],
      await world.service.background.engines.log.head(),
    )
    return periodFigures(await rows.of(period, accountIds, position), period).total
  }

  it('are those of the position asked for, whatever happened to them since', async () => {
    const { received, intake, routing } = request(world, 'one')
    await received({ accountId: 'acme', priority: 'P2' })
    const { position } = await intake('intake.request-resolved.v1')
    const before = await figures(['acme'], position)
    await intake('intake.request-reopened.v1')
    await intake('intake.priority-set.v1')
    await intake('intake.account-set.v1', { accountId: 'brick' })
    await routing('routing.escalated.v1')
    const { position: last } = await request(world, 'two').received({ accountId: 'acme' })
    expect(await figures(['acme'], position)).toEqual(before)
    expect(before).toMatchObject({ received: 1, byPriority: { P2: 1 }, ended: 1, backlogAtEnd: 0, escalations: 0 })
    expect(await figures(['acme'], last)).toMatchObject({ received: 1, ended: 0, backlogAtEnd: 1 })
    expect(await figures('all', last)).toMatchObject({ received: 2, reopened: 1, escalations: 1 })
  })
  it('hold whose doing the breaches that stand were, one withdrawn before it was looked into not among them', async () => {
    const { received, sla, attributed } = request(world, 'one')
    const [resolve, response] = [{ clock: 'resolve' }, { clock: 'response', through: 'breach' }]
    await received({ accountId: 'acme' })
    await sla('sla.clocks-started.v1', { requestId: 'one' })
    await sla('sla.clock-breached.v1', resolve)
    await attributed()
    const { position: later } = await attributed({ through: 'end', until: '2026-01-12T18:00:00.000Z' })
    const expected = {
      resolve: {
        breaches: 1,
        openMs: 32_400_000,
        heldMs: { unassigned: 1_800_000, 'own-team': 16_200_000, vendor: 10_800_000, 'waiting-for-client': 3_600_000 },
      },
    }
    expect((await figures('all', later)).breachCauses).toEqual(expected)
    await sla('sla.clock-breached.v1', response)
    await sla('sla.breach-withdrawn.v1', response)
    const { position: early } = await attributed(response)
    expect((await figures('all', early)).breachCauses).toEqual(expected)
    const { position: none } = await sla('sla.breach-withdrawn.v1', resolve)
    expect((await figures('all', none)).breachCauses).toEqual({})
    const { position: again } = await sla('sla.clock-breached.v1', resolve)
    expect((await figures('all', again)).breachCauses).toEqual(expected)
    expect((await figures('all', early)).breachCauses).toEqual(expected)
  })
  it('leave the backlog when they are cancelled, rejected or merged, and come back with what undoes it', async () => {
    const backlogs: number[] = []
    const { received, intake } = request(world, 'one')
    await received({ accountId: 'acme' })
    for (const [type, more] of [
      ['intake.request-merged.v1', {}],
      ['intake.request-unmerged.v1', {}],
      ['intake.request-cancelled.v1', {}],
      ['intake.request-reopened.v1', { from: 'cancelled' }],
      ['intake.request-rejected.v1', {}],
    ] as const) {
      const { position } = await intake(type, more)
      backlogs.push((await figures('all', position)).backlogAtEnd)
    }
    expect(backlogs).toEqual([0, 1, 0, 1, 0])
    expect(await figures('all', await world.service.background.engines.log.head())).toMatchObject({
      reopened: 0,
      everResolved: 0,
    })
  })
})
