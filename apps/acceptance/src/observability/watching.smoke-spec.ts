import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '@spoc/platform-catalogue'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type World } from '@spoc/platform-testing/world'
import { allContexts } from '../access/all-contexts.js'
import { root } from '../platform/built.js'
import { Caller, must, signIn } from '../platform/caller.js'
import { clockOf } from '../platform/clock.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { alerts, dashboards, labelsIn, metricsIn, questions, triedAlerts } from './watched.js'

describe('whoever watches the platform', () => {
  let world: World
  let admin: Caller
  let provider: Provider
  let clock: ReturnType<typeof clockOf>

  const scrape = async () => (await admin.get('/metrics')).text
  /** The value of the one series of a metric that carries these labels. */
  const figure = async (name: string, labels: Readonly<Record<string, string>> = {}) => {
    const lines = (await scrape()).split('\n').filter((line) => line.startsWith(`${name}{`))
    const found = lines.filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
    return found.length === 1 ? Number(found[0]?.split(' ').at(-1)) : `${found.length} series`
  }

  beforeAll(async () => {
    world = await openWorld({ contexts: allContexts, contracts: catalogue, environment: { SMTP_URL: 'smtp://127.0.0.1:9' } })
    admin = new Caller(world.url).withToken((await world.as('admin')).token)
    clock = clockOf([{ url: world.url }], admin)
  }, 120_000)
  afterAll(() => world?.close())

  it('sees a request that came before there was anybody to have it, until somebody has it', async () => {
    await must(admin.post('/api/v1/requests', { kind: 'incident', title: 'Nobody is there' }))
    await eventually(
      'it is seen',
      () => figure('spoc_requests_without_spoc'),
      (value) => value === 1,
    )
    await must(admin.post('/api/v1/clock', { to: '2026-01-12T08:05:00.000Z' }))
    expect(await figure('spoc_oldest_request_without_spoc_seconds')).toBe(300)
    await eventually(
      'it is set aside',
      () => figure('spoc_parked_subjects', { context: 'routing' }),
      (value) => value === 1,
    )
    provider = await furnish({
      admin,
      ...clock,
      settle: async () => undefined,
      signIn: (email, password) => signIn(world.url, email, password),
    })
    await eventually(
      'it is had',
      () => figure('spoc_requests_without_spoc'),
      (value) => value === 0,
    )
    expect(await figure('spoc_oldest_request_without_spoc_seconds')).toBe(0)
  })

  it('sees a promise that is about to be broken, and then that it is', async () => {
    const anna = await provider.as('anna')
    const told = { kind: 'incident', title: 'Dark', serviceInstanceId: provider.id('service:meridian') }
    await must(anna.post('/api/v1/requests', told))
    const { dueAt } = await eventually(
      'its clocks run',
      async () => clockNamed('response', await (await provider.as('ada')).get('/api/v1/clocks?limit=50')),
      ({ dueAt }) => dueAt !== undefined,
    )
    const minutesAhead = (minutes: number) => new Date(Date.parse(String(dueAt)) + minutes * 60_000).toISOString()
    await must(admin.post('/api/v1/clock', { to: minutesAhead(-10) }))
    expect(await figure('spoc_clocks_due_soon', { clock: 'response' })).toBe(1)
    expect(await figure('spoc_breached_clocks', { clock: 'response' })).toBe(0)
    await must(admin.post('/api/v1/clock', { to: minutesAhead(1) }))
    await eventually(
      'it is broken',
      () => figure('spoc_breached_clocks', { clock: 'response' }),
      (value) => value === 1,
    )
    expect(await figure('spoc_clocks_due_soon', { clock: 'response' })).toBe(0)
  })

  it('sees a mail that cannot go out, and for how long', async () => {
    await eventually(
      'it fails',
      () => figure('spoc_failing_notifications', { via: 'mail' }),
      (value) => Number(value) > 0,
    )
    expect(await figure('spoc_oldest_undelivered_notification_seconds', { via: 'mail' })).toBeGreaterThan(0)
    expect(await figure('spoc_oldest_undelivered_notification_seconds', { via: 'webhook' })).toBe(0)
  })

  it('sees a page that nobody takes, and how far it has gone', async () => {
    const { items } = await must((await provider.as('ada')).get('/api/v1/requests?limit=1'))
    const [request] = items as readonly { readonly id: string }[]
    const ask = { requestId: request?.id, teamId: provider.id('team:core'), ask: 'Please look.' }
    await must((await provider.as('ada')).post('/api/v1/engagements', ask))
    const inAll = async () => {
      const [first, next, last] = await Promise.all(
        ['no', 'next', 'last-resort'].map((escalated) => figure('spoc_unacknowledged_pages', { escalated })),
      )
      return `${first} ${next} ${last}`
    }
    await eventually('the first is told', inAll, (told) => told === '1 0 0')
    await must(admin.post('/api/v1/clock', { to: new Date(Date.parse(await clock.now()) + 11 * 60_000).toISOString() }))
    await eventually('the next is told', inAll, (told) => told === '0 1 0')
    expect(await figure('spoc_oldest_unacknowledged_page_seconds')).toBe(660)
    await must(admin.post('/api/v1/clock', { to: new Date(Date.parse(await clock.now()) + 60 * 60_000).toISOString() }))
    await eventually('the last resort is told', inAll, (told) => told === '0 0 1')
    await eventually(
      'the team is late',
      () => figure('spoc_overdue_engagements'),
      (value) => value === 1,
    )
  })

  it('sees refusals by their code, and how long answers and appends take', async () => {
    await admin.get('/api/v1/requests/R-0')
    await admin.get('/tmf-api/troubleTicket/v4/troubleTicket/R-0')
    expect(await figure('spoc_refusals_total', { code: 'request-unknown' })).toBeGreaterThan(0)
    expect(await figure('spoc_http_request_seconds_count', { method: 'POST', route: '/api/v1/engagements' })).toBe(1)
    expect(await figure('spoc_append_seconds_count')).toBeGreaterThan(10)
    expect(await figure('spoc_engine_up', { engine: 'log' })).toBe(1)
  })

  it('asks for nothing that is not told, and by no label that is not there', async () => {
    const text = await scrape()
    const told = (name: string) => text.includes(`# TYPE ${name.replace(/_(bucket|count|sum)$/, '')} `)
    const carries = (name: string, label: string) => new RegExp(`^${name}\\{[^}]*\\b${label}="`, 'm').test(text)
    expect(
      questions.flatMap(([who, expr]) =>
        metricsIn(expr)
          .filter((name) => !told(name))
          .map((name) => `${who}: ${name}`),
      ),
    ).toEqual([])
    expect(
      questions.flatMap(([who, expr]) =>
        labelsIn(expr).flatMap(([name, label]) => (carries(name, label) ? [] : [`${who}: ${label} of ${name}`])),
      ),
    ).toEqual([])
    expect(questions.length).toBeGreaterThan(40)
  })

  it('is told nothing of any client: no name, no address, no id', async () => {
    const text = (await scrape()).toLowerCase()
    const personal = [provider.tag, 'meridian', 'anna', ...['account:meridian', 'person:anna'].map((name) => provider.id(name))]
    expect(personal.filter((one) => text.includes(one))).toEqual([])
  })
})

