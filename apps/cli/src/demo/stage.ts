import { createTransport } from 'nodemailer'

/** Where a platform for the demonstration is reached, and how its people sign in. */
export interface Place {
  readonly url: string
  readonly smtpPort: number
  readonly mailDomain: string
  readonly people: readonly { readonly email: string; readonly password: string }[]
}

export interface Mail {
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  /** The Message-ID; a reply names it in `inReplyTo`. */
  readonly messageId?: string
  readonly inReplyTo?: string
}

type Json = Readonly<Record<string, unknown>>

/** What the people of the demonstration do: they sign in, call the API, write mails, and their monitoring calls. */
export class Stage {
  private readonly cookies = new Map<string, string>()
  private readonly known = new Map<string, string>()

  constructor(private readonly place: Place) {}

  /** Remembers an id under a name that later steps use. */
  remember(name: string, id: string): void {
    this.known.set(name, id)
  }

  recall(name: string): string {
    const id = this.known.get(name)
    if (id === undefined) throw new Error(`Nothing is known of ${name} yet.`)
    return id
  }

  async get(who: string, path: string): Promise<Json> {
    return this.call(who, 'GET', path)
  }

  async post(who: string, path: string, body: Json = {}): Promise<Json> {
    return this.call(who, 'POST', path, body)
  }

  /** The id of the newest request that the words find; waits until there is one. */
  async find(who: string, words: string): Promise<{ readonly id: string; readonly number: string }> {
    return this.until(`a request with the words "${words}"`, async () => {
      const { items } = (await this.get(who, `/api/v1/search?q=${encodeURIComponent(words)}`)) as {
        items: { id: string; number: string }[]
      }
      return items[0]
    })
  }

  async mail({ from, subject, text, headers, messageId, inReplyTo }: Mail): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: this.place.smtpPort, ignoreTLS: true })
    await transport.sendMail({
      from,
      to: `support@${this.place.mailDomain}`,
      subject,
      text,
      headers: { ...headers },
      ...(messageId === undefined ? {} : { messageId }),
      ...(inReplyTo === undefined ? {} : { inReplyTo, references: [inReplyTo] }),
    })
    transport.close()
  }

  /** An Alertmanager v4 call by the token that was remembered as `monitoring`. */
  async alert(body: Json): Promise<Json> {
    const answer = await fetch(`${this.place.url}/api/v1/channels/alertmanager`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.recall('monitoring')}` },
      body: JSON.stringify(body),
    })
    return this.read('the monitoring', '/api/v1/channels/alertmanager', answer)
  }

  async now(): Promise<string> {
    return String((await this.get('admin@nordlicht.example', '/api/v1/clock'))['now'])
  }

  /** Lets time pass, from one due moment to the next, and each with all its consequences. */
  async moveTo(instant: string): Promise<void> {
    for (;;) {
      const { now, next } = (await this.settled()) as { now: string; next?: string }
      const to = next !== undefined && next > now && next < instant ? next : instant
      if (to <= now) return
      await this.post('admin@nordlicht.example', '/api/v1/clock', { to })
    }
  }

  async settled(): Promise<Json> {
    return this.until('a moment at which nothing waits for its consequences', async () => {
      const clock = await this.get('admin@nordlicht.example', '/api/v1/clock')
      return clock['settled'] === true ? clock : undefined
    })
  }

  async until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    const end = performance.now() + 30_000
    for (;;) {
      const answer = await ask()
      if (answer !== undefined) return answer
      if (performance.now() > end) throw new Error(`Waited 30 s in vain for ${what}.`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  private async call(who: string, method: string, path: string, body?: Json): Promise<Json> {
    const cookie = this.cookies.get(who) ?? (await this.signIn(who))
    const answer = await fetch(this.place.url + path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (answer.status === 401) {
      this.cookies.delete(who)
      return this.call(who, method, path, body)
    }
    return this.read(who, path, answer)
  }

  private async read(who: string, path: string, answer: Response): Promise<Json> {
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} to ${who}: ${text}`)
    return (text === '' ? {} : JSON.parse(text)) as Json
  }

  private async signIn(who: string): Promise<string> {
    const password = this.place.people.find(({ email }) => email === who)?.password
    const answer = await fetch(`${this.place.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: who, password }),
    })
    if (answer.status !== 201) throw new Error(`${who} cannot sign in: ${await answer.text()}`)
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    this.cookies.set(who, cookie)
    return cookie
  }
}
