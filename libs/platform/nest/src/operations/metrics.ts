import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Background } from '@spoc/platform-runtime'

/** What Prometheus reads. Gauges are asked for when they are read. */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = new Counter({
    name: 'spoc_http_requests_total',
    help: 'HTTP requests answered, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  })
  readonly trouble = new Counter({
    name: 'spoc_background_failures_total',
    help: 'Failures of background work that will be tried again, by what failed.',
    labelNames: ['what'],
    registers: [this.registry],
  })

  constructor(service: string) {
    this.registry.setDefaultLabels({ service })
    collectDefaultMetrics({ register: this.registry })
  }

  watch(background: Background): void {
    const gauge = (name: string, help: string, labelNames: readonly string[], ask: (gauge: Gauge) => Promise<void> | void) => {
      const made: Gauge = new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [this.registry],
        collect: (): Promise<void> | void => ask(made),
      })
    }
    gauge(
      'spoc_projection_lag_events_position',
      'Log positions between the head of the log and a read model.',
      ['collection'],
      async (made) => {
        const head = await background.engines.log.head()
        for (const [collection, projection] of background.projections)
          made.set({ collection }, Number(head - (await projection.freshness()).position))
      },
    )
    gauge(
      'spoc_projection_oldest_unprojected_seconds',
      'Age of the oldest event that a read model does not hold yet.',
      ['collection'],
      async (made) => {
        const now = Date.parse(background.engines.clock.now())
        for (const [collection, projection] of background.projections) {
          const [next] = await background.engines.log.readAll({
            from: (await projection.freshness()).position,
            limit: 1,
            typePrefixes: projection.typePrefixes,
          })
          made.set({ collection }, next === undefined ? 0 : Math.max(0, (now - Date.parse(next.metadata.recordedAt)) / 1000))
        }
      },
    )
    gauge(
      'spoc_relay_lag_events_position',
      'Log positions between the head of the log and what the relay has published.',
      ['context'],
      async (made) => {
        const head = await background.engines.log.head()
        for (const { context, relay } of background.running) {
          const [next] = await background.engines.log.readAll({
            from: relay.published,
            limit: 1,
            typePrefixes: relay.typePrefixes,
          })
          made.set({ context }, next === undefined ? 0 : Number(head - relay.published))
        }
      },
    )
    gauge(
      'spoc_consumer_lag_messages',
      'Messages that the automations of a context have not consumed yet.',
      ['context'],
      async (made) => {
        for (const { context, reactions } of background.running) made.set({ context }, Number(await reactions.lag()))
      },
    )
    gauge('spoc_due_clocks', 'Streams whose alarm has passed and which have not answered yet.', ['context'], async (made) => {
      for (const { context, alarms } of background.running) made.set({ context }, await alarms.due())
    })
    gauge('spoc_parked_subjects', 'Subjects parked because an input could not be handled.', ['context'], (made) => {
      for (const { context, parking } of background.running) made.set({ context }, parking.count)
    })
    gauge('spoc_broken_documents', 'Documents whose fold threw.', ['collection'], (made) => {
      for (const [collection, projection] of background.projections) made.set({ collection }, projection.broken.size)
    })
  }
}
