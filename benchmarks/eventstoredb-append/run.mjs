// What CPU does the EventStoreDB adapter use for an append at 64 writers, beside the bare client? Both against the double, as a process of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client'
import { openEventStoreDb } from '@spoc/adapters-eventstoredb'
import { freePorts } from '../../infra/native/ports.mjs'
import { until } from '../platform.mjs'
import { eventOfOneKilobyte, report } from '../report.mjs'

const runs = Number(process.argv[2] ?? 5)
const EVENTS = Number(process.argv[3] ?? 64 * 150)
const WRITERS = 64
const main = fileURLToPath(new URL('../../libs/adapters/eventstoredb/dist/double/main.js', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
const [port] = process.env.EVENTSTORE_URL === undefined ? await freePorts(1) : []
const connectionString = process.env.EVENTSTORE_URL ?? `esdb://127.0.0.1:${port}?tls=false`
const double =
  port === undefined ? undefined : spawn(process.execPath, [main, String(port), join(folder, 'journal')], { stdio: 'ignore' })
const log = await openEventStoreDb({ connectionString })
await until(
  () =>
    log.ping().then(
      () => true,
      () => false,
    ),
  30_000,
)
const client = EventStoreDBClient.connectionString(connectionString)

/** Milliseconds of this process's CPU for each append. */
async function cpuOf(name, append) {
  let next = 0
  const before = process.cpuUsage()
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let revision = -1; next < EVENTS; revision += 1)
        await append(`${name}-${writer}`, revision, eventOfOneKilobyte((next += 1)))
    }),
  )
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / next
}

const byAdapter = (stream, revision, event) => log.append(stream, revision, [event])
const byClient = (stream, revision, { id, type, data, metadata }) =>
  client.appendToStream(stream, jsonEvent({ id, type, data, metadata }), {
    expectedRevision: revision < 0 ? NO_STREAM : BigInt(revision),
  })

await cpuOf('warm-a', byAdapter)
await cpuOf('warm-c', byClient)
const rounds = []
for (let run = 0; run < runs; run += 1) {
  const [ours, raw] = [await cpuOf(`ours-${process.pid}-${run}`, byAdapter), await cpuOf(`raw-${process.pid}-${run}`, byClient)]
  rounds.push({ ours, raw, ratio: ours / raw })
}
await log.close()
await client.dispose()
double?.kill()
rmSync(folder, { recursive: true, force: true })
report(
  'eventstoredb-append',
  'EventStoreDB adapter: CPU for an append of 1 KB at 64 writers / the bare client',
  'ms CPU',
  rounds,
  {
    must: 1.25,
    aim: 1.1,
    lower: true,
  },
)
