import { Caller } from '../platform/caller.js'

interface Visited {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const MOST_STEPS = 12

/** Somebody with a browser: keeps cookies, and goes where an answer leads. */
export class Visitor {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>()

  constructor(
    private readonly url: string,
    private readonly accept = 'text/html',
  ) {}

  /** Begins to sign in and does what the identity provider wants; tells the address it leads back to, which is not visited yet. */
  async comeBackFrom(begin = '/api/v1/sessions/oidc'): Promise<URL> {
    let at = new URL(begin, this.url)
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const { status, headers, text } = await this.visit(at)
      const location = headers.get('location')
      if (location === null) throw new Error(`${at.href} leads nowhere: ${status} ${text.slice(0, 1_000)}`)
      at = new URL(location, at)
      if (at.pathname.endsWith('/callback')) return at
    }
    throw new Error('The way to the identity provider does not come to an end.')
  }

  /** Signs in; tells the path of the platform that it ends at. */
  async signIn(begin?: string): Promise<string> {
    const { status, headers, text } = await this.visit(await this.comeBackFrom(begin))
    return headers.get('location') ?? `${status} ${text}`
  }

  async visit(at: URL | string): Promise<Visited> {
    const address = new URL(at, this.url)
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { accept: this.accept, cookie: this.cookieFor(address) },
    })
    for (const set of response.headers.getSetCookie()) this.keep(set)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  cookieFor({ pathname }: URL): string {
    return [...this.cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }

  /** As whom the session in the browser says. */
  get caller(): Caller {
    return new Caller(this.url, { headers: { cookie: `spoc_session=${this.cookies.get('spoc_session')?.value ?? ''}` } })
  }

  private keep(set: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (value === '') this.cookies.delete(name)
    else this.cookies.set(name, { value, path: /; path=([^;]*)/i.exec(set)?.[1] ?? '/' })
  }
}
