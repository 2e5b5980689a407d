import type { CallerOf } from '@spoc/platform-testing/world'
import { ana, bodyOf, circuit, meridian, nordlicht, openIntakeWorld, type IntakeWorld } from '../../test/intake-world.js'
import { intakeContext } from '../index.js'

type Ticket = Readonly<Record<string, unknown>> & { readonly id: string }

describe('trouble tickets (TMF621 v4)', () => {
  let intake: IntakeWorld
  let peer: CallerOf
  const path = '/tmf-api/troubleTicket/v4/troubleTicket'
  const ticket = (over: object = {}) => ({
    description: 'No light on the link to Amsterdam.',
    severity: 'Critical',
    ticketType: 'incident',
    ...over,
  })
  const create = async (over: object = {}, by = peer) => {
    const answer = await by.post(path, ticket(over))
    expect(answer).toMatchObject({ status: 201 })
    return bodyOf<Ticket>(answer)
  }
  const list = async (query: string, by = peer) => {
    const { body, headers } = await by.get(`${path}?${query}`)
    return { tickets: body as readonly Ticket[], headers }
  }

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
    peer = await intake.world.integration(['requests:read', 'requests:write'], meridian)
  })
  afterAll(() => intake.world.close())

  it('is created as a request of the caller’s account, and told whole', async () => {
    const answer = await peer.post(
      path,
      ticket({
        name: 'Amsterdam dark',
        externalId: 'INC0042',
        priority: 'Critical',
        relatedEntity: [{ id: 'ber-ams-0042', role: 'affected', '@referredType': 'Service' }],
        relatedParty: [
          { id: meridian, role: 'client', '@referredType': 'Organization' },
          { id: ana, '@referredType': 'Individual' },
        ],
        note: [{ text: 'We have restarted the router.' }],
        channel: { id: 'their-desk' },
        '@type': 'TroubleTicket',
      }),
    )
    const created = bodyOf<Ticket>(answer)
    expect(answer).toMatchObject({ status: 201, headers: { location: created['href'], etag: '"0"' } })
    expect(created).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      correlationId: expect.stringMatching(/^R-\d{7}$/),
      name: 'Amsterdam dark',
      description: 'No light on the link to Amsterdam.\n\nWe have restarted the router.',
      severity: 'Critical',
      priority: 'High',
      ticketType: 'incident',
      status: 'acknowledged',
      creationDate: '2026-01-12T08:00:00.000Z',
      externalId: 'INC0042',
      channel: { id: 'tmf621' },
      relatedEntity: [{ id: circuit, name: 'BER-AMS-0042', '@referredType': 'Service' }],
      relatedParty: [
        { id: meridian, name: 'Meridian' },
        { id: ana, name: 'Ana Köhler' },
      ],
      '@type': 'TroubleTicket',
    })
    expect((await peer.get(`${path}/${created.id}`)).body).toEqual(created)
  })

  it('is the same ticket for the same Idempotency-Key', async () => {
    const once = async () => bodyOf<Ticket>(await peer.post(path, ticket(), { 'idempotency-key': 'ticket-1' })).id
    expect(await once()).toBe(await once())
  })

  it('without a name is called by the first line of its description', async () =>
    expect(await create({ description: 'First line\nSecond line' })).toMatchObject({ name: 'First line' }))

  it('tells a description that is too long for an event', async () => {
    const description = 'x'.repeat(60_000)
    const { id } = await create({ description })
    expect((await peer.get(`${path}/${id}`)).body).toMatchObject({ description })
  })

  it('of a system of the provider’s is the account’s whose service instance it names', async () => {
    const own = await intake.world.integration(['requests:read', 'requests:write'])
    const created = await create({ relatedEntity: [{ id: circuit, '@referredType': 'Product' }] }, own)
    expect(created).toMatchObject({ relatedParty: [{ id: meridian }] })
  })

  it('is told with the fields asked for, and always with its id', async () => {
    const { id } = await create({ externalId: 'FIELDS-1' })
    expect((await peer.get(`${path}/${id}?fields=status,severity`)).body).toEqual({
      id,
      href: expect.any(String),
      status: 'acknowledged',
      severity: 'Critical',
      '@type': 'TroubleTicket',
    })
    expect((await list('externalId=FIELDS-1&fields=externalId')).tickets).toEqual([
      expect.objectContaining({ id, externalId: 'FIELDS-1' }),
    ])
  })

  it('is found by status, severity, type, the client’s reference and the number', async () => {
    const created = await create({ severity: 'minor', ticketType: 'serviceRequest', externalId: 'FIND-1' })
    const found = async (query: string) => (await list(`${query}&limit=200`)).tickets.map(({ id }) => id)
    for (const query of [
      'status=acknowledged',
      'status=acknowledged,pending',
      'severity=Minor',
      'ticketType=service-request',
      'externalId=FIND-1',
      `correlationId=${String(created['correlationId'])}`,
    ])
      expect(await found(query)).toContain(created.id)
    for (const query of ['status=closed', 'severity=Major', 'ticketType=complaint', 'externalId=FIND-2', 'correlationId=R-1'])
      expect(await found(query)).not.toContain(created.id)
  })

  it('is cancelled in TMF621’s words where it was merged, with its relationship to the survivor', async () => {
    const [survivor, merged] = [await create(), await create()]
    const answer = await intake.agent.post(`/api/v1/requests/${merged.id}/merge`, { into: survivor.id })
    const after = String(bodyOf(answer)['position'])
    expect((await peer.get(`${path}/${merged.id}?after=${after}`)).body).toMatchObject({
      status: 'cancelled',
      troubleTicketRelationship: [{ id: survivor.id, relationshipType: 'merged-into' }],
    })
  })

  it('is listed by offset and limit, with how many there are', async () => {
    for (let count = 0; count < 5; count += 1) await create({ externalId: 'PAGE' })
    const { tickets: all, headers } = await list('externalId=PAGE')
    expect(headers).toMatchObject({ 'x-result-count': '5', 'x-total-count': '5' })
    const page = await list('externalId=PAGE&offset=2&limit=2')
    expect(page.tickets).toEqual(all.slice(2, 4))
    expect(page.headers).toMatchObject({ 'x-result-count': '2', 'x-total-count': '5' })
    expect((await list('externalId=PAGE&offset=9')).tickets).toEqual([])
  })

  it('of another account is not told of, not by id, list, filter, service or party', async () => {
    const theirs = await intake.world.integration(['requests:read', 'requests:write'], nordlicht)
    const own = await create({ externalId: 'MARKER' })
    const foreign = await theirs.get(`${path}/${own.id}`)
    const missing = await theirs.get(`${path}/${ana}`)
    expect(foreign.body).toEqual(missing.body)
    expect(foreign.body).toMatchObject({ status: '404', code: 'ticket-unknown' })
    const { tickets, headers } = await list('externalId=MARKER', theirs)
    expect(tickets).toEqual([])
    expect(headers['x-total-count']).toBe('0')
    expect((await list('limit=200', intake.stranger)).tickets.map(({ id }) => id)).not.toContain(own.id)
    for (const over of [
      { relatedEntity: [{ id: circuit }] },
      { relatedEntity: [{ id: 'BER-AMS-0042' }] },
      { relatedParty: [{ id: meridian, '@referredType': 'Organization' }] },
      { relatedParty: [{ id: ana, '@referredType': 'Individual' }] },
    ])
      expect((await theirs.post(path, ticket(over))).body).toMatchObject({
        status: '400',
        code: expect.stringMatching(/^(service|account|contact)-unknown$/),
      })
  })

  it.each([
    ['no object', [], 'field-invalid', 'body'],
    ['no description', { description: undefined }, 'field-missing', 'description'],
    ['an empty description', { description: ' ' }, 'field-missing', 'description'],
    ['no severity', { severity: undefined }, 'field-missing', 'severity'],
    ['a severity there is not', { severity: 'Bad' }, 'field-invalid', 'severity'],
    ['a severity named like a part of every object', { severity: 'constructor' }, 'field-invalid', 'severity'],
    ['no type', { ticketType: null }, 'field-missing', 'ticketType'],
    ['a type there is not', { ticketType: 'wish' }, 'field-invalid', 'ticketType'],
    ['a description that is no text', { description: 7 }, 'field-invalid', 'description'],
    ['a reference that is too long', { externalId: 'x'.repeat(101) }, 'field-too-long', 'externalId'],
    ['a related entity without id', { relatedEntity: [{}] }, 'field-invalid', 'relatedEntity.0'],
    ['related parties that are no list', { relatedParty: {} }, 'field-invalid', 'relatedParty'],
    ['a service there is not', { relatedEntity: [{ id: 'NO-SUCH-1' }] }, 'service-unknown', 'relatedEntity'],
    ['attachments', { attachment: [{ url: 'http://x.example' }] }, 'attachment-not-taken', 'attachment'],
  ])('refuses %s as TM Forum wants it, and takes nothing in', async (_, over, code, field) => {
    const { log } = intake.world.service.background.engines
    const head = await log.head()
    const answer = await peer.post(path, Array.isArray(over) ? over : ticket(over))
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toContain('application/json')
    expect(answer.body).toEqual({
      code,
      reason: expect.any(String),
      message: expect.stringContaining(field),
      status: '400',
      '@type': 'Error',
    })
    expect(await log.head()).toBe(head)
  })

  it.each(['status=open', 'severity=x', 'ticketType=x', 'offset=10001', 'offset=-1', 'limit=0', 'limit=1000', 'color=red'])(
    'refuses to list by %s',
    async (query) => {
      const answer = await peer.get(`${path}?${query}`)
      expect(answer).toMatchObject({ status: 400, body: { code: expect.any(String), message: expect.any(String) } })
    },
  )

  it('is for those who may, in TM Forum’s words too', async () => {
    const reader = await intake.world.integration(['requests:read'], meridian)
    expect(await reader.post(path, ticket())).toMatchObject({ status: 403, body: { code: 'not-allowed', status: '403' } })
    expect(await intake.world.anonymous.get(path)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect((await intake.client.get(path)).status).toBe(200)
  })
})
