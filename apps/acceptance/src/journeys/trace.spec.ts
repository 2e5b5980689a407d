import { randomBytes } from 'node:crypto'
import { eventually } from '@spoc/platform-testing'
import { must } from '../platform/caller.js'
import { handOver, rawMail } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { traceSink, type SeenSpan, type TraceSink } from '../platform/trace-sink.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { allOf, listOf } from './reading.js'

/** The way of a request from its receipt to the acknowledgement; each is a step that the client waits for. */
const WAY = [
  'POST /api/v1/requests',
  'append request',
  'publish spoc.intake.v1',
  'process intake.request-received.v1',
  'append routing',
  'publish spoc.routing.v1',
  'append sla',
  'publish spoc.sla.v1',
  'append notification',
  'wake notification',
  'send mail',
  'project intake_queue',
  'project intake_timeline',
  'project sla_clocks',
  'project notification_notifications',
]

const orphansIn = (spans: readonly SeenSpan[], from: string) => {
  const ids = new Set(spans.map(({ spanId }) => spanId))
  return spans.filter(({ parentSpanId }) => parentSpanId !== from && !ids.has(parentSpanId)).map(({ name }) => name)
}
const names = (spans: readonly SeenSpan[]) => [...new Set(spans.map(({ name }) => name))]
const missing = (spans: readonly SeenSpan[], wanted: readonly string[]) => wanted.filter((name) => !names(spans).includes(name))

