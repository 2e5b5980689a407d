import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { contactFacts, type ContactEvent } from '@spoc/directory-contracts'
import { personFacts, type PersonEvent } from '@spoc/identity-contracts'
import { requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import { catalogue } from '@spoc/platform-catalogue'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type CallerOf, type World } from '@spoc/platform-testing/world'
import { pageFacts, routingOfRequest, type PageEvent, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { notificationContext } from './index.js'

const REQUEST = '0190a6c2-0000-7000-8000-000000000e01'
const PAGE = '0190a6c2-0000-7000-8000-000000000f01'
const ADA = '0190a6c2-0000-7000-8000-0000000000a1'
const OMAR = '0190a6c2-0000-7000-8000-0000000000a2'
const ANA = '0190a6c2-0000-7000-8000-0000000000c1'

const person = (id: string, name: string): PersonEvent => ({
  type: 'identity.person-registered.v1',
  data: {
    name: personal(name, keyOfPerson(id)),
    email: personal(`${name.toLowerCase()}@provider.example`, keyOfPerson(id)),
    emailHash: id,
    roles: ['agent'],
    accountIds: [],
  },
})
const contact: ContactEvent = {
  type: 'directory.contact-registered.v1',
  data: {
    accountIds: [],
    name: personal('Ana Köhler', keyOfPerson(ANA)),
    email: personal('ana@client.example', keyOfPerson(ANA)),
    emailHash: 'ana',
    rights: { reports: false, approvesWorks: true, escalates: true },
  },
}
const received: RequestEvent = {
  type: 'intake.request-received.v1',
  data: {
    number: 'R-1000017',
    kind: 'incident',
    title: personal('Line is down', `request:${REQUEST}:ana`),
    contactId: ANA,
    impact: 'high',
    urgency: 'high',
    priority: 'P1',
    receivedAt: '2026-01-12T08:00:00.000Z',
    mail: { messageId: 'one@client.example', references: [] },
    attachments: [],
    flags: [],
    identifiedBy: { how: 'address', reason: 'The address is known.' },
  },
}
const assigned: RequestRoutingEvent = {
  type: 'routing.spoc-assigned.v1',
  data: { requestId: REQUEST, spoc: { kind: 'person', personId: ADA }, because: 'named-in-hours' },
}

interface Listed {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly to: readonly string[]
  readonly subject: string
  readonly messageId: string
  readonly attempts: number
}

async function furnished(
  environment: Record<string, string> = {},
): Promise<{ world: World; agent: CallerOf; list: () => Promise<readonly Listed[]> }> {
  const world = await openWorld({
    contexts: [notificationContext],
    contracts: catalogue,
    environment: { SPOC_MAIL_DOMAIN: 'provider.example', ...environment },
  })
  const { streams } = world.service.background
  await streams.change(personFacts, ADA, world.given(), () => [person(ADA, 'Ada')])
  await streams.change(personFacts, OMAR, world.given(), () => [person(OMAR, 'Omar')])
  await streams.change(contactFacts, ANA, world.given(), () => [contact])
  const agent = await world.as('agent')
  const list = async () => ((await agent.get('/api/v1/notifications?limit=200')).body as { items: Listed[] }).items
  return { world, agent, list }
}

/** Facts of other contexts reach this one by their topics; no relay of theirs runs here, so the spec publishes them. */
async function happens(world: World, ...streamsOfFacts: readonly string[]): Promise<void> {
  const { toMessage } = await import('@spoc/platform-runtime')
  const { log, bus } = world.service.background.engines
  for (const stream of streamsOfFacts) {
    for (const event of await log.readStream(stream)) {
      await bus.publish(`spoc.${event.type.slice(0, event.type.indexOf('.'))}.v1`, [toMessage(event)])
    }
  }
}

describe('letters to the client', () => {
  let opened: Awaited<ReturnType<typeof furnished>>
  beforeEach(async () => {
    opened = await furnished()
    const { streams } = opened.world.service.background
    await streams.change(requestFacts, REQUEST, opened.world.given(), () => [received])
    await streams.change(routingOfRequest, REQUEST, opened.world.given(), () => [assigned])
  })
  afterEach(() => opened.world.close())

  it('acknowledge once, with number and SPOC, in the thread of the mail', async () => {
    const { world, agent, list } = opened
    await happens(world, `routing-${REQUEST}`, `routing-${REQUEST}`)
    const [sent] = await eventually('the acknowledgement', list, (items) => items.some(({ state }) => state === 'sent'))
    expect(sent).toMatchObject({ kind: 'acknowledgement', to: ['ana@client.example'] })
    expect(sent?.subject).toMatch(/^R-1000017: we have your request \[R-1000017\/[a-z2-7]{16}\]$/)
    const eml = (await agent.get(`/api/v1/mails/${sent?.id}`)).body as string
    expect(eml).toContain('In-Reply-To: <one@client.example>')
    expect(eml).toContain('Auto-Submitted: auto-replied')
    expect(eml).toMatch(/Reply-To: support\+r-1000017\.[a-z2-7]{16}@provider\.example/)
    expect(eml.replace(/=\r?\n/g, '')).toContain('Your point of contact for it is Ada')
    expect(await list()).toHaveLength(1)
  })

  it('carry a public reply, and never an internal note', async () => {
    const { world, list } = opened
    const said = (messageId: string, direction: 'to-client' | 'internal', text: string): RequestEvent => ({
      type: 'intake.message-added.v1',
      data: {
        messageId,
        direction,
        author: { kind: 'person', id: ADA },
        at: '2026-01-12T08:10:00.000Z',
        body: personal(text, `request:${REQUEST}:${ADA}`),
        match: { by: 'console', reason: 'Written in the console.' },
        attachments: [],
      },
    })
    await world.service.background.streams.change(requestFacts, REQUEST, world.given(), () => [
      said('m1', 'internal', 'SECRET note'),
      said('m2', 'to-client', 'We are on it.'),
    ])
    await happens(world, `request-${REQUEST}`)
    await eventually('the reply', list, (items) => items.some(({ kind, state }) => kind === 'reply' && state === 'sent'))
    const texts = await Promise.all(
      (await list()).map(async ({ id }) => String((await opened.agent.get(`/api/v1/mails/${id}`)).body)),
    )
    expect(texts.join()).toContain('We are on it.')
    expect(texts.join()).not.toContain('SECRET')
  })
})

describe('pages', () => {
  it('tell everybody they come to, and stop what is still to go out once one is acknowledged', async () => {
    const { world, list } = await furnished({ SMTP_URL: 'smtp://127.0.0.1:9' })
    try {
      const { streams } = world.service.background
      await streams.change(requestFacts, REQUEST, world.given(), () => [received])
      const started: PageEvent = {
        type: 'routing.page-started.v1',
        data: { requestId: REQUEST, reason: 'engagement', at: '2026-01-12T08:00:00.000Z', steps: [], lastResort: ADA },
      }
      const notified: PageEvent = {
        type: 'routing.page-notified.v1',
        data: { step: 0, personIds: [OMAR], at: '2026-01-12T08:00:00.000Z' },
      }
      await streams.change(pageFacts, PAGE, world.given(), () => [started, notified])
      await happens(world, `page-${PAGE}`)
      const [waiting] = await eventually('an attempt that failed', list, ([first]) => first?.attempts === 1)
      expect(waiting).toMatchObject({ kind: 'page', state: 'waiting', to: ['omar@provider.example'] })
      await streams.change(pageFacts, PAGE, world.given(), () => [
        { type: 'routing.page-acknowledged.v1', data: { by: OMAR, at: '2026-01-12T08:01:00.000Z' } } as PageEvent,
      ])
      await happens(world, `page-${PAGE}`)
      await eventually('the message to be suppressed', list, ([first]) => first?.state === 'suppressed')
    } finally {
      await world.close()
    }
  })
})

describe('delivery', () => {
  it('is tried again under the same Message-ID until the server takes it', async () => {
    const ids: string[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _, done) {
        let text = ''
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
        stream.on('end', () => {
          ids.push(/Message-ID: (\S+)/i.exec(text)?.[1] ?? '')
          done(ids.length < 3 ? Object.assign(new Error('later'), { responseCode: 451 }) : null)
        })
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { world, list } = await furnished({ SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` })
    try {
      const { streams } = world.service.background
      await streams.change(requestFacts, REQUEST, world.given(), () => [received])
      await streams.change(routingOfRequest, REQUEST, world.given(), () => [assigned])
      await happens(world, `routing-${REQUEST}`)
      await eventually('the first failure', list, ([first]) => first?.attempts === 1)
      await world.moveTo('2026-01-12T08:00:30.000Z')
      await eventually('the second failure', list, ([first]) => first?.attempts === 2)
      await world.moveTo('2026-01-12T08:01:30.000Z')
      await eventually('success', list, ([first]) => first?.state === 'sent')
      expect(ids).toHaveLength(3)
      expect(new Set(ids).size).toBe(1)
    } finally {
      await world.close()
      await new Promise<void>((resolve) => server.close(resolve))
    }
  })
})

describe('webhooks', () => {
  let receiver: Server
  const calls: { readonly headers: Record<string, unknown>; readonly body: string }[] = []
  beforeAll(async () => {
    receiver = createServer((request, answer) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
      request.on('end', () => {
        calls.push({ headers: request.headers, body })
        answer.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise<void>((resolve) => void receiver.close(() => resolve())))

  it('are called once, signed by the secret that was told, with nothing personal', async () => {
    const { world, list } = await furnished()
    try {
      const admin = await world.as('admin')
      const made = await admin.post('/api/v1/webhooks', {
        url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`,
        kinds: ['request.received'],
      })
      const { secret } = made.body as { secret: string }
      await world.service.background.streams.change(requestFacts, REQUEST, world.given(), () => [received])
      await happens(world, `request-${REQUEST}`, `request-${REQUEST}`)
      await eventually('delivery', list, (items) => items.some(({ state }) => state === 'sent'))
      expect(calls).toHaveLength(1)
      const [{ headers, body }] = calls as [(typeof calls)[0]]
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
      const signed = createHmac('sha256', key)
        .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
        .digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${signed}`)
      expect(JSON.parse(body)).toMatchObject({ type: 'request.received', data: { number: 'R-1000017', priority: 'P1' } })
      expect(body).not.toContain('Line is down')
    } finally {
      await world.close()
    }
  })

  it('are refused with the field where the address is none', async () => {
    const { world } = await furnished()
    try {
      const answer = await (await world.as('admin')).post('/api/v1/webhooks', { url: 'ftp://nowhere' })
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'url' }] } })
    } finally {
      await world.close()
    }
  })
})
