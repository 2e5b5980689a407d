import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { pino } from 'pino'
import type { ServiceState } from '@spoc/platform-nest'
import { EngineUnavailable } from '@spoc/platform-ports'
import type { Envelope } from './read-mail.js'
import { MAIL_LIMIT_BYTES, SmtpListener } from './smtp-listener.js'
import type { TakeMail } from './take-mail.js'

describe('the SMTP listener', () => {
  const state: { phase: ServiceState['phase'] } = { phase: 'serving' }
  const taken: { readonly bytes: number; readonly envelope: Envelope }[] = []
  let taking: () => Promise<void>
  let listener: SmtpListener
  const mails: Pick<TakeMail, 'take'> = {
    async take(raw, envelope) {
      await taking()
      taken.push({ bytes: raw.length, envelope })
      return { outcome: 'quarantined', reason: 'Of a spec.' }
    },
  }
  const open = async () => {
    const config = { bind: '127.0.0.1', smtpPort: 0, mailDomain: 'Provider.example' }
    listener = new SmtpListener(mails, config, state, pino({ level: 'silent' }))
    await listener.onApplicationBootstrap()
  }
  const hand = async (over: object = {}) => {
    const transport = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true })
    try {
      const { response } = await transport.sendMail({
        from: 'a@b.example',
        to: 'Support+x@Provider.Example',
        text: 'Hello',
        ...over,
      })
      return response
    } catch (error) {
      return error instanceof Error && 'response' in error ? String(error.response) : String(error)
    } finally {
      transport.close()
    }
  }

  beforeEach(async () => {
    state.phase = 'serving'
    taking = () => Promise.resolve()
    taken.length = 0
    await open()
  })
  afterEach(() => listener.beforeApplicationShutdown())

  it('answers 250 once the mail is taken in, and tells the envelope in lower case', async () => {
    expect(await hand()).toMatch(/^250 /)
    expect(taken[0]?.envelope).toEqual({ from: 'a@b.example', to: ['support+x@provider.example'] })
  })
  it('tells the null return path', async () => {
    await hand({ envelope: { from: '', to: ['support@provider.example'] } })
    expect(taken[0]?.envelope.from).toBe('')
  })
  it('refuses a mailbox of another domain with 550: it relays nothing', async () => {
    expect(await hand({ to: 'eva@elsewhere.example' })).toMatch(/^550 /)
    expect(await hand({ to: 'eva@sub.provider.example' })).toMatch(/^550 /)
    expect(taken).toEqual([])
  })
  it('answers 451 where an engine is away, and takes the same mail when it is back', async () => {
    taking = () => Promise.reject(new EngineUnavailable('event-log', new Error('down')))
    expect(await hand()).toMatch(/^451 /)
    taking = () => Promise.resolve()
    expect(await hand()).toMatch(/^250 /)
  })
  it('refuses what is announced as too large before it is sent, and what turns out to be after', async () => {
    const text = 'x'
      .repeat(76)
      .concat('\r\n')
      .repeat(Math.ceil(MAIL_LIMIT_BYTES / 78) + 1)
    expect(await talk(listener.port, ['EHLO x', 'MAIL FROM:<a@b.example> SIZE=30000000', 'QUIT'])).toMatch(/\n552 /)
    expect(
      await hand({ raw: `Subject: large\r\n\r\n${text}`, envelope: { from: 'a@b.example', to: ['s@provider.example'] } }),
    ).toMatch(/^552 /)
    expect(taken).toEqual([])
    expect(await hand()).toMatch(/^250 /)
  }, 20_000)
  it.each(['starting', 'draining'] as const)('answers 421 while the process is %s', async (phase) => {
    state.phase = phase
    expect(await hand()).toMatch(/^421 /)
  })
  it('finishes what is in hand when it drains, and takes no more', async () => {
    let goOn = () => {}
    const begun = new Promise<void>((begin) => {
      taking = () => {
        begin()
        return new Promise((resolve) => (goOn = resolve))
      }
    })
    const inHand = hand()
    await begun
    state.phase = 'draining'
    const closed = listener.beforeApplicationShutdown()
    expect(await hand()).toMatch(/ECONNREFUSED|^421 /)
    goOn()
    expect(await inHand).toMatch(/^250 /)
    await closed
    await open()
  })
  it('lets idle connections go at once when it drains', async () => {
    const idle = talk(listener.port, ['EHLO x'])
    await hand()
    const before = performance.now()
    await listener.beforeApplicationShutdown()
    expect(await idle).toMatch(/\n421 /)
    expect(performance.now() - before).toBeLessThan(2_000)
    await open()
  })
  it('offers neither sign-in nor what it cannot keep, and lives on after nonsense', async () => {
    const said = await talk(listener.port, ['EHLO x', 'AUTH PLAIN AAAA', 'NONSENSE', 'MAIL FROM:<>', 'DATA', 'QUIT'])
    expect(said).not.toMatch(/250[ -](AUTH|STARTTLS)/)
    expect(said).toMatch(/\n50[0-3] /)
    expect(await hand()).toMatch(/^250 /)
  })
})

/** Says these lines to a server, each when the one before is answered; gives all that was answered. */
function talk(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    let next = 0
    const socket = connect(port, '127.0.0.1')
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      said += text
      if (/^\d{3} .*\r\n$/m.test(text) && next < lines.length) socket.write(`${lines[next++]}\r\n`)
    })
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}