describe('every alert', () => {
  const runbook = readFileSync(join(root, 'docs/operations/runbook.md'), 'utf8')
  const entry = (name: string) => runbook.split(/^### /m).find((part) => part.startsWith(`${name}\n`))

  it.each(alerts.map(({ alert }) => alert))('%s has a case that tells it, and its page in the runbook', (name) => {
    const alert = alerts.find((one) => one.alert === name)
    expect(triedAlerts.has(name)).toBe(true)
    expect(alert?.annotations.runbook_url).toBe(`docs/operations/runbook.md#${name.toLowerCase()}`)
    expect(entry(name)).toMatch(/\*\*For a client\*\*[\s\S]*\*\*See why\*\*[\s\S]*\*\*Do\*\*/)
    expect(alert?.labels.severity).toMatch(/^(page|ticket)$/)
  })

  it('is in the runbook, and nothing else is', () => {
    const entries = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
    expect([...entries].sort()).toEqual(alerts.map(({ alert }) => alert).sort())
  })

  it('stands beside two dashboards that link to each other', () =>
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(['spoc-clients', 'spoc-machinery']))
})

function clockNamed(name: string, { body }: { readonly body: Readonly<Record<string, unknown>> }): { readonly dueAt?: string } {
  const items = Array.isArray(body['items'])
    ? (body['items'] as readonly { readonly clock: string; readonly dueAt?: string }[])
    : []
  return items.find(({ clock }) => clock === name) ?? {}
}
