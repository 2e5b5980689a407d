import { must } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'

/** One operation of the published description of the interface. */
export interface Operation {
  /** `POST /api/v1/requests/:id/notes` */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  /** The service that describes it, at its own door: an entry would refuse some of it by itself. */
  readonly url: string
}

export interface Call {
  readonly operation: Operation
  readonly address: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly caller: Readonly<Record<string, string>>
}

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
}

/** Every operation that any service describes, each once. */
export async function operationsOf(platform: Platform): Promise<readonly Operation[]> {
  const found = new Map<string, Operation>()
  for (const { url } of platform.services) {
    const { paths } = await must(platform.anonymous.at(url).get('/openapi.json'))
    for (const [template, methods] of Object.entries(paths as Record<string, Record<string, Described>>))
      for (const [method, { parameters = [] }] of Object.entries(methods)) {
        const path = template.replace(/\{([^}]+)\}/g, ':$1')
        const name = `${method.toUpperCase()} ${path}`
        const query = parameters.filter((one) => one.in === 'query').map((one) => one.name)
        found.set(name, { name, method: method.toUpperCase(), path, query, url })
      }
  }
  return [...found.values()]
}

/** Makes the call; of an answer that never ends only the beginning is looked at. */
export async function send({ operation, address, query, body, headers, caller }: Call) {
  const search = new URLSearchParams(query).toString()
  const response = await fetch(`${operation.url}${address}${search === '' ? '' : `?${search}`}`, {
    method: operation.method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers, ...caller },
    ...(body === undefined || operation.method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('text/event-stream')) return { status: response.status, type, text: await response.text() }
  await response.body?.cancel()
  return { status: response.status, type, text: '' }
}
