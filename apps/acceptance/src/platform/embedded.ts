import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Caller, signIn } from './caller.js'
import { clockOf } from './clock.js'
import { outgoingMails } from './mail.js'
import { ADMIN, MAIL_DOMAIN, STARTS_AT, type Platform } from './platform.js'
import { freePorts } from './ports.js'
import { theRun } from './profile.js'
import { answers, Program } from './program.js'
import { mainOf } from './built.js'

export interface StartOptions {
  /** Further or other options of the product's own. */
  readonly environment?: Readonly<Record<string, string>>
  /** A data folder to go on with; a new one, removed at the end, unless told. Embedded only. */
  readonly dataDir?: string
}

/** The whole platform in one process on a data folder. */
export async function startEmbedded({ environment = {}, dataDir }: StartOptions = {}): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'spoc-acceptance-'))
  const data = dataDir ?? join(folder, 'data')
  const [httpPort = 0, smtpPort = 0] = await freePorts(2)
  const url = `http://127.0.0.1:${httpPort}`
  const program = new Program({
    name: 'spoc',
    command: theRun().node,
    args: ['--enable-source-maps', mainOf('spoc')],
    folder,
    env: {
      SPOC_DATA_DIR: data,
      SPOC_HTTP_PORT: String(httpPort),
      SPOC_SMTP_PORT: String(smtpPort),
      SPOC_MAIL_DOMAIN: MAIL_DOMAIN,
      SPOC_DEMO: 'off',
      SPOC_CLOCK: 'controlled',
      SPOC_CLOCK_START: STARTS_AT,
      SPOC_ADMIN_EMAIL: ADMIN.email,
      SPOC_ADMIN_PASSWORD: ADMIN.password,
      SPOC_LOG_LEVEL: 'warn',
      ...environment,
    },
    isReady: () => answers(`${url}/health/ready`),
  })
  const services = [{ name: 'spoc', url, program }]
  const stop = async () => {
    await program.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await program.start()
    const admin = await signIn(url, ADMIN.email, ADMIN.password)
    return {
      profile: 'embedded',
      url,
      smtpPort,
      mailDomain: MAIL_DOMAIN,
      services,
      engines: [],
      engineAddresses: {},
      dataDir: data,
      admin,
      anonymous: new Caller(url),
      signIn: (email, password) => signIn(url, email, password),
      outgoing: () => outgoingMails(join(data, 'mail')),
      ...clockOf(services, admin),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
