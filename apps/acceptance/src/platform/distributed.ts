import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mainOf } from './built.js'
import { Caller, signIn } from './caller.js'
import { clockOf } from './clock.js'
import type { StartOptions } from './embedded.js'
import { entryTo } from './entry.js'
import { freshEngines } from './fresh-engines.js'
import { outgoingMails } from './mail.js'
import { ADMIN, MAIL_DOMAIN, STARTS_AT, type Platform } from './platform.js'
import { freePorts } from './ports.js'
import { theRun } from './profile.js'
import { answers, Program } from './program.js'

export const SERVICES = ['intake', 'routing', 'sla-monitor', 'works', 'reporting'] as const

/** One process per service on EventStoreDB, Kafka and MongoDB, behind a real reverse proxy. */
export async function startDistributed({ environment = {} }: StartOptions = {}): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'spoc-acceptance-'))
  const [listen = 0, smtpPort = 0, logPort = 0, ...free] = await freePorts(3 + 2 * SERVICES.length)
  const url = `http://127.0.0.1:${listen}`
  const dataDir = join(folder, 'data')
  const engines = await freshEngines(folder, logPort)
  const masterKey = randomBytes(32).toString('base64')
  const services = SERVICES.map((name, index) => {
    const httpPort = free[2 * index] ?? 0
    const own = `http://127.0.0.1:${httpPort}`
    const program = new Program({
      name,
      command: theRun().node,
      args: ['--enable-source-maps', mainOf(name)],
      folder,
      env: {
        SPOC_MODE: 'distributed',
        SPOC_DATA_DIR: dataDir,
        SPOC_HTTP_PORT: String(httpPort),
        SPOC_SMTP_PORT: String(name === 'intake' ? smtpPort : free[2 * index + 1]),
        SPOC_PUBLIC_URL: url,
        SPOC_MAIL_DOMAIN: MAIL_DOMAIN,
        SPOC_CLOCK: 'controlled',
        SPOC_CLOCK_START: STARTS_AT,
        SPOC_ADMIN_EMAIL: ADMIN.email,
        SPOC_ADMIN_PASSWORD: ADMIN.password,
        SPOC_MASTER_KEY: masterKey,
        SPOC_TRUSTED_PROXIES: '127.0.0.1',
        SPOC_LOG_LEVEL: 'warn',
        KAFKAJS_NO_PARTITIONER_WARNING: '1',
        ...engines.environment,
        ...environment,
      },
      isReady: () => answers(`${own}/health/ready`),
    })
    return { name, url: own, program, port: httpPort }
  })
  const entry = entryTo(Object.fromEntries(services.map(({ name, port }) => [name, port])), listen, folder)
  const stop = async () => {
    await entry.stop()
    await Promise.all(services.map(({ program }) => program.stop()))
    await engines.release()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(services.map(({ program }) => program.start()))
    await entry.start()
    const admin = await signIn(url, ADMIN.email, ADMIN.password)
    return {
      profile: 'distributed',
      url,
      smtpPort,
      mailDomain: MAIL_DOMAIN,
      services,
      engines: engines.programs,
      engineAddresses: engines.environment,
      dataDir,
      admin,
      anonymous: new Caller(url),
      signIn: (email, password) => signIn(url, email, password),
      outgoing: () => outgoingMails(join(dataDir, 'mail')),
      ...clockOf(services, admin),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
