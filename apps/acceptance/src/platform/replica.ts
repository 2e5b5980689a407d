import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { mainOf, root } from './built.js'
import { MAIL_DOMAIN, STARTS_AT, type Platform, type Service } from './platform.js'
import { freePorts } from './ports.js'
import { theRun } from './profile.js'
import { answers, Program } from './program.js'

export interface ReplicaOptions {
  /** Where its output goes. */
  readonly folder: string
  /** What the platform was started with, the master key among it, and what is this process's own. */
  readonly environment: Readonly<Record<string, string>>
}

/** One more process of a service of a distributed platform, with doors of its own; not started yet. */
export async function replicaOf(platform: Platform, service: string, { folder, environment }: ReplicaOptions): Promise<Service> {
  const [httpPort = 0, smtpPort = 0] = await freePorts(2)
  const url = `http://127.0.0.1:${httpPort}`
  const program = new Program({
    name: `another-${service}`,
    command: theRun().node,
    args: [mainOf(service)],
    folder,
    env: {
      ...platform.engineAddresses,
      SPOC_MODE: 'distributed',
      SPOC_DATA_DIR: platform.dataDir,
      SPOC_HTTP_PORT: String(httpPort),
      SPOC_SMTP_PORT: String(smtpPort),
      SPOC_PUBLIC_URL: platform.url,
      SPOC_MAIL_DOMAIN: MAIL_DOMAIN,
      SPOC_CLOCK: 'controlled',
      SPOC_CLOCK_START: STARTS_AT,
      SPOC_LOG_LEVEL: 'warn',
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      ...environment,
    },
    isReady: () => answers(`${url}/health/ready`),
  })
  return { name: service, url, program }
}

/** What makes a process live with a machine's clock that is wrong by so much. */
export function clockWrongBy(milliseconds: number): Readonly<Record<string, string>> {
  const module = pathToFileURL(join(root, 'apps/acceptance/src/platform/skewed-clock.mjs'))
  return { NODE_OPTIONS: `--import=${module.href}`, CLOCK_WRONG_BY_MS: String(milliseconds) }
}
