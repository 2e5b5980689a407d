import { requestFacts } from '@spoc/intake-contracts'
import type { CallerOf } from '@spoc/platform-testing/world'
import { ana, bodyOf, circuit, contractId, meridian, nordlicht, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

describe('receiving a request', () => {
  let intake: IntakeWorld
  let agent: CallerOf
  let client: CallerOf
  const down = (over: object = {}) => ({ kind: 'incident', title: 'Link down', description: 'Since eight.', ...over })
  const stateOf = async (body: unknown) => {
    const { id } = body as { id: string }
    return (await intake.world.service.background.streams.load(requestFacts, id)).state
  }

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
    ;({ agent, client } = intake)
  })
  afterAll(() => intake.world.close())

  it('answers with the number by which everybody knows it, once it is durable', async () => {
    const answer = await client.post('/api/v1/requests', down())
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ number: expect.stringMatching(/^R-1\d{6}$/), revision: 0 })
    expect(answer.headers['etag']).toBe('"0"')
  })

  it('takes a client’s request for its only account and the contact who sent it', async () => {
    const { body } = await client.post('/api/v1/requests', down())
    expect(await stateOf(body)).toMatchObject({ accountId: meridian, contactId: ana, identifiedBy: { how: 'caller' } })
  })

  it('answers a repeated Idempotency-Key as the first time, and refuses it with another body', async () => {
    const key = { 'idempotency-key': 'once-1' }
    const first = await client.post('/api/v1/requests', down(), key)
    const again = await client.post('/api/v1/requests', down(), key)
    expect(again.body).toEqual(first.body)
    expect((await client.post('/api/v1/requests', down({ title: 'Other' }), key)).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    })
  })

  it('refuses another client’s account as one that there is not', async () => {
    const foreign = await client.post('/api/v1/requests', down({ accountId: nordlicht }))
    const missing = await agent.post('/api/v1/requests', down({ accountId: ana }))
    for (const { body } of [foreign, missing])
      expect(body).toMatchObject({ status: 422, code: 'account-unknown', errors: [{ field: 'accountId' }] })
  })

  it('finds the account by the service instance that staff name', async () => {
    const { body } = await agent.post('/api/v1/requests', down({ serviceInstanceId: circuit }))
    expect(await stateOf(body)).toMatchObject({ accountId: meridian, identifiedBy: { how: 'service' } })
  })

  it('gives the priority that the contract’s matrix says, and names the contract', async () => {
    const { body } = await client.post('/api/v1/requests', down({ impact: 'high', urgency: 'high' }))
    expect(await stateOf(body)).toMatchObject({ priority: 'P2', contractId })
  })

  it('takes a request without an account from staff, for the triage desk', async () => {
    const { body } = await agent.post('/api/v1/requests', down())
    expect(await stateOf(body)).toMatchObject({ status: 'new', identifiedBy: { how: 'unknown' } })
  })

  it('keeps both instants of a fault that is told later on the phone', async () => {
    const { body } = await agent.post(
      '/api/v1/requests',
      down({ accountId: meridian, onBehalfOf: ana, channel: 'phone', occurredAt: '2026-01-12T06:30:00+01:00' }),
    )
    expect(await stateOf(body)).toMatchObject({
      occurredAt: '2026-01-12T05:30:00.000Z',
      receivedAt: '2026-01-12T08:00:00.000Z',
      contactId: ana,
    })
  })

  it('keeps a description that is too long for an event beside the log', async () => {
    const { body, status } = await agent.post('/api/v1/requests', down({ description: 'x'.repeat(100_000) }))
    expect(status).toBe(201)
    const { id } = body as { id: string }
    const [event] = await intake.world.service.background.engines.log.readStream(`request-${id}`)
    expect(event?.data).toMatchObject({ descriptionBlob: { size: 100_000 } })
  })

  it('refuses what does not fit, with the field', async () => {
    const refused = async (over: object) =>
      bodyOf<{ errors: { field: string }[] }>(await client.post('/api/v1/requests', down(over))).errors[0]?.field
    expect(await refused({ title: ' ' })).toBe('title')
    expect(await refused({ kind: 'wish' })).toBe('kind')
    expect(await refused({ serviceInstanceId: ana })).toBe('serviceInstanceId')
    expect(await refused({ occurredAt: 'yesterday' })).toBe('occurredAt')
    expect(await refused({ occurredAt: '2026-01-13T00:00:00Z' })).toBe('occurredAt')
    expect(await refused({ surprise: 1 })).toBe('surprise')
  })
})
