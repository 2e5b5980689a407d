import { plusMs, type Instant } from '@spoc/platform-kernel'
import { againstContracts } from '../contracts/kept-to.js'
import { keptBy } from '../faults/storage.js'
import { must, type Caller } from '../platform/caller.js'
import { recipientsOf } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { isSigned, webhookSink, type WebhookSink } from '../platform/webhook-sink.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { PROMISED } from '../provider/terms.js'
import { allOf, itemIn, itemsIn, listOf, typesOnTimeline, type Item } from './reading.js'

/** Point 3 of what a person can do: from receipt to closing, every step on the timeline and as notices. The story is told once, in order. */
describe('the life of a request', () => {
  let platform: Platform
  let provider: Provider
  let sink: WebhookSink
  let secret: string
  let requestId: string
  let number: string
  let begun: Instant
  let ada: Caller
  const seen: Record<string, Item> = {}
  const look = async (when: string) => {
    await platform.settle()
    seen[when] = itemIn(await must(ada.get(`/api/v1/requests/${requestId}`)))
  }
  const path = (act: string) => `/api/v1/requests/${requestId}/${act}`

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    sink = await webhookSink()
    ada = await provider.as('ada')
    begun = await platform.now()
    const accountId = provider.id('account:meridian')
    secret = String((await must(platform.admin.post('/api/v1/webhooks', { url: sink.url, accountId, kinds: [] })))['secret'])
    await receive()
    await engageCoreNetwork()
    await letTheResponseBeLate()
    await workOnIt()
    await resolveAndClose()
  }, 240_000)
  afterAll(async () => {
    await sink?.close()
    await platform?.stop()
  })

  async function receive() {
    const anna = await provider.as('anna')
    const told = { kind: 'incident', title: 'The bank is offline', description: 'No branch can reach us.' }
    const made = await must(anna.post('/api/v1/requests', { ...told, serviceInstanceId: provider.id('service:meridian') }))
    requestId = String(made['id'])
    number = String(made['number'])
    await look('received')
    for (const [key, account] of [
      ['jan', 'havel'],
      ['grace', 'kestrel'],
    ] as const) {
      const body = { ...told, kind: 'question', serviceInstanceId: provider.id(`service:${account}`) }
      const { id } = await must((await provider.as(key)).post('/api/v1/requests', body))
      await platform.settle()
      seen[`received of ${account}`] = itemIn(await must(ada.get(`/api/v1/requests/${String(id)}`)))
    }
  }

  async function engageCoreNetwork() {
    const ask = {
      requestId,
      teamId: provider.id('team:core'),
      ask: 'Please look at the core router.',
      tried: ['Restarted the CPE.'],
    }
    const { id } = await must(ada.post('/api/v1/engagements', ask))
    seen['engagement'] = { id: String(id) }
    await look('engaged')
    seen['hand-over'] = itemIn(await must(ada.get(`/api/v1/engagements/${String(id)}`)))
    seen['page at first'] = itemsIn(await must(ada.get(`/api/v1/pages?requestId=${requestId}`)))[0] ?? {}
    await platform.advance({ minutes: 11 })
    seen['page unanswered'] = itemsIn(await must(ada.get(`/api/v1/pages?requestId=${requestId}`)))[0] ?? {}
  }

  async function letTheResponseBeLate() {
    await platform.advance({ minutes: 25 })
    await look('late')
    await must(ada.post(path('take-up')))
  }

  async function workOnIt() {
    const ines = await provider.as('ines')
    await must(ines.post(`/api/v1/pages/${String(seen['page at first']?.['id'])}/acknowledgement`))
    await must(ines.post(`/api/v1/engagements/${String(seen['engagement']?.['id'])}/acceptance`))
    await must(ada.post(path('notes'), { text: 'The client is cross.' }))
    await must(ada.post(path('await-client'), { what: 'Is the CPE powered?' }))
    await look('waiting')
    await platform.advance({ hours: 1 })
    const anna = await provider.as('anna')
    await must(anna.post(path('replies'), { text: 'Yes, it is powered.' }))
    await look('answered')
    const done = { outcome: 'solved', report: 'A line card was replaced.' }
    await must(ines.post(`/api/v1/engagements/${String(seen['engagement']?.['id'])}/completion`, done))
  }

  async function resolveAndClose() {
    await must(ada.post(path('resolve'), { code: 'fixed', solution: 'A line card was replaced; all is well.' }))
    await look('resolved')
    await platform.advance({ days: 5, minutes: 1 })
    await look('closed')
  }

  const clock = (when: string, name: string) => listOf(seen[when]?.['clocks']).find((one) => one['clock'] === name)
  const after = (minutes: number) => plusMs(begun, minutes * 60_000)
  const timeline = () => typesOnTimeline(ada, requestId)
  const count = (types: readonly string[], type: string) => types.filter((one) => one === type).length

  it('has the SPOC that the account’s arrangement names, at once', () => {
    expect(seen['received']).toMatchObject({ status: 'new', spoc: { kind: 'person', personName: 'Ada Nowak' } })
    expect(seen['received of havel']).toMatchObject({ spoc: { kind: 'team' } })
    expect(seen['received of kestrel']).toMatchObject({ spoc: { kind: 'person', personName: 'Ben Okafor' } })
  })

  it('has its clocks running from receipt, with their due instants', () => {
    expect(clock('received', 'response')).toMatchObject({ state: 'running', startedAt: begun, dueAt: after(PROMISED.response) })
    expect(clock('received', 'resolve')).toMatchObject({ state: 'running', dueAt: after(PROMISED.resolve) })
  })

  it('brings a team in with a hand-over package, so that nobody asks the client again', () => {
    expect(seen['hand-over']).toMatchObject({
      state: 'offered',
      teamName: expect.stringContaining('Core network'),
      ask: expect.stringContaining('core router'),
      handover: { tried: ['Restarted the CPE.'], summary: expect.stringContaining('No branch can reach us.') },
    })
    const handover = itemIn(seen['hand-over']?.['handover'])
    expect(JSON.stringify(handover['contacts'])).toContain('Anna Köhler')
    expect(JSON.stringify(handover['services'])).toContain(`BER-meridian-${provider.tag}`)
  })

  it('pages whoever is on duty, and the next when nobody answers', () => {
    const told = (when: string) => (Array.isArray(seen[when]?.['told']) ? seen[when]['told'] : [])
    expect(seen['page at first']).toMatchObject({ state: 'open' })
    expect(told('page at first')).toHaveLength(1)
    expect(new Set(told('page unanswered'))).toEqual(new Set([provider.id('person:ines'), provider.id('person:omar')]))
  })

  it('warns ahead of a breach, and breaches once', async () => {
    expect(clock('late', 'response')).toMatchObject({ state: 'breached', breachedAt: after(PROMISED.response) })
    const types = await timeline()
    expect(count(types, 'sla.clock-breached.v1')).toBe(1)
    expect(types.indexOf('sla.clock-warned.v1')).toBeLessThan(types.indexOf('sla.clock-breached.v1'))
    expect(types.indexOf('sla.clock-warned.v1')).toBeGreaterThan(0)
    const entries = await allOf(ada, `/api/v1/requests/${requestId}/timeline`)
    const warned = entries.find(({ type }) => type === 'sla.clock-warned.v1')
    expect(itemIn(warned?.['data'])).toMatchObject({
      threshold: { share: 50 },
      audiences: ['spoc'],
      dueAt: after(PROMISED.response),
    })
  })

  it('stands still on the promise while the client is waited for, and goes on when the client answers', () => {
    expect(seen['waiting']).toMatchObject({ status: 'waiting-for-client' })
    expect(clock('waiting', 'resolve')).toMatchObject({ state: 'paused' })
    expect(seen['answered']).toMatchObject({ status: 'in-progress' })
    expect(clock('answered', 'resolve')).toMatchObject({ state: 'running', dueAt: after(PROMISED.resolve + 60) })
  })

  it('is resolved in time and closed by itself after the days of the contract', () => {
    expect(seen['resolved']).toMatchObject({ status: 'resolved', resolution: { code: 'fixed' } })
    expect(clock('resolved', 'resolve')).toMatchObject({ state: 'met' })
    expect(seen['closed']).toMatchObject({ status: 'closed' })
  })

  it('has every step on its timeline, in the order of the record', async () => {
    const types = await timeline()
    const story = [
      'intake.request-received.v1',
      'routing.spoc-assigned.v1',
      'routing.engagement-requested.v1',
      'routing.engagement-offered.v1',
      'routing.page-started.v1',
      'intake.request-taken-up.v1',
      'routing.engagement-accepted.v1',
      'intake.client-awaited.v1',
      'sla.clock-paused.v1',
      'intake.work-resumed.v1',
      'routing.engagement-completed.v1',
      'intake.request-resolved.v1',
      'intake.request-closed.v1',
    ]
    const places = story.map((type) => types.indexOf(type))
    expect(Object.fromEntries(story.map((type, index) => [type, (places[index] ?? -1) >= 0]))).toEqual(
      Object.fromEntries(story.map((type) => [type, true])),
    )
    for (const type of ['sla.clocks-started.v1', 'routing.spoc-assigned.v1', 'intake.request-resolved.v1'])
      expect(count(types, type)).toBe(1)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
  })

  it('shows the client its own part of the story and never a note', async () => {
    const entries = await allOf(await provider.as('anna'), path('timeline'))
    expect(JSON.stringify(entries)).toContain('line card')
    expect(JSON.stringify(entries)).not.toContain('cross')
    expect(entries.every((entry) => entry['public'] === true)).toBe(true)
  })

  it('tells the client by mail, and those on duty', async () => {
    const mails = (await platform.outgoing()).filter(({ subject, text }) => `${subject} ${text}`.includes(number))
    const to = (key: string) => mails.filter((mail) => recipientsOf(mail).includes(provider.address(key)))
    expect(to('anna').some(({ text }) => text?.includes('Is the CPE powered?'))).toBe(true)
    expect(to('anna').some(({ text }) => text?.includes('all is well'))).toBe(true)
    expect(to('ines').length).toBeGreaterThan(0)
    expect(to('omar').length).toBeGreaterThan(0)
    expect(mails.some((mail) => recipientsOf(mail).includes(provider.address('anna')) && mail.text?.includes('cross'))).toBe(
      false,
    )
  })

  it('calls the client’s webhook, signed, once for each fact', () => {
    const types = sink.calls.map(({ type }) => type)
    for (const type of ['request.received', 'request.taken-up', 'clock.breached', 'request.resolved', 'request.closed'])
      expect({ type, calls: types.filter((one) => one === type).length }).toEqual({ type, calls: 1 })
    expect(sink.calls.every((call) => isSigned(call, secret))).toBe(true)
    expect(new Set(sink.calls.map(({ id }) => id)).size).toBe(sink.calls.length)
  })

  it('explains each clock, line by line', async () => {
    const { clocks } = await must(ada.get(`/api/v1/clocks/${requestId}/explanation`))
    expect(listOf(clocks).map((one) => one['clock'])).toEqual(expect.arrayContaining(['response', 'restore', 'resolve']))
  })

  it('explains to staff how the team engaged kept its OLA, and to the client nothing of it', async () => {
    const path = `/api/v1/clocks/${requestId}/explanation`
    const { engagements } = await must(ada.get(path))
    // 36 minutes until it was taken up, and an hour for which the client was awaited: an OLA does not pause for that.
    expect(listOf(engagements)).toMatchObject([
      { clock: 'ola', state: 'met', countedMs: 96 * 60_000, pausedMs: 0, met: { within: true, by: 'solved' } },
    ])
    expect(await must((await provider.as('anna')).get(path))).not.toHaveProperty('engagements')
  })

  it('says whose doing the late response was: of the team that was engaged at once', async () => {
    const { clocks } = await must(ada.get(`/api/v1/clocks/${requestId}/explanation`))
    const response = listOf(clocks).find((one) => one['clock'] === 'response')
    const [breach] = listOf(response?.['attribution'])
    expect(breach).toMatchObject({ through: 'breach', openMs: PROMISED.response * 60_000 })
    expect(listOf(breach?.['shares'])).toMatchObject([
      { holder: 'own-team', teamId: provider.id('team:core'), ms: PROMISED.response * 60_000 },
    ])
  })

  it('keeps to the contracts for others, in all that it has recorded and shows', async () => {
    await platform.settle()
    expect(againstContracts(await keptBy(platform))).toEqual([])
  })
})
