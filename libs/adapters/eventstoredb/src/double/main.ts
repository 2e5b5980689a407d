import { EventStoreDouble } from './event-store-double.js'

/** `node main.js <port> [<data file>]`: the double as a process of its own, until SIGTERM or SIGINT. */
const [port, file] = process.argv.slice(2)
if (port === undefined || !/^\d+$/.test(port)) {
  process.stderr.write('Which port? node main.js <port> [<data file>]\n')
  process.exitCode = 2
} else {
  const double = await EventStoreDouble.start({ port: Number(port), ...(file === undefined ? {} : { file }) })
  process.stdout.write(`EventStoreDB double ready: ${double.connectionString}\n`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void double.close())
}
