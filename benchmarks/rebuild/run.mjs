// How fast is the queue folded anew from the whole log while the platform serves, beside one who only reads that log through the port and parses it?
import { openDataFolder, openEmbeddedEventLog } from '@spoc/adapters-embedded'
import { manyRequests, openFilled } from '../many-requests.mjs'
import { until } from '../platform.mjs'
import { report } from '../report.mjs'

const runs = Number(process.argv[2] ?? 3)
const requests = Number(process.argv[3] ?? 100_000)
const QUEUE = '/api/v1/read-models/intake/intake_queue'
/** What the rebuild asks of the log at a time. */
const BATCH = 256

const { folder, events } = await manyRequests(requests)

async function raw() {
  const opened = await openDataFolder(folder, { readOnly: true })
  const log = await openEmbeddedEventLog(opened)
  const began = performance.now()
  let from = 0n
  let read = 0
  for (;;) {
    const batch = await log.readAll({ from, limit: BATCH })
    if (batch.length === 0) break
    read += batch.length
    from = batch.at(-1).position
  }
  const seconds = (performance.now() - began) / 1000
  await log.close()
  await opened.close()
  return read / seconds
}

/** From the order until the new collection, compared with the old one, has its name. */
async function ours(admin) {
  const began = performance.now()
  await admin.post(`${QUEUE}/rebuild`)
  const isDone = async () => {
    const { rebuild } = await admin.get(QUEUE)
    if (rebuild.status === 'failed') throw new Error(rebuild.error)
    if (rebuild.status === 'done' && rebuild.verdict.differing > 0)
      throw new Error(`${rebuild.verdict.differing} documents differ.`)
    return rebuild.status === 'done'
  }
  // Asked seldom enough to cost the rebuild nothing.
  await until(isDone, 3_600_000, 200)
  return events / ((performance.now() - began) / 1000)
}

const platform = await openFilled(folder)
const rounds = []
try {
  const admin = await platform.admin()
  for (let run = 0; run < runs; run += 1) {
    const read = await raw()
    const whole = await ours(admin)
    rounds.push({ ours: whole, raw: read, ratio: whole / read })
  }
} finally {
  await platform.stop()
}
report(
  'rebuild',
  `Rebuild of the queue from ${events} events, comparison and swap included / read of the same log with parsing`,
  'events/s',
  rounds,
  {
    must: 0.3,
    aim: 0.6,
  },
)
