import type { AddressInfo } from 'node:net'
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { domainOf } from '@spoc/intake-domain'
import { SpanKind } from '@opentelemetry/api'
import { passing } from '@spoc/platform-kernel'
import { CONFIG, LOGGER, SERVICE, type Config, type ServiceState } from '@spoc/platform-nest'
import { contextOf, isTracing, traced } from '@spoc/platform-runtime'
import type { Logger } from 'pino'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Envelope } from './read-mail.js'
import { answerTo, isOurMistake, nobodyHere, notServing, SmtpRefusal, tooLarge, tooMuchInHand } from './smtp-answer.js'
import { TakeMail } from './take-mail.js'
import type { Taken } from './taken.js'

export const MAIL_LIMIT_BYTES = 25 * 1024 * 1024
/** Of all mails that are just being received or taken in. */
const IN_HAND_LIMIT_BYTES = 150 * 1024 * 1024
const MOST_CONNECTIONS = 100
const MOST_RECIPIENTS = 100
const IDLE_MS = 60_000
const DRAIN_MS = 5_000

/**
 * Where mail comes in (SMTP). A mail is answered 250 once nothing of it can be lost; 421 while the process starts or drains, 451 where an
 * engine is away, 452 where too much is in hand, 550 for a mailbox that is not of our domain, 552 above 25 MiB.
 */
@Injectable()
export class SmtpListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Where it listens: what was asked for, unless that was 0. */
  port = 0
  private inHandBytes = 0
  /** Sessions that hand over a mail. */
  private readonly handing = new Set<string>()
  private readonly domain: string
  private readonly server: SMTPServer

  constructor(
    @Inject(TakeMail) private readonly mails: Pick<TakeMail, 'take'>,
    @Inject(CONFIG) private readonly config: Pick<Config, 'bind' | 'smtpPort' | 'mailDomain'>,
    @Inject(SERVICE) private readonly state: Pick<ServiceState, 'phase'>,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>,
  ) {
    this.domain = config.mailDomain.toLowerCase()
    this.server = new SMTPServer({
      name: this.domain,
      banner: 'SPOC',
      size: MAIL_LIMIT_BYTES,
      maxClients: MOST_CONNECTIONS,
      maxRecipients: MOST_RECIPIENTS,
      socketTimeout: IDLE_MS,
      closeTimeout: DRAIN_MS,
      authOptional: true,
      maxAllowedUnauthenticatedCommands: false,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_, done) => done(this.unlessServing()),
      onMailFrom: (_, __, done) => done(this.unlessServing()),
      onRcptTo: ({ address }, _, done) => done(domainOf(address) === this.domain ? null : nobodyHere()),
      onData: (stream, session, done) => this.receive(stream, session, done),
    })
    // A connection that breaks off is the other side's affair; it comes again.
    this.server.on('error', (error) => this.logger.debug({ err: error }, 'An SMTP connection failed'))
  }

  async onApplicationBootstrap(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.server.once('error', reject)
      this.server.listen(this.config.smtpPort, this.config.bind, () => {
        this.server.server.off('error', reject)
        resolve()
      })
    })
    this.port = (this.server.server.address() as AddressInfo).port
    this.logger.info({ smtpPort: this.port }, 'Mail is taken')
  }

  /** Takes no more, and finishes what is in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(resolve))
    const { responseCode, message } = notServing()
    for (const connection of [...this.server.connections])
      if (!this.handing.has(connection.id)) connection.send(responseCode, message)
    await closed
  }

  private unlessServing(): SmtpRefusal | null {
    return this.state.phase === 'serving' ? null : notServing()
  }

  private receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): void {
    let chunks: Buffer[] = []
    let bytes = 0
    let refusal: SmtpRefusal | undefined
    const letGo = () => {
      this.inHandBytes -= bytes
      bytes = 0
      chunks = []
    }
    stream.on('data', (chunk: Buffer) => {
      if (refusal !== undefined) return
      bytes += chunk.length
      this.inHandBytes += chunk.length
      chunks.push(chunk)
      if (bytes > MAIL_LIMIT_BYTES) refusal = tooLarge(MAIL_LIMIT_BYTES)
      else if (this.inHandBytes > IN_HAND_LIMIT_BYTES) refusal = tooMuchInHand()
      if (refusal !== undefined) letGo()
    })
    const over = () => {
      letGo()
      this.handing.delete(session.id)
    }
    const answer = (error: SmtpRefusal | null) => {
      over()
      done(error, 'Taken')
    }
    this.handing.add(session.id)
    stream.once('close', () => {
      if (!stream.readableEnded) over()
    })
    stream.once('end', () => {
      if (refusal !== undefined) return answer(refusal)
      this.take(Buffer.concat(chunks, bytes), session).then(
        () => {
          passing('mail')
          answer(null)
        },
        (error: unknown) => answer(this.refused(error)),
      )
    })
  }

  /** A mail begins a trace. */
  private take(raw: Buffer, session: SMTPServerSession): Promise<Taken> {
    if (!isTracing()) return this.mails.take(raw, envelopeOf(session))
    const attributes = { 'spoc.channel': 'mail', 'spoc.bytes': raw.length }
    return traced('receive mail', { kind: SpanKind.SERVER, attributes, under: contextOf(undefined) }, async (span) => {
      const taken = await this.mails.take(raw, envelopeOf(session))
      span?.setAttribute('spoc.outcome', taken.outcome)
      return taken
    })
  }

  private refused(error: unknown): SmtpRefusal {
    const answer = answerTo(error)
    if (isOurMistake(error)) this.logger.error({ err: error }, 'A mail could not be taken in')
    else this.logger.warn({ responseCode: answer.responseCode, why: answer.message }, 'A mail was not taken in')
    return answer
  }
}

function envelopeOf({ envelope: { mailFrom, rcptTo } }: SMTPServerSession): Envelope {
  const [first, ...others] = rcptTo.map(({ address }) => address.toLowerCase())
  if (first === undefined) throw new SmtpRefusal(550, 'It is for nobody')
  return { from: mailFrom === false ? '' : mailFrom.address.toLowerCase(), to: [first, ...others] }
}
