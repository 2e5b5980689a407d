// The one entry, as bare processes need it: the routing table of infra/compose with each service's name replaced by its address here.
//   node infra/native/entry-conf.mjs <port to listen on> <folder for its files> intake=<port> routing=<port> …
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const template = new URL('../compose/nginx.conf', import.meta.url)

/** An nginx configuration that listens on 127.0.0.1, keeps its files in `folder`, and finds each service at its port of 127.0.0.1. */
export function entryConf({ listen, folder, ports }) {
  const wanted = readFileSync(template, 'utf8')
    .replace(/listen \d+;/, `listen 127.0.0.1:${listen};`)
    .replace(/\/tmp\//g, `${folder}/`)
    .replace(/^\s*resolver .*\n/m, '')
  const found = wanted.replace(/(\s)([a-z-]+):3000;/g, (whole, space, service) => {
    if (ports[service] === undefined) throw new Error(`The entry leads to ${service}, whose port is not told.`)
    return `${space}127.0.0.1:${ports[service]};`
  })
  // Started by root, its workers would be somebody who may not read the folder.
  return process.getuid?.() === 0 ? `user root;\n${found}` : found
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [listen, folder, ...services] = process.argv.slice(2)
  const ports = Object.fromEntries(services.map((service) => service.split('=')))
  process.stdout.write(entryConf({ listen, folder, ports }))
}
