import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as it was handed over. */
export interface SeenSpan {
  readonly service: string
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  /** Empty where it is the first of its trace. */
  readonly parentSpanId: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Traces that it comes after, without being part of them. */
  readonly linkedTraceIds: readonly string[]
}

export interface TraceSink {
  /** What `OTEL_EXPORTER_OTLP_ENDPOINT` is set to. */
  readonly url: string
  readonly spans: readonly SeenSpan[]
  /** All that came over the wire, as it came. */
  readonly text: string
  of(traceId: string): readonly SeenSpan[]
  /** Nobody is there any more. */
  close(): Promise<void>
  /** Somebody is there again, at the same address. */
  open(): Promise<void>
}

interface Value {
  readonly stringValue?: string
  readonly intValue?: number | string
  readonly doubleValue?: number
  readonly boolValue?: boolean
  readonly arrayValue?: { readonly values?: readonly Value[] }
}
interface Attribute {
  readonly key: string
  readonly value: Value
}
interface Handed {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly name: string
        readonly traceId: string
        readonly spanId: string
        readonly parentSpanId?: string
        readonly attributes?: readonly Attribute[]
        readonly links?: readonly { readonly traceId: string }[]
      }[]
    }[]
  }[]
}

/** Somebody who takes traces by OTLP over HTTP, in JSON. */
export async function traceSink(): Promise<TraceSink> {
  const spans: SeenSpan[] = []
  const texts: string[] = []
  let server: Server | undefined
  let port = 0
  const open = async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        texts.push(text)
        if (request.url === '/v1/traces') spans.push(...spansIn(JSON.parse(text) as Handed))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  await open()
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    get text() {
      return texts.join('\n')
    },
    of: (traceId) => spans.filter((span) => span.traceId === traceId),
    open,
    async close() {
      if (server?.listening !== true) return
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function spansIn({ resourceSpans }: Handed): SeenSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap((scope) => scope.spans)
      .map(({ name, traceId, spanId, parentSpanId = '', attributes = [], links = [] }) => ({
        service: String(told(resource.attributes)['service.name']),
        name,
        traceId,
        spanId,
        parentSpanId,
        attributes: told(attributes),
        linkedTraceIds: links.map((link) => link.traceId),
      })),
  )
}

function told(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]))
}

function valueOf({ stringValue, intValue, doubleValue, boolValue, arrayValue }: Value): unknown {
  return (
    stringValue ??
    (intValue === undefined ? undefined : Number(intValue)) ??
    doubleValue ??
    boolValue ??
    arrayValue?.values?.map(valueOf)
  )
}
