// How long from the start of the process until it is ready, with many requests in the log: after a stop in order, and after SIGKILL.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manyRequests, openFilled } from '../many-requests.mjs'
import { openPlatform } from '../platform.mjs'
import { reportFigures } from '../report.mjs'

const runs = Number(process.argv[2] ?? 3)
const requests = Number(process.argv[3] ?? 100_000)
const { folder, events } = await manyRequests(requests)

async function startedAfter(signal) {
  const before = await openFilled(folder)
  await before.stop(signal)
  const platform = await openFilled(folder)
  await platform.stop()
  return platform.readyMs / 1000
}

async function startedOnNothing() {
  const empty = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
  try {
    const platform = await openPlatform(empty, { env: { SPOC_DEMO: 'off' } })
    await platform.stop()
    return platform.readyMs / 1000
  } finally {
    rmSync(empty, { recursive: true, force: true })
  }
}

const rounds = []
for (let run = 0; run < runs; run += 1) {
  const stopped = await startedAfter('SIGTERM')
  const killed = await startedAfter('SIGKILL')
  rounds.push({ 'after a stop': stopped, 'after SIGKILL': killed, 'on an empty folder': await startedOnNothing() })
}
const bound = { must: 5, aim: 1.5 }
reportFigures('start', `Start to ready with ${requests} requests (${events} events) in the log`, 's', rounds, {
  'after a stop': bound,
  'after SIGKILL': bound,
})
