import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryConf } from './entry-conf.mjs'
import { folderOf } from './places.mjs'
import { accepts, installFromDebian, isInstalled, startProcess } from './processes.mjs'

/** nginx before the services, with the routing table of infra/compose: the one address for everybody. */
export function entry(listen, ports) {
  return {
    name: 'entry',

    install() {
      if (!isInstalled('nginx') && !isInstalled('/usr/sbin/nginx')) installFromDebian('nginx-light')
    },

    async start() {
      const folder = folderOf('entry')
      writeFileSync(join(folder, 'nginx.conf'), entryConf({ listen, folder, ports }))
      await startProcess('entry', {
        command: 'nginx',
        args: ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;'],
        env: { PATH: `${process.env.PATH}:/usr/sbin` },
        ports: { port: listen },
        ready: () => accepts(listen),
        withinMs: 20_000,
      })
    },
  }
}
