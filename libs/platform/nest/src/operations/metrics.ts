import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { Background } from '@spoc/platform-runtime'
import { backgroundFigures } from './background-figures.js'
import { scrapeFigures, type Figure } from './figure.js'

/** What Prometheus reads: what happened is counted as it happens, how things stand is asked for when it is read. */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = new Counter({
    name: 'spoc_http_requests_total',
    help: 'HTTP requests answered, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  })
  readonly latency = new Histogram({
    name: 'spoc_http_request_seconds',
    help: 'How long answers took, by route; what is followed live is not among them.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  })
  readonly refusals = new Counter({
    name: 'spoc_refusals_total',
    help: 'Requests that were refused, by the code of the refusal.',
    labelNames: ['code'],
    registers: [this.registry],
  })
  readonly appends = new Histogram({
    name: 'spoc_append_seconds',
    help: 'How long appends took until they were durable.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  })
  readonly trouble = new Counter({
    name: 'spoc_background_failures_total',
    help: 'Failures of background work that will be tried again, by what failed.',
    labelNames: ['what'],
    registers: [this.registry],
  })
  readonly unreadable = new Counter({
    name: 'spoc_unreadable_figures_total',
    help: 'Figures that could not be read when they were asked for, by name; most likely an engine is away.',
    labelNames: ['figure'],
    registers: [this.registry],
  })

  constructor(service: string) {
    this.registry.setDefaultLabels({ service })
  }

  /** Once all has started: what watches the process itself goes on until that ends. */
  watch(background: Background, ofContexts: readonly Figure[]): void {
    collectDefaultMetrics({ register: this.registry })
    scrapeFigures(this.registry, [...backgroundFigures(), ...ofContexts], background, this.unreadable)
  }
}
