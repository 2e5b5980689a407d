import { requestFacts } from '@spoc/intake-contracts'
import { eventually } from '@spoc/platform-testing'
import { ana, bodyOf, circuit, meridian, nordlicht, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

const commands: readonly (readonly [command: string, body: object | undefined, status: string])[] = [
  ['take-up', undefined, 'in-progress'],
  ['await-client', { what: 'Please restart the router.' }, 'waiting-for-client'],
  ['hold', { reason: 'vendor', party: 'vendor', until: '2026-02-01T00:00:00Z', note: 'They know.' }, 'on-hold'],
  ['resolve', { code: 'fixed', solution: 'The port was replaced.' }, 'resolved'],
  ['cancel', { reason: 'Not wanted any more.' }, 'cancelled'],
  ['reject', { reason: 'Not ours.' }, 'rejected'],
  ['priority', { impact: 'high', urgency: 'high' }, 'new'],
  ['kind', { kind: 'question' }, 'new'],
  ['service', { serviceInstanceId: circuit }, 'new'],
  ['notes', { text: 'Looks like the splitter.' }, 'new'],
  ['replies', { text: 'We look into it.' }, 'in-progress'],
]

describe('commands on a request', () => {
  let intake: IntakeWorld
  const stateOf = async (id: string) => (await intake.world.service.background.streams.load(requestFacts, id)).state
  const path = (id: string, command: string) => `/api/v1/requests/${id}/${command}`
  const does = async (id: string, command: string, body?: object, by = intake.agent) => {
    const answer = await by.post(path(id, command), body)
    expect({ command, status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
    return answer
  }

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterAll(() => intake.world.close())

  it.each(commands)('%s: staff carry it out, and the queue shows it', async (command, body, status) => {
    const { id } = await intake.bring()
    const { headers } = await does(id, command, body)
    expect(bodyOf(await intake.agent.get(`/api/v1/requests/${id}?after=${headers['x-log-position']}`))).toMatchObject({ status })
  })

  it.each(commands)('%s: no stranger carries it out, or learns that there is such a request', async (command, body) => {
    const { id } = await intake.bring()
    const { status, body: answer } = await intake.stranger.post(path(id, command), body)
    const missing = await intake.agent.post(path(nordlicht, command), body)
    expect([403, 404]).toContain(status)
    if (status === 404) expect(answer).toMatchObject({ code: 'request-unknown' })
    expect(missing.body).toMatchObject({ status: 404, code: 'request-unknown' })
    expect(await stateOf(id)).toMatchObject({ status: 'new' })
  })

  it.each([
    ['take-up', undefined],
    ['await-client', { what: 'x' }],
    ['hold', { reason: 'vendor', party: 'vendor' }],
    ['resume', undefined],
    ['resolve', { code: 'fixed', solution: 'x' }],
    ['confirm', undefined],
    ['cancel', { reason: 'x' }],
    ['reject', { reason: 'x' }],
    ['priority', { impact: 'low', urgency: 'low' }],
    ['kind', { kind: 'question' }],
  ])('%s: is refused to a request that is cancelled, with its state as the code', async (command, body) => {
    const { id } = await intake.bring()
    await does(id, 'cancel', { reason: 'Not wanted.' })
    const { body: answer } = await intake.agent.post(path(id, command), body)
    if (command === 'cancel') expect(answer).toMatchObject({ revision: 1 })
    else expect(answer).toMatchObject({ status: 409, code: 'request-cancelled' })
  })

  it('keeps from clients what is staff’s to decide', async () => {
    const { id } = await intake.bring()
    for (const command of [
      'take-up',
      'await-client',
      'hold',
      'resolve',
      'reject',
      'priority',
      'kind',
      'account',
      'merge',
      'notes',
    ])
      expect((await intake.client.post(path(id, command), {})).status).toBe(403)
    const resolving = { text: 'x', resolves: { code: 'fixed' } }
    expect((await intake.client.post(path(id, 'replies'), resolving)).body).toMatchObject({ status: 403 })
  })

  it('lets a client confirm a solution, reopen what is not solved, and withdraw its own request', async () => {
    const { id } = await intake.bring()
    await does(id, 'resolve', { code: 'fixed', solution: 'Replaced.' }, intake.engineer)
    await does(id, 'confirm', undefined, intake.client)
    expect(await stateOf(id)).toMatchObject({ status: 'closed' })
    await does(id, 'reopen', { reason: 'It is down again.' }, intake.client)
    expect(await stateOf(id)).toMatchObject({ status: 'in-progress' })
    await does(id, 'cancel', { reason: 'Never mind.' }, intake.client)
    expect(await stateOf(id)).toMatchObject({ status: 'cancelled' })
    expect((await intake.client.post(path(id, 'reopen'), { reason: 'Sorry' })).status).toBe(409)
  })

  it('goes on with a request that waits when the client answers', async () => {
    const { id } = await intake.bring()
    await does(id, 'await-client', { what: 'Which port?' })
    expect(bodyOf(await does(id, 'replies', { text: 'Port 7.' }, intake.client))).toMatchObject({
      outcome: 'added',
      requestId: id,
    })
    expect(await stateOf(id)).toMatchObject({ status: 'in-progress' })
  })

  it('awaits the client by the contract’s days, or by the instants that are named', async () => {
    const { id } = await intake.bring()
    await does(id, 'await-client', { what: 'Which port?' })
    expect(await stateOf(id)).toMatchObject({
      phase: { remindAt: '2026-01-14T08:00:00.000Z', resolveAt: '2026-01-18T08:00:00.000Z' },
    })
    await does(id, 'resume')
    await does(id, 'await-client', { what: 'Which port?', remindAt: '2026-01-12T12:00:00Z', resolveAt: '2026-01-13T12:00:00Z' })
    expect(await stateOf(id)).toMatchObject({
      phase: { remindAt: '2026-01-12T12:00:00.000Z', resolveAt: '2026-01-13T12:00:00.000Z' },
    })
    await does(id, 'resume')
    const over = await intake.agent.post(path(id, 'await-client'), { what: 'x', resolveAt: '2026-01-01T00:00:00Z' })
    expect(over.body).toMatchObject({ status: 422, errors: [{ field: 'resolveAt' }] })
  })

  it('answers and resolves in one act', async () => {
    const { id } = await intake.bring()
    await does(id, 'replies', { text: 'The port was replaced.', resolves: { code: 'fixed' } })
    expect(await stateOf(id)).toMatchObject({ phase: { status: 'resolved', code: 'fixed', closeAfterDays: 5 } })
  })

  it('writes down what a contact said on the phone, as the contact’s word', async () => {
    const { id } = await intake.bring()
    const said = { text: 'It is the port on the left.', onBehalfOf: ana, channel: 'phone' }
    const { headers } = await does(id, 'replies', { ...said, occurredAt: '2026-01-12T07:00:00Z' })
    const { items } = bodyOf<{ items: object[] }>(await intake.agent.get(path(id, `timeline?after=${headers['x-log-position']}`)))
    expect(items.at(-1)).toMatchObject({
      channel: 'phone',
      occurredAt: '2026-01-12T07:00:00.000Z',
      onBehalfOf: { kind: 'contact', name: 'Ana Köhler' },
      data: { direction: 'from-client' },
    })
    const other = await intake.agent.post(path(id, 'replies'), { ...said, onBehalfOf: circuit })
    expect(other.body).toMatchObject({ status: 422, code: 'contact-unknown' })
  })

  it('keeps internal notes from clients: in the timeline, and in what they can find', async () => {
    const { id } = await intake.bring()
    await does(id, 'notes', { text: 'The client is wrong.' })
    const { headers } = await does(id, 'hold', { reason: 'vendor', party: 'vendor', note: 'Vendor asleep.' })
    const after = `after=${headers['x-log-position']}`
    for (const shown of [`${path(id, 'timeline')}?${after}`, `/api/v1/requests/${id}?${after}`]) {
      expect(JSON.stringify((await intake.agent.get(shown)).body)).toMatch(/asleep/)
      expect(JSON.stringify((await intake.client.get(shown)).body)).not.toMatch(/wrong|asleep/)
    }
  })

  it('shows long messages whole', async () => {
    const { id } = await intake.bring()
    const text = `Long. ${'y'.repeat(60_000)}`
    const { headers } = await does(id, 'replies', { text })
    const { items } = bodyOf<{ items: { text?: string }[] }>(
      await intake.client.get(path(id, `timeline?after=${headers['x-log-position']}`)),
    )
    expect(items.at(-1)?.text).toBe(text)
  })

  it('changes a request only at the revision that was read', async () => {
    const { id } = await intake.bring()
    expect((await intake.agent.post(path(id, 'take-up'), undefined, { 'if-match': '"7"' })).status).toBe(412)
    expect((await intake.agent.post(path(id, 'take-up'), undefined, { 'if-match': '"0"' })).headers['etag']).toBe('"1"')
  })

  it('answers a repeated Idempotency-Key as before, and says nothing twice', async () => {
    const { id } = await intake.bring()
    const key = { 'idempotency-key': 'reply-1' }
    const first = await intake.agent.post(path(id, 'replies'), { text: 'We look into it.' }, key)
    const again = await intake.agent.post(path(id, 'replies'), { text: 'We look into it.' }, key)
    expect(again.body).toEqual(first.body)
    const state = await stateOf(id)
    expect(state.is === 'received' && state.messageIds).toHaveLength(1)
  })

  it('gives a request of an unknown sender to its account, after which its client sees it', async () => {
    const { id, position } = await intake.bring({ serviceInstanceId: undefined }, intake.agent)
    expect((await intake.client.get(`/api/v1/requests/${id}?after=${position}`)).status).toBe(404)
    expect((await intake.agent.post(path(id, 'account'), { accountId: circuit })).body).toMatchObject({
      status: 422,
      code: 'account-unknown',
    })
    const { headers } = await does(id, 'account', { accountId: meridian })
    expect((await intake.client.get(`/api/v1/requests/${id}?after=${headers['x-log-position']}`)).status).toBe(200)
  })

  it('does not let what was said to one client be read by another, when the account was wrong', async () => {
    const { id } = await intake.bring()
    await does(id, 'replies', { text: 'Dear Meridian.' })
    const { headers } = await does(id, 'account', { accountId: nordlicht })
    const after = `after=${headers['x-log-position']}`
    const story = JSON.stringify((await intake.stranger.get(`${path(id, 'timeline')}?${after}`)).body)
    expect(story).not.toContain('Dear Meridian')
    expect((await intake.client.get(`/api/v1/requests/${id}?${after}`)).status).toBe(404)
  })

  it('merges into a survivor that knows of it; replies reach the survivor, and unmerging takes it all back', async () => {
    const [one, other, last] = [await intake.bring(), await intake.bring(), await intake.bring()]
    await does(one.id, 'merge', { into: other.number })
    await does(other.id, 'merge', { into: last.id })
    const reply = bodyOf(await does(one.id, 'replies', { text: 'Any news?' }, intake.client))
    expect(reply).toMatchObject({ requestId: last.id, outcome: 'added' })
    await eventually(
      'the survivor to know whom it goes on for',
      () => stateOf(other.id),
      (state) => state.is === 'received' && state.links.some(({ to, relation }) => to === one.id && relation === 'survives'),
    )
    await does(one.id, 'unmerge')
    expect(await stateOf(one.id)).toMatchObject({ status: 'new' })
    await eventually(
      'the survivor to forget it',
      () => stateOf(other.id),
      (state) => state.is === 'received' && state.links.length === 0,
    )
  })

  it('never merges across accounts', async () => {
    const [one, other] = [await intake.bring(), await intake.bring({}, intake.stranger)]
    expect((await intake.agent.post(path(one.id, 'merge'), { into: other.id })).body).toMatchObject({
      status: 422,
      code: 'merge-across-accounts',
    })
  })

  it('links two requests on both sides, across accounts for staff only', async () => {
    const [one, other] = [await intake.bring(), await intake.bring({}, intake.stranger)]
    await does(one.id, 'links', { to: other.number, relation: 'child-of', reason: 'Same site.' })
    await eventually(
      'the other to be linked back',
      () => stateOf(other.id),
      (state) => state.is === 'received' && state.links.some(({ relation }) => relation === 'parent-of'),
    )
    const seen = async (by = intake.agent) => bodyOf(await by.get(`/api/v1/requests/${one.id}?after=${await head()}`))['links']
    expect(await seen()).toEqual([{ to: other.id, relation: 'child-of' }])
    expect(await seen(intake.client)).toEqual([])
    expect((await intake.agent.delete(path(one.id, `links/child-of/${other.id}`))).status).toBe(200)
    await eventually(
      'the link to be gone on the other side too',
      () => stateOf(other.id),
      (state) => state.is === 'received' && state.links.length === 0,
    )
  })

  it('opens a linked follow-up when the client writes after the days to reopen', async () => {
    const { id, number } = await intake.bring({ title: 'Slow line' })
    await does(id, 'resolve', { code: 'fixed', solution: 'Faster now.' })
    await does(id, 'confirm', undefined, intake.client)
    await intake.world.moveTo('2026-02-12T08:00:00.000Z')
    const key = { 'idempotency-key': 'late-1' }
    const late = await intake.client.post(path(id, 'replies'), { text: 'Slow again.' }, key)
    const { requestId } = bodyOf<{ requestId: string }>(late)
    expect(late.body).toMatchObject({ outcome: 'follow-up-opened', number: expect.stringMatching(/^R-/) })
    expect(bodyOf(await intake.client.post(path(id, 'replies'), { text: 'Slow again.' }, key))).toMatchObject({ requestId })
    expect(await stateOf(requestId)).toMatchObject({
      links: [{ to: id, relation: 'follows-up' }],
      accountId: meridian,
      identifiedBy: { reason: `It follows up on ${number}.` },
    })
  })

  const head = async () => String(await intake.world.service.background.engines.log.head())
})
