import { fileURLToPath } from 'node:url'
import { portsOf } from './places.mjs'
import { accepts, startProcess } from './processes.mjs'

const main = fileURLToPath(new URL('../../libs/adapters/eventstoredb/dist/double/main.js', import.meta.url))

/** The gRPC double of EventStoreDB, which cannot be had as a bare process: for tests and trials, its journal is one file. */
export const eventstore = {
  name: 'eventstore-double',
  variables: ({ port }) => ({ EVENTSTORE_URL: `esdb://127.0.0.1:${port}?tls=false` }),
  install() {},

  async start() {
    const ports = await portsOf('eventstore-double', ['port'])
    await startProcess('eventstore-double', {
      command: process.execPath,
      args: [main, String(ports.port), 'journal.jsonl'],
      ports,
      ready: () => accepts(ports.port),
      withinMs: 30_000,
    })
  },
}
