/** An HTTP answer, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The parsed body where it is JSON. What a route answers is for the spec to say. */
  readonly body: Body
}

export type Body = Readonly<Record<string, Json>>
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
export type Headers = Readonly<Record<string, string>>

/** How somebody shows who they are. Sessions end by the platform's clock, which specs move by days: those are opened again. */
export interface Credentials {
  headers: Headers
  readonly renew?: () => Promise<Headers>
}

/** Somebody who calls the platform over HTTP, with a session's cookie, an integration's token, or as nobody. */
export class Caller {
  constructor(
    readonly url: string,
    private readonly credentials: Credentials = { headers: {} },
  ) {}

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers)
  }

  post(path: string, body: unknown = {}, headers: Headers = {}): Promise<Answer> {
    return this.send('POST', path, body, headers)
  }

  put(path: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers)
  }

  delete(path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    return this.send('DELETE', path, body, headers)
  }

  /** A text goes as it is, anything else as JSON. */
  async send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const { credentials } = this
    const answer = await this.sendOnce(method, path, body, { ...credentials.headers, ...headers })
    if (answer.status !== 401 || credentials.renew === undefined) return answer
    credentials.headers = await credentials.renew()
    return this.sendOnce(method, path, body, { ...credentials.headers, ...headers })
  }

  private async sendOnce(method: string, path: string, body: unknown, headers: Headers): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== ''
    return { status: response.status, headers: Object.fromEntries(response.headers), text, body: isJson ? JSON.parse(text) : {} }
  }

  /** The same way in, by another door: a service itself instead of the one entry. */
  at(url: string): Caller {
    return new Caller(url, this.credentials)
  }

  /** The headers that show who calls. */
  get shown(): Headers {
    return this.credentials.headers
  }

  /** The token it bears, where it bears one. */
  get token(): string | undefined {
    return /^Bearer (.*)$/.exec(this.credentials.headers['authorization'] ?? '')?.[1]
  }

  /** The bearer of a token, at the same door. */
  withToken(token: string): Caller {
    return new Caller(this.url, { headers: { authorization: `Bearer ${token}` } })
  }
}

export async function signIn(url: string, email: string, password: string): Promise<Caller> {
  const renew = async () => ({ cookie: await openSession(url, email, password) })
  return new Caller(url, { headers: await renew(), renew })
}

async function openSession(url: string, email: string, password: string): Promise<string> {
  const answer = await new Caller(url).post('/api/v1/sessions', { email, password })
  const cookie = /spoc_session=[^;]+/.exec(answer.headers['set-cookie'] ?? '')?.[0]
  if (answer.status !== 201 || cookie === undefined)
    throw new Error(`${email} could not sign in: ${answer.status} ${answer.text}`)
  return cookie
}

/** The body of an answer that must have gone well; everything else is told with what the platform said. */
export async function must(answer: Promise<Answer>): Promise<Body> {
  const { status, text, body } = await answer
  if (status < 200 || status > 299) throw new Error(`Expected success, got ${status}: ${text.slice(0, 2_000)}`)
  return body
}
