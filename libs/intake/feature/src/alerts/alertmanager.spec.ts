import { claimFacts, claimId, requestFacts } from '@spoc/intake-contracts'
import { alertKey, fingerprintOf } from '@spoc/intake-domain'
import { idOf, streamName } from '@spoc/platform-kernel'
import type { CallerOf } from '@spoc/platform-testing/world'
import { alert, notice } from '../../test/alertmanager.js'
import { bodyOf, circuit, meridian, nordlicht, openIntakeWorld, type IntakeWorld } from '../../test/intake-world.js'
import { intakeContext } from '../index.js'

interface Taken {
  readonly position: string
  readonly requests: readonly {
    readonly fingerprint: string
    readonly outcome: string
    readonly id?: string
    readonly number?: string
  }[]
}

describe('alerts of Alertmanager', () => {
  let intake: IntakeWorld
  let monitor: CallerOf
  const path = '/api/v1/channels/alertmanager'
  const tell = async (body: unknown, by = monitor) => {
    const answer = await by.post(path, body)
    expect(answer).toMatchObject({ status: 200 })
    return bodyOf<Taken>(answer)
  }
  const firstOf = async (body: unknown, by = monitor) => (await tell(body, by)).requests[0]!
  const stateOf = async (id = '') => (await intake.world.service.background.streams.load(requestFacts, id)).state
  const typesOf = async (id = '') =>
    (await intake.world.service.background.engines.log.readStream(streamName('request', id))).map(({ type }) => type)
  const fingerprint = (digits: number) => digits.toString(16).padStart(16, '0')

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
    monitor = await intake.world.integration(['alerts:write'])
  })
  afterAll(() => intake.world.close())

  it('becomes a request of the account whose circuit it names', async () => {
    const taken = await firstOf(notice())
    expect(taken).toMatchObject({ fingerprint: '8c1e1a1b5d1f0a77', outcome: 'opened', number: expect.stringMatching(/^R-/) })
    expect(await stateOf(taken.id)).toMatchObject({
      accountId: meridian,
      serviceInstanceId: circuit,
      kind: 'incident',
      title: { personal: 'Circuit BER-AMS-0042 is down' },
      impact: 'high',
      urgency: 'high',
      occurredAt: '2026-01-12T07:58:13.482Z',
      receivedAt: '2026-01-12T08:00:00.000Z',
      identifiedBy: { how: 'service' },
      alert: { groupKey: '{}:{alertname="CircuitDown"}', status: 'firing' },
    })
  })

  it('is one request however often, and by however many at once, it is told', async () => {
    const one = notice([alert({ fingerprint: fingerprint(1) })])
    const taken = (await Promise.all([1, 2, 3, 4].map(() => firstOf(one)))).concat(await firstOf(one))
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1)
    expect(taken.at(-1)).toMatchObject({ outcome: 'known' })
    expect((await typesOf(taken[0]?.id)).filter((type) => type === 'intake.request-received.v1')).toHaveLength(1)
  })

  it('is one request of each integration: fingerprints are equal across senders', async () => {
    const other = await intake.world.integration(['alerts:write'])
    const one = notice([alert({ fingerprint: fingerprint(2) })])
    expect((await firstOf(one)).id).not.toBe((await firstOf(one, other)).id)
  })

  it('goes to the open request of its fingerprint where the sender was restarted', async () => {
    const first = await firstOf(notice([alert({ fingerprint: fingerprint(3) })]))
    const again = alert({ fingerprint: fingerprint(3), startsAt: '2026-01-12T07:59:00Z' })
    expect(await firstOf(notice([again]))).toMatchObject({ outcome: 'updated', id: first.id })
    expect(await firstOf(notice([again]))).toMatchObject({ outcome: 'known', id: first.id })
    expect((await typesOf(first.id)).filter((type) => type === 'intake.alert-updated.v1')).toHaveLength(1)
  })

  it('is told resolved on its request, in public, and is for people to resolve', async () => {
    const first = await firstOf(notice([alert({ fingerprint: fingerprint(4) })]))
    const over = alert({ fingerprint: fingerprint(4), status: 'resolved', endsAt: '2026-01-12T08:00:00Z' })
    const { position, requests } = await tell(notice([over], { status: 'resolved' }))
    expect(requests).toMatchObject([{ outcome: 'updated', id: first.id }])
    expect(await stateOf(first.id)).toMatchObject({ status: 'new', alert: { status: 'resolved' } })
    const timeline = await intake.client.get(`/api/v1/requests/${first.id}/timeline?after=${position}`)
    expect(bodyOf<{ items: object[] }>(timeline).items).toContainEqual(
      expect.objectContaining({ type: 'intake.alert-updated.v1', data: expect.objectContaining({ status: 'resolved' }) }),
    )
    expect(await firstOf(notice([over]))).toMatchObject({ outcome: 'known' })
  })

  it('that is over and was never heard of opens nothing', async () => {
    const over = alert({ fingerprint: fingerprint(5), status: 'resolved', endsAt: '2026-01-12T08:00:00Z' })
    expect(await firstOf(notice([over]))).toEqual({ fingerprint: fingerprint(5), outcome: 'ignored' })
  })

  it('that fires anew after its request has ended opens another, linked to it', async () => {
    const first = await firstOf(notice([alert({ fingerprint: fingerprint(6) })]))
    await intake.agent.post(`/api/v1/requests/${first.id}/cancel`, { reason: 'A test of the monitor.' })
    const anew = await firstOf(notice([alert({ fingerprint: fingerprint(6), startsAt: '2026-01-12T07:59:59Z' })]))
    expect(anew).toMatchObject({ outcome: 'opened' })
    expect(await stateOf(anew.id)).toMatchObject({ links: [{ to: first.id, relation: 'relates-to' }] })
  })

  it('law 5: a claim whose claimant died is finished by the same notice', async () => {
    const one = alert({ fingerprint: fingerprint(7), startsAt: '2026-01-12T07:58:00.000Z' })
    const key = alertKey(monitor.personId, one)
    const requestId = idOf<'request'>('request', claimId('alert', ...key))
    await intake.append(claimFacts, claimId('alert', ...key), {
      type: 'intake.claimed.v1',
      data: { scope: 'alert', requestId },
    })
    expect(await firstOf(notice([one]))).toMatchObject({ outcome: 'opened', id: requestId })
    expect(await firstOf(notice([one]))).toMatchObject({ outcome: 'known', id: requestId })
  })

  it('without a fingerprint is known by its labels, and flagged', async () => {
    const { fingerprint: _, ...old } = alert({ labels: { alertname: 'Old', severity: 'warning' } })
    const taken = await firstOf(notice([old]))
    expect(taken.fingerprint).toBe(fingerprintOf({ alertname: 'Old', severity: 'warning' }))
    expect(await stateOf(taken.id)).toMatchObject({ flags: ['fingerprint-derived'], impact: 'medium' })
    expect(await firstOf(notice([old]))).toMatchObject({ outcome: 'known', id: taken.id })
  })

  it('of a notice that was cut says so', async () => {
    const answer = await tell(notice([alert({ fingerprint: fingerprint(8) })], { truncatedAlerts: 12 }))
    expect(answer).toMatchObject({ truncatedAlerts: 12, groupKey: '{}:{alertname="CircuitDown"}' })
    expect(await stateOf(answer.requests[0]?.id)).toMatchObject({ flags: ['alerts-truncated'] })
  })

  it('of an account’s own monitor is that account’s, and its word on others’ circuits is not believed', async () => {
    const theirs = await intake.world.integration(['alerts:write'], nordlicht)
    const taken = await firstOf(notice([alert({ fingerprint: fingerprint(9) })]), theirs)
    const state = await stateOf(taken.id)
    expect(state).toMatchObject({ accountId: nordlicht, identifiedBy: { how: 'integration' } })
    expect(state).not.toHaveProperty('serviceInstanceId')
  })

  it('that names no circuit of anybody’s goes to the triage desk', async () => {
    const taken = await firstOf(notice([alert({ fingerprint: fingerprint(10), labels: { alertname: 'Lone' } })]))
    expect(await stateOf(taken.id)).not.toHaveProperty('accountId')
  })

  it('takes a notice of a thousand alerts, and not of more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        status: 'firing',
        labels: { alertname: 'Many', instance: `i${index}` },
        annotations: { description: 'No light. '.repeat(150) },
        startsAt: '2026-01-12T07:59:00Z',
      }))
    const { requests } = await tell(notice(many(1_000)))
    expect(new Set(requests.map(({ id }) => id)).size).toBe(1_000)
    const refused = await monitor.post(path, notice(many(1_001)))
    expect(refused.body).toMatchObject({ status: 422, code: 'alerts-too-many', errors: [{ field: 'alerts' }] })
  }, 30_000)

  it.each([
    ['no object', [], ''],
    ['another version', notice([], { version: '3' }), 'version'],
    ['no list of alerts', notice([], { alerts: {} }), 'alerts'],
    ['no group key', notice([], { groupKey: 7 }), 'groupKey'],
    ['an alert that is none', notice(['x' as never]), 'alerts.0'],
    ['a status there is not', notice([alert(), alert({ status: 'maybe' })]), 'alerts.1.status'],
    ['no labels', notice([alert({ labels: {} })]), 'alerts.0.labels'],
    ['labels that are no texts', notice([alert({ labels: { a: 1 } })]), 'alerts.0.labels'],
    ['a start that is no instant', notice([alert({ startsAt: 'noon' })]), 'alerts.0.startsAt'],
    ['a fingerprint without end', notice([alert({ fingerprint: 'f'.repeat(300) })]), 'alerts.0.fingerprint'],
  ])('refuses %s with the field, and takes nothing in', async (_, body, field) => {
    const head = await intake.world.service.background.engines.log.head()
    const { body: answer } = await monitor.post(path, body)
    expect(answer).toMatchObject({ status: 422, code: 'alert-invalid', errors: [{ field }] })
    expect(await intake.world.service.background.engines.log.head()).toBe(head)
  })

  it('is taken from integrations that may tell of alerts, and from nobody else', async () => {
    const writer = await intake.world.integration(['requests:write'])
    for (const caller of [writer, intake.agent, intake.client]) expect((await caller.post(path, notice())).status).toBe(403)
    expect((await intake.world.anonymous.post(path, notice())).status).toBe(401)
  })
})
