import { randomUUID } from 'node:crypto'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { CONTACTS, ACCOUNTS, SERVICES } from '@spoc/directory-contracts'
import { intakeContract, type RequestEvent } from '@spoc/intake-contracts'
import { streamName, type Recorded } from '@spoc/platform-kernel'
import type { CallerOf } from '@spoc/platform-testing/world'
import { intakeContext } from '../src/index.js'
import { SmtpListener } from '../src/mail/smtp-listener.js'
import { bodyOf, openIntakeWorld, type IntakeWorld } from './intake-world.js'

export interface MailWorld extends IntakeWorld {
  close(): Promise<void>
  readonly admin: CallerOf
  readonly lumen: string
  readonly polar: string
  /**
   * Hands the mail over by SMTP, as another server does; gives what was answered. Throws what nodemailer throws.
   * Its words are like no other's unless told, so that none is taken for a duplicate.
   */
  post(mail: SendMailOptions): Promise<string>
  /** Hands over these bytes. */
  postRaw(raw: string | Buffer, envelope: { readonly from: string; readonly to: readonly string[] }): Promise<string>
  port(): number
  /** Lets somebody sign in with these roles. */
  person(name: string, email: string, roles: readonly string[]): Promise<void>
  /** All requests there are, as staff list them; the latest first. */
  requests(): Promise<readonly Listed[]>
  /** The requests with this title. */
  titled(title: string): Promise<readonly Listed[]>
  /** The request with this title; throws where there is not exactly one. */
  only(title: string): Promise<Listed>
  events(requestId: string): Promise<readonly Recorded<RequestEvent>[]>
  typesOf(requestId: string): Promise<readonly string[]>
  /** Events in the log so far. */
  everything(): Promise<number>
  quarantined(): Promise<readonly { readonly id: string; readonly kind: string; readonly reason: string }[]>
}

export interface Listed {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly status: string
  readonly accountId?: string
  readonly contactId?: string
  readonly serviceInstanceId?: string
  readonly flags: readonly string[]
  readonly links: readonly { readonly to: string; readonly relation: string }[]
  readonly revision: number
}

/** As other servers do, it keeps its connections for the next mail. */
const pooled = (port: number) => createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 5 })

export const OURS = 'provider.example'

/** Intake with two clients that write: Lumen (Ada, Bea; its mail domain is its own) and Polar (Per); Kim is a contact of both. */
export async function openMailWorld(): Promise<MailWorld> {
  const intake = await openIntakeWorld(intakeContext, { SPOC_MAIL_DOMAIN: OURS })
  const { world } = intake
  const admin = await world.as('admin')
  const made = async (path: string, body: object) => {
    const answer = await admin.post(path, body)
    if (answer.status !== 201) throw new Error(`Not made: ${JSON.stringify(answer.body)}`)
    return bodyOf<{ id: string }>(answer).id
  }
  const lumen = await made('/api/v1/accounts', { name: 'Lumen', zone: 'Europe/Berlin', mailDomains: ['lumen.example'] })
  const polar = await made('/api/v1/accounts', { name: 'Polar', zone: 'Europe/Oslo' })
  const contact = (name: string, email: string, ...accountIds: string[]) =>
    made('/api/v1/contacts', { accountIds, name, email, rights: { reports: false, approvesWorks: false, escalates: false } })
  await contact('Ada', 'ada@lumen.example', lumen)
  await contact('Per', 'per@polar.example', polar)
  await contact('Kim', 'kim@consulting.example', lumen, polar)
  const service = (accountId: string, circuitId: string) =>
    made('/api/v1/services', { accountId, circuitId, class: 'gold', site: 'OSL', kind: 'circuit' })
  await service(lumen, 'LUM-0001')
  await service(polar, 'POL-0001')
  const { views, engines } = world.service.background
  await views.waitFor([ACCOUNTS, CONTACTS, SERVICES], await engines.log.head())
  const log = () => world.service.background.engines.log
  const port = () => world.service.app.get(SmtpListener, { strict: false }).port
  const transports = new Map<number, ReturnType<typeof pooled>>()
  const hand = async (options: SendMailOptions) => {
    const transport = transports.get(port()) ?? pooled(port())
    transports.set(port(), transport)
    return (await transport.sendMail(options)).response
  }
  const requests = async () => {
    const answer = await intake.agent.get(`/api/v1/requests?limit=200&sort=-received&after=${await log().head()}`)
    return bodyOf<{ items: readonly Listed[] }>(answer).items
  }
  const titled = async (title: string) => (await requests()).filter((one) => one.title === title)
  const events = async (requestId: string) =>
    (await log().readStream(streamName('request', requestId))) as readonly Recorded<RequestEvent>[]
  return {
    ...intake,
    async close() {
      for (const transport of transports.values()) transport.close()
      await world.close()
    },
    admin,
    lumen,
    polar,
    port,
    post: (mail) => hand({ to: `support@${OURS}`, text: randomUUID(), ...mail }),
    postRaw: (raw, { from, to }) => hand({ raw, envelope: { from, to: [...to] } }),
    person: async (name, email, roles) => {
      await made('/api/v1/people', { name, email, roles, password: 'a long enough password 1' })
    },
    requests,
    titled,
    only: async (title) => {
      const found = await titled(title)
      if (found.length !== 1) throw new Error(`${found.length} requests are called "${title}".`)
      return found[0]!
    },
    events,
    typesOf: async (requestId) => (await events(requestId)).map(({ type }) => type.replace(/^intake\.|\.v1$/g, '')),
    everything: async () => (await log().readAll({ limit: 10_000, typePrefixes: [`${intakeContract.context}.`] })).length,
    quarantined: async () =>
      bodyOf<{ items: readonly { id: string; kind: string; reason: string }[] }>(
        await intake.agent.get('/api/v1/quarantine?limit=200'),
      ).items,
  }
}
