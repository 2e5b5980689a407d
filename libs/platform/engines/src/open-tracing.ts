import { trace } from '@opentelemetry/api'
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions'
import { pause, traceWith } from '@spoc/platform-runtime'
import type { Logger } from 'pino'

export interface Tracing {
  /** Hands over what is left, for a few seconds at most. */
  close(): Promise<void>
}

const HAND_OVER_WITHIN_MS = 5_000

/**
 * Traces from now on, to whoever takes OTLP over HTTP (JSON) at the endpoint. What waits to be handed over is bounded, and let go where nobody
 * takes it. How much is sampled, how long the queue is and which headers go along is told by the standard's own variables (`OTEL_…`).
 */
export function openTracing(
  endpoint: string,
  service: { readonly name: string; readonly version: string },
  logger: Logger,
): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: HAND_OVER_WITHIN_MS,
  })
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: service.name,
      [ATTR_SERVICE_VERSION]: service.version,
      'service.namespace': 'spoc',
    }),
    spanProcessors: [new BatchSpanProcessor(tellingOnce(exporter, logger))],
  })
  // The trace alone: baggage of a caller may hold anything.
  provider.register({ propagator: new W3CTraceContextPropagator() })
  traceWith(trace.getTracer('spoc'))
  const handOverWhatIsLeft = () =>
    provider.shutdown().catch((error: unknown) => logger.warn({ err: error }, 'Traces that were left are let go'))
  return { close: () => Promise.race([handOverWhatIsLeft(), pause(HAND_OVER_WITHIN_MS)]) }
}

/** Says that traces are not taken, and that they are taken again; not each time. */
function tellingOnce(exporter: SpanExporter, logger: Logger): SpanExporter {
  let away = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS
        if (failed && !away) logger.warn({ err: result.error }, 'Traces are not taken; they are let go until they are')
        if (!failed && away) logger.info('Traces are taken again')
        away = failed
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush === undefined ? {} : { forceFlush: () => exporter.forceFlush!() }),
  }
}
