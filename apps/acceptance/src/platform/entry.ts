import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './built.js'
import { answers, Program } from './program.js'

/** A real nginx with the routing table that the product ships: the one entry before the services. */
export function entryTo(ports: Readonly<Record<string, number>>, listen: number, folder: string): Program {
  const files = join(folder, 'entry')
  mkdirSync(files, { recursive: true })
  const services = Object.entries(ports).map(([service, port]) => `${service}=${port}`)
  const conf = execFileSync(process.execPath, [join(root, 'infra/native/entry-conf.mjs'), String(listen), files, ...services])
  writeFileSync(join(files, 'nginx.conf'), conf)
  return new Program({
    name: 'nginx',
    command: 'nginx',
    args: ['-p', files, '-c', join(files, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    folder,
    isReady: () => answers(`http://127.0.0.1:${listen}/health/live`),
  })
}
