import { setTimeout as pause } from 'node:timers/promises'

/** The platform said no: RFC 9457 problem details. */
export class PlatformRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: readonly { readonly field: string; readonly detail: string }[],
  ) {
    super(detail)
    this.name = 'PlatformRefused'
  }
}

/** No answer, or one that is not the platform's. */
export class PlatformAway extends Error {
  constructor(url: string, cause: unknown) {
    super(`There is no answer from ${url}: ${reasonOf(cause)}`, { cause })
    this.name = 'PlatformAway'
  }
}

/** So long a question that is answered with "come again later" is asked again. */
const PATIENCE_MS = 30_000

export type Parameters = Readonly<Record<string, string | number | undefined>>

export interface PlatformOptions {
  readonly url: string
  readonly token?: string
  readonly fetch: typeof fetch
}

/** The platform's HTTP interface, as far as the command line needs it. Rejects with {@link PlatformRefused} or {@link PlatformAway}. */
export class Platform {
  constructor(private readonly options: PlatformOptions) {}

  async get(path: string, parameters: Parameters = {}): Promise<unknown> {
    return this.json(await this.ask('GET', path, parameters))
  }

  async getText(path: string, parameters: Parameters = {}): Promise<string> {
    return (await this.ask('GET', path, parameters)).text()
  }

  async post(path: string, body: unknown): Promise<unknown> {
    return this.json(await this.ask('POST', path, {}, body))
  }

  async delete(path: string): Promise<void> {
    await this.ask('DELETE', path, {})
  }

  /** The items of a list, page after page, at most so many. */
  async *items(path: string, parameters: Parameters, atMost: number): AsyncGenerator<unknown> {
    let given = 0
    let cursor: string | undefined
    do {
      const limit = Math.min(200, atMost - given)
      const page = await this.get(path, { ...parameters, limit, cursor })
      const { items, next } = pageOf(page)
      for (const item of items.slice(0, limit)) yield item
      given += items.length
      cursor = next
    } while (cursor !== undefined && given < atMost)
  }

  async ask(method: string, path: string, parameters: Parameters, body?: unknown): Promise<Response> {
    const address = new URL(path.replace(/^\//, ''), `${this.options.url.replace(/\/$/, '')}/`)
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) address.searchParams.set(name, String(value))
    const { token } = this.options
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await (method === 'GET' ? this.sendPatiently(address, init) : this.send(address, init))
    if (!response.ok) throw await refusalOf(response)
    return response
  }

  /** What only asks may be sent again where the platform says when: an engine is away for a moment, or a read model behind. */
  private async sendPatiently(address: URL, init: RequestInit): Promise<Response> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const response = await this.send(address, init)
      const afterMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1_000
      if (response.status !== 503 || !(performance.now() + afterMs <= until)) return response
      await response.arrayBuffer()
      await pause(afterMs)
    }
  }

  private async send(address: URL, init: RequestInit): Promise<Response> {
    try {
      return await this.options.fetch(address, init)
    } catch (error) {
      throw new PlatformAway(this.options.url, error)
    }
  }

  private async json(response: Response): Promise<unknown> {
    try {
      return await response.json()
    } catch (error) {
      throw new PlatformAway(this.options.url, error)
    }
  }
}

function pageOf(page: unknown): { readonly items: readonly unknown[]; readonly next?: string } {
  if (typeof page !== 'object' || page === null || !('items' in page) || !Array.isArray(page.items)) return { items: [] }
  return { items: page.items, ...('next' in page && typeof page.next === 'string' ? { next: page.next } : {}) }
}

async function refusalOf(response: Response): Promise<PlatformRefused> {
  const text = await response.text()
  const problem = parsed(text)
  const word = (name: string) => {
    const value: unknown = problem[name]
    return typeof value === 'string' ? value : undefined
  }
  const errors = Array.isArray(problem['errors']) ? problem['errors'] : []
  const fields = errors.flatMap((error: unknown) =>
    typeof error === 'object' && error !== null && 'field' in error && 'detail' in error
      ? [{ field: String(error.field), detail: String(error.detail) }]
      : [],
  )
  const detail = word('detail') ?? `The answer was ${response.status} ${response.statusText}.`
  return new PlatformRefused(response.status, word('code') ?? `http-${response.status}`, detail, fields)
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** What fetch says is "fetch failed"; why stands in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const why = cause instanceof Error ? cause.message || ('code' in cause ? String(cause.code) : '') : ''
  return why === '' ? error.message : why
}