describe('the trace of a request', () => {
  let platform: Platform
  let provider: Provider
  let sink: TraceSink
  const traceId = randomBytes(16).toString('hex')
  const caller = randomBytes(8).toString('hex')
  const said = { title: 'Verzweifelte Filiale', description: 'Kassenhaus Nordring bleibt dunkel.' }

  const whole = (wanted: readonly string[], ask: () => readonly SeenSpan[], from = '') =>
    eventually(
      'the whole trace is there',
      ask,
      (spans) => spans.length > 0 && missing(spans, wanted).length === 0 && orphansIn(spans, from).length === 0,
      60_000,
    )

  beforeAll(async () => {
    sink = await traceSink()
    platform = await startPlatform({
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, OTEL_BSP_SCHEDULE_DELAY: '200' },
    })
    provider = await furnish(platform)
  })
  afterAll(async () => {
    await platform?.stop()
    await sink?.close()
  })

  describe('that comes by the REST API, from a caller who traces', () => {
    let spans: readonly SeenSpan[]
    let requestId: string

    beforeAll(async () => {
      const anna = await provider.as('anna')
      const made = await must(
        anna.post(
          '/api/v1/requests',
          { kind: 'incident', ...said, serviceInstanceId: provider.id('service:meridian') },
          { traceparent: `00-${traceId}-${caller}-01` },
        ),
      )
      requestId = String(made['id'])
      await platform.settle()
      spans = await whole(WAY, () => sink.of(traceId), caller)
    })

    it('goes on in the caller’s, all the way to the acknowledgement, and no step of it hangs in the air', () => {
      expect(missing(spans, WAY)).toEqual([])
      expect(orphansIn(spans, caller)).toEqual([])
      expect(spans.filter(({ parentSpanId }) => parentSpanId === caller).map(({ name }) => name)).toEqual([
        'POST /api/v1/requests',
      ])
    })

    it('tells each step’s cause: who decides on a fact is told by who published it, who wrote it, who called', () => {
      const above = (span: SeenSpan | undefined): readonly string[] =>
        span === undefined ? [] : [span.name, ...above(spans.find(({ spanId }) => spanId === span.parentSpanId))]
      const routed = spans.find(
        ({ name, attributes }) => name === 'append routing' && String(attributes['spoc.event.types']).includes('spoc-assigned'),
      )
      expect(above(routed)).toEqual([
        'append routing',
        'process intake.request-received.v1',
        'publish spoc.intake.v1',
        'append request',
        'POST /api/v1/requests',
      ])
      expect(above(spans.find(({ name }) => name === 'send mail')).slice(0, 3)).toEqual([
        'send mail',
        'wake notification',
        'append notification',
      ])
    })

    it('tells route, status, stream and types, as ids and numbers', () => {
      const post = spans.find(({ name }) => name === 'POST /api/v1/requests')
      expect(post?.attributes).toMatchObject({ 'http.route': '/api/v1/requests', 'http.response.status_code': 201 })
      const append = spans.find(({ name }) => name === 'append request')
      expect(append?.attributes).toMatchObject({
        'spoc.stream': `request-${requestId}`,
        'spoc.event.types': expect.arrayContaining(['intake.request-received.v1']),
      })
    })

    it('stands in the record, so that an auditor finds it from the event', async () => {
      const { items } = await must(platform.admin.get(`/api/v1/audit/requests/${requestId}/history`))
      const [received] = listOf(items)
      expect(received).toMatchObject({ metadata: { traceparent: expect.stringContaining(traceId) } })
    })
  })

  it('that comes by mail begins with the mail', async () => {
    const message = rawMail({
      from: `Anna <${provider.address('anna')}>`,
      to: `support@${platform.mailDomain}`,
      subject: `Noch immer ${said.title}`,
      text: said.description,
      messageId: `<traced@${provider.tag}.example>`,
    })
    const envelope = { from: provider.address('anna'), to: `support@${platform.mailDomain}` }
    expect((await handOver(platform.smtpPort, envelope, message)).code).toBe(250)
    await platform.settle()
    const begun = await eventually(
      'the mail is traced',
      () => sink.spans.find(({ name }) => name === 'receive mail'),
      (span) => span !== undefined,
    )
    const spans = await whole(['receive mail', ...WAY.slice(1)], () => sink.of(String(begun?.traceId)))
    expect(begun).toMatchObject({ parentSpanId: '', attributes: { 'spoc.outcome': 'opened' } })
    expect(missing(spans, WAY.slice(1))).toEqual([])
  })

  it('begins anew when time moves it, after the one that asked to be woken', async () => {
    await platform.advance({ minutes: 40 })
    const woken = await eventually(
      'a clock is woken',
      () => sink.spans.find(({ name, linkedTraceIds }) => name === 'wake sla' && linkedTraceIds.includes(traceId)),
      (span) => span !== undefined,
    )
    expect(woken?.traceId).not.toBe(traceId)
    await whole(['wake sla', 'append sla'], () => sink.of(String(woken?.traceId)))
  })

  it('holds nothing that anybody has written, and nobody’s address or name', () => {
    const lower = sink.text.toLowerCase()
    const personal = [said.title, said.description, 'Köhler', 'Ada Nowak', provider.address('anna'), `@${provider.tag}`]
    expect(personal.filter((one) => lower.includes(one.toLowerCase()))).toEqual([])
    expect(lower.length).toBeGreaterThan(10_000)
  })

  it('is let go while nobody takes it, which changes nothing for the client and is said once', async () => {
    await sink.close()
    const anna = await provider.as('anna')
    const before = sink.spans.length
    for (let count = 0; count < 8; count += 1)
      await must(anna.post('/api/v1/requests', { kind: 'question', ...said, serviceInstanceId: provider.id('service:meridian') }))
    await platform.settle()
    const saysSo = () => platform.services.map(({ program }) => program.output.split('Traces are not taken').length - 1)
    await eventually('each service has said so', saysSo, (times) => times.every((one) => one >= 1), 30_000)
    await sink.open()
    await eventually(
      'traces are taken again',
      () => sink.spans.length,
      (count) => count > before,
      60_000,
    )
    expect(saysSo()).toEqual(platform.services.map(() => 1))
    expect((await allOf(await provider.as('ada'), '/api/v1/requests')).length).toBeGreaterThanOrEqual(8)
  })

  it('holds up no goodbye, though nobody takes it', async () => {
    await sink.close()
    await platform.anonymous.get('/api/v1/requests')
    const goodbyes = await Promise.all(platform.services.map(({ program }) => program.stop()))
    expect(goodbyes.map(({ code }) => code)).toEqual(platform.services.map(() => 0))
    expect(Math.max(...goodbyes.map(({ tookMs }) => tookMs))).toBeLessThan(15_000)
  })
})
