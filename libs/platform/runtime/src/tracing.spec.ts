import { trace } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import type { Recorded } from '@spoc/platform-kernel'
import { lampContract, lampStream, given, switched } from '../test/lamps.js'
import { openWorkshop, type Workshop } from '../test/workshop.js'
import { toMessage } from './bus-message.js'
import { contextOf, outsideOfTraces, traced, tracedTogether, traceparentHere, traceWith } from './tracing.js'

describe('tracing', () => {
  const seen = new InMemorySpanExporter()
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(seen)] })
  let workshop: Workshop
  beforeAll(() => provider.register({ propagator: new W3CTraceContextPropagator() }))
  afterAll(() => provider.shutdown())
  beforeEach(async () => {
    seen.reset()
    workshop = await openWorkshop()
  })
  afterEach(async () => {
    traceWith(undefined)
    await workshop.close()
  })
  const append = () => workshop.process([], [lampContract]).streams.change(lampStream, 'a', given(), () => [switched()])
  const written = async () => (await workshop.engines.log.readStream('lamp-a')).at(-1) as Recorded

  it('leaves no mark on an event where it is off', async () => {
    await append()
    expect(await written()).not.toHaveProperty('metadata.traceparent')
    expect(toMessage(await written()).headers).not.toHaveProperty('ce_traceparent')
    expect(seen.getFinishedSpans()).toEqual([])
  })

  it('carries the span of the append with the event, in the log and on the bus', async () => {
    traceWith(trace.getTracer('spec'))
    await append()
    const [span] = seen.getFinishedSpans()
    const { traceId, spanId } = span!.spanContext()
    const event = await written()
    expect(span).toMatchObject({ name: 'append lamp', attributes: { 'spoc.stream': 'lamp-a', 'spoc.revision': 0 } })
    expect(event.metadata.traceparent).toBe(`00-${traceId}-${spanId}-01`)
    expect(toMessage(event).headers['ce_traceparent']).toBe(event.metadata.traceparent)
  })

  it('begins a trace of its own after a traceparent that is none', () => {
    for (const told of [undefined, '', 'nonsense', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`])
      expect(trace.getSpan(contextOf(told))).toBeUndefined()
  })

  it('keeps the work of the process itself out of the trace of whoever set it going', async () => {
    traceWith(trace.getTracer('spec'))
    await traced('a call', {}, async () => {
      expect(traceparentHere()).toBeDefined()
      expect(outsideOfTraces(traceparentHere)).toBeUndefined()
    })
  })

  it('tells the name of a failure, never its message', async () => {
    traceWith(trace.getTracer('spec'))
    await expect(traced('a call', {}, () => Promise.reject(new TypeError('Anna Köhler')))).rejects.toThrow('Anna Köhler')
    expect(seen.getFinishedSpans()).toMatchObject([{ attributes: { 'error.type': 'TypeError' }, events: [] }])
  })

  it('makes one span a trace of a batch, and none for events that are not traced', async () => {
    traceWith(trace.getTracer('spec'))
    await append()
    const event = await written()
    const other = { ...event, metadata: { ...event.metadata, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } }
    const { traceparent: _, ...untold } = event.metadata
    seen.reset()
    await tracedTogether('project lamps', [event, other, { ...event, metadata: untold }, event], {}, async () => undefined)
    const spans = seen.getFinishedSpans()
    expect(spans.map(({ parentSpanContext, links }) => [parentSpanContext?.traceId, links.length])).toEqual([
      [event.metadata.traceparent!.slice(3, 35), 1],
      ['a'.repeat(32), 0],
    ])
  })
})
