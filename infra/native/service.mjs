import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folderOf, portsOf } from './places.mjs'
import { runningOf, startProcess } from './processes.mjs'

const built = fileURLToPath(new URL('../../dist/', import.meta.url))

/** The five processes of the distributed product, in the order in which they are started. */
export const serviceNames = ['intake', 'routing', 'sla-monitor', 'works', 'reporting']

/** Those it has where it runs: they are not free then, and are its own. */
export async function portsOfService(name) {
  return runningOf(name)?.ports ?? (await portsOf(name, ['http', 'smtp']))
}

/** One service of the platform, told by `environment` what all of them are told. */
export function service(name, environment) {
  return {
    name,
    install() {},

    async start() {
      const ports = await portsOfService(name)
      await startProcess(name, {
        command: process.execPath,
        args: ['--enable-source-maps', join(built, `${name}.js`)],
        env: {
          SPOC_MODE: 'distributed',
          SPOC_DATA_DIR: folderOf('data'),
          SPOC_HTTP_PORT: String(ports.http),
          SPOC_SMTP_PORT: String(ports.smtp),
          SPOC_TRUSTED_PROXIES: '127.0.0.1',
          KAFKAJS_NO_PARTITIONER_WARNING: '1',
          ...environment,
        },
        ports,
        ready: () => isReady(ports.http),
        withinMs: 120_000,
      })
    },
  }
}

function isReady(port) {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  )
}
