import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api'
import { Refused, type Recorded } from '@spoc/platform-kernel'

/** What a span says beside its name. Ids, types, streams and numbers only: nothing that anybody has written, no address, no name. */
export interface SpanAbout {
  readonly kind?: SpanKind
  readonly attributes?: Attributes
  /** What it is a part of; what goes on here and now unless told. */
  readonly under?: Context
  /** W3C `traceparent` of what has led to it, in traces that it does not continue. */
  readonly after?: string
}

let tracer: Tracer | undefined

/** Until this is called nothing is traced, and asking costs one comparison. */
export function traceWith(given: Tracer | undefined): void {
  tracer = given
}

export function isTracing(): boolean {
  return tracer !== undefined
}

/** The W3C `traceparent` that others continue this trace by; none where nothing is traced. */
export function traceparentHere(): string | undefined {
  const span = tracer && trace.getActiveSpan()
  return span && traceparentOf(span)
}

/** What a `traceparent` tells of; one that is none, or not well formed, begins a trace of its own. */
export function contextOf(traceparent: string | undefined): Context {
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent })
}

/** Does the work in a span. A failure marks it by its code or name alone, since a message may quote somebody. */
export function traced<T>(name: string, about: SpanAbout, work: (span?: Span) => Promise<T>): Promise<T> {
  if (tracer === undefined) return work()
  return tracer.startActiveSpan(name, optionsOf(about), about.under ?? context.active(), async (span) => {
    try {
      return await work(span)
    } catch (error) {
      fail(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** Work of the process itself: it belongs to no trace, whoever's call has set it going. */
export function outsideOfTraces<T>(work: () => T): T {
  return tracer === undefined ? work() : context.with(ROOT_CONTEXT, work)
}

const NOBODY: readonly undefined[] = []

/** A span for each event that is traced, over the whole of the work; the work is given the `traceparent` of each, by its place. */
export async function tracedEach<T>(
  name: string,
  events: readonly Recorded[],
  aboutOf: (event: Recorded) => SpanAbout,
  work: (traceparents: readonly (string | undefined)[]) => Promise<T>,
): Promise<T> {
  if (tracer === undefined) return work(NOBODY)
  const spans = events.map((event) => spanAfter(name, event, aboutOf(event)))
  return endingWith(spans, () => work(spans.map((span) => span && traceparentOf(span))))
}

/** A span for each trace that one of the events belongs to, over the whole of the work: part of what wrote the first, after the others. */
export async function tracedTogether<T>(
  name: string,
  events: readonly Recorded[],
  about: SpanAbout,
  work: () => Promise<T>,
): Promise<T> {
  if (tracer === undefined) return work()
  const spans = new Map<string, Span | undefined>()
  for (const event of events) {
    const { traceparent } = event.metadata
    if (traceparent === undefined) continue
    const traceId = traceparent.slice(3, 35)
    const span = spans.get(traceId)
    if (span === undefined) spans.set(traceId, spanAfter(name, event, about))
    else span.addLink({ context: spanContextOf(traceparent) })
  }
  return endingWith([...spans.values()], work)
}

function spanAfter(name: string, { metadata: { traceparent } }: Recorded, about: SpanAbout): Span | undefined {
  return traceparent === undefined ? undefined : tracer?.startSpan(name, optionsOf(about), contextOf(traceparent))
}

async function endingWith<T>(spans: readonly (Span | undefined)[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    for (const span of spans) if (span !== undefined) fail(span, error)
    throw error
  } finally {
    for (const span of spans) span?.end()
  }
}

function optionsOf({ kind = SpanKind.INTERNAL, attributes = {}, after }: SpanAbout) {
  return { kind, attributes, links: after === undefined ? [] : [{ context: spanContextOf(after) }] }
}

function fail(span: Span, error: unknown): void {
  const type = error instanceof Refused ? error.refusal.refused : error instanceof Error ? error.name : 'unknown'
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** W3C Trace Context, section 3.2. */
function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

function spanContextOf(traceparent: string) {
  return trace.getSpanContext(contextOf(traceparent)) ?? { traceId: '', spanId: '', traceFlags: TraceFlags.NONE }
}
