import { againstContracts } from '../contracts/kept-to.js'
import { keptBy } from '../faults/storage.js'
import { must, type Caller } from '../platform/caller.js'
import { handOver, rawMail, recipientsOf } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { allOf, itemsIn, listOf, type Item } from './reading.js'

/** Point 2 of what a person can do: real input, by each channel, becomes a request of the right account, once, and is acknowledged. */
describe('what comes in', () => {
  let platform: Platform
  let provider: Provider
  let ada: Caller

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    ada = await provider.as('ada')
  })
  afterAll(() => platform?.stop())

  const queue = async (account: string) => allOf(ada, `/api/v1/requests?accountId=${provider.id(`account:${account}`)}`)
  const titled = (items: readonly Item[], title: string) => items.filter((item) => item['title'] === title)
  const mailsTo = async (address: string, about: string) =>
    (await platform.outgoing()).filter((mail) => recipientsOf(mail).includes(address) && mail.text?.includes(about))

  describe('by mail', () => {
    const mail = (messageId: string, subject: string, from = provider.address('anna')) =>
      rawMail({ from: `Anna <${from}>`, to: `support@${platform.mailDomain}`, subject, text: 'Nothing works here.', messageId })
    const send = (message: string, from = provider.address('anna')) =>
      handOver(platform.smtpPort, { from, to: `support@${platform.mailDomain}` }, message)

    it('is one request of the account that the sender belongs to, however often the mail comes', async () => {
      const once = mail(`<once@${provider.tag}.example>`, 'The line is down')
      expect((await send(once)).code).toBe(250)
      expect((await send(once)).code).toBe(250)
      await platform.settle()
      expect(titled(await queue('meridian'), 'The line is down')).toEqual([
        expect.objectContaining({ channel: 'mail', contactName: 'Anna Köhler', number: expect.stringMatching(/^R-\d+/) }),
      ])
    })

    it('is acknowledged once, with its number, its point of contact, what is promised, and a link to follow it', async () => {
      await send(mail(`<told@${provider.tag}.example>`, 'The router blinks'))
      await platform.settle()
      const [request] = titled(await queue('meridian'), 'The router blinks')
      const acknowledgements = await mailsTo(provider.address('anna'), String(request?.['number']))
      expect(acknowledgements).toHaveLength(1)
      expect(acknowledgements[0]?.inReplyTo).toBe(`<told@${provider.tag}.example>`)
      expect(acknowledgements[0]?.text).toContain('Ada Nowak')
      const link = /https?:\/\/\S+\/follow\/(\S+)/.exec(acknowledgements[0]?.text ?? '')?.[1]
      expect((await platform.anonymous.get(`/api/v1/follow/${link}`)).body).toMatchObject({ number: request?.['number'] })
    })

    it('goes on with the request that an answer is about', async () => {
      await send(mail(`<first@${provider.tag}.example>`, 'Slow since noon'))
      await platform.settle()
      const [request] = titled(await queue('meridian'), 'Slow since noon')
      const [told] = await mailsTo(provider.address('anna'), String(request?.['number']))
      const answer = rawMail({
        from: provider.address('anna'),
        to: `support@${platform.mailDomain}`,
        subject: `Re: ${told?.subject ?? ''}`,
        text: 'Now it is even slower.',
        messageId: `<second@${provider.tag}.example>`,
        headers: { 'In-Reply-To': told?.messageId ?? '', References: told?.messageId ?? '' },
      })
      expect((await send(answer)).code).toBe(250)
      await platform.settle()
      const entries = await allOf(ada, `/api/v1/requests/${String(request?.['id'])}/timeline`)
      expect(entries).toContainEqual(expect.objectContaining({ text: expect.stringContaining('even slower'), public: true }))
      expect((await queue('meridian')).filter(({ title }) => String(title).includes('Slow since noon'))).toHaveLength(1)
    })

    it('goes to the triage desk where nobody knows the sender', async () => {
      const stranger = `stranger@elsewhere-${provider.tag}.example`
      await send(mail(`<who@${provider.tag}.example>`, `Who are you ${provider.tag}`, stranger), stranger)
      await platform.settle()
      const [request] = titled(await allOf(ada, '/api/v1/requests'), `Who are you ${provider.tag}`)
      expect(request).toMatchObject({ spoc: { kind: 'team' }, clocks: [] })
      expect(request).not.toHaveProperty('accountId')
    })
  })

  describe('by the REST API', () => {
    const body = (title: string) => ({
      kind: 'incident',
      title,
      description: 'It is down.',
      serviceInstanceId: provider.id('service:havel'),
    })

    it('is one request however often the same Idempotency-Key comes, and another body under it is refused', async () => {
      const jan = await provider.as('jan')
      const key = { 'idempotency-key': `once-${provider.tag}` }
      const first = await jan.post('/api/v1/requests', body('Once'), key)
      const again = await jan.post('/api/v1/requests', body('Once'), key)
      expect([first.status, again.status]).toEqual([201, 201])
      expect(again.body).toEqual(first.body)
      const other = await jan.post('/api/v1/requests', body('Other'), key)
      expect({ status: other.status, code: other.body['code'] }).toEqual({ status: 422, code: 'idempotency-key-reused' })
      await platform.settle()
      expect(titled(await queue('havel'), 'Once')).toHaveLength(1)
      expect(titled(await queue('havel'), 'Other')).toHaveLength(0)
    })

    it('can be read at once by whoever wrote it, by the position it was told', async () => {
      const jan = await provider.as('jan')
      const made = await jan.post('/api/v1/requests', body('Read your writes'))
      const read = await jan.get(`/api/v1/requests/${String(made.body['id'])}?after=${made.headers['x-log-position']}`)
      expect(read).toMatchObject({ status: 200, body: { title: 'Read your writes', number: made.body['number'] } })
    })

    it('is taken from a system with a token that may write requests, and from no other', async () => {
      const system = await provider.token(['requests:write'], 'havel')
      const reader = await provider.token(['requests:read'], 'havel')
      expect(
        (await system.post('/api/v1/requests', { ...body('From a system'), accountId: provider.id('account:havel') })).status,
      ).toBe(201)
      expect((await reader.post('/api/v1/requests', body('From a reader'))).status).toBe(403)
    })
  })

  describe('by Alertmanager', () => {
    const alert = (fingerprint: string, status = 'firing') => ({
      version: '4',
      groupKey: `{}:{alertname="CircuitDown-${provider.tag}"}`,
      truncatedAlerts: 0,
      status,
      receiver: 'spoc',
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: 'http://alertmanager.example',
      alerts: [
        {
          status,
          labels: { alertname: 'CircuitDown', circuit: `BER-kestrel-${provider.tag}`, severity: 'critical' },
          annotations: { summary: `Circuit of ${fingerprint} is down` },
          startsAt: '2026-01-12T07:58:13Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'http://prometheus.example',
          fingerprint,
        },
      ],
    })

    it('is one request of the account whose circuit it names, however often it fires', async () => {
      const monitor = await provider.token(['alerts:write'], undefined, 'alertmanager')
      const first = listOf((await must(monitor.post('/api/v1/channels/alertmanager', alert('00000000000000aa'))))['requests'])
      const again = listOf((await must(monitor.post('/api/v1/channels/alertmanager', alert('00000000000000aa'))))['requests'])
      expect(first).toMatchObject([{ outcome: 'opened' }])
      expect(again).toMatchObject([{ outcome: 'known', id: first[0]?.['id'] }])
      await platform.settle()
      expect((await queue('kestrel')).filter(({ id }) => id === first[0]?.['id'])).toMatchObject([{ channel: 'alertmanager' }])
    })

    it('wants the token of an integration that may send alerts', async () => {
      const other = await provider.token(['requests:write'])
      expect((await other.post('/api/v1/channels/alertmanager', alert('00000000000000ab'))).status).toBe(403)
      expect((await platform.anonymous.post('/api/v1/channels/alertmanager', alert('00000000000000ac'))).status).toBe(401)
    })
  })

  describe('by TMF621', () => {
    const tickets = '/tmf-api/troubleTicket/v4/troubleTicket'

    it('is one request for a trouble ticket, and is told as one', async () => {
      const peer = await provider.token(['requests:write', 'requests:read'], 'havel', 'tmf621')
      const made = await peer.post(tickets, {
        name: 'Loss of signal',
        description: 'No light on the port.',
        severity: 'Major',
        ticketType: 'incident',
        externalId: `EXT-${provider.tag}`,
      })
      expect({ status: made.status, text: made.text }).toMatchObject({ status: 201 })
      await platform.settle()
      const read = await peer.get(`${tickets}/${String(made.body['id'])}`)
      expect(read).toMatchObject({ status: 200, body: { name: 'Loss of signal', status: 'acknowledged' } })
      expect(titled(await queue('havel'), 'Loss of signal')).toMatchObject([
        { channel: 'tmf621', clientReference: `EXT-${provider.tag}` },
      ])
    })
  })

  it('is found by number, circuit, the client’s reference and words', async () => {
    const jan = await provider.as('jan')
    const made = await must(
      jan.post('/api/v1/requests', {
        kind: 'question',
        title: 'Whence the quixotic invoice',
        description: 'We wonder.',
        serviceInstanceId: provider.id('service:havel'),
        clientReference: `PO-${provider.tag}-77`,
      }),
    )
    await platform.settle()
    const find = async (words: string) =>
      itemsIn(await must(ada.get(`/api/v1/search?q=${encodeURIComponent(words)}`))).map(({ id }) => id)
    for (const words of [String(made['number']), `BER-havel-${provider.tag}`, `PO-${provider.tag}-77`, 'quixotic invoice'])
      expect({ words, found: await find(words) }).toMatchObject({ words, found: expect.arrayContaining([made['id']]) })
    const anna = await provider.as('anna')
    expect(itemsIn(await must(anna.get(`/api/v1/search?q=${encodeURIComponent('quixotic invoice')}`)))).toEqual([])
  })

  it('keeps to the contracts for others, in all that it has recorded and shows', async () => {
    await platform.settle()
    expect(againstContracts(await keptBy(platform))).toEqual([])
  })
})
