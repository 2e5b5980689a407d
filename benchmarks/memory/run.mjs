// Resident memory of the one process with all its threads: a minute after the day of the demonstration; and on a log of many events, a minute after
// the queue was folded anew from all of them and people have looked around for a while.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manyRequests, openFilled } from '../many-requests.mjs'
import { freePorts } from '../../infra/native/ports.mjs'
import { memoryOf, until } from '../platform.mjs'
import { reportFigures } from '../report.mjs'

const runs = Number(process.argv[2] ?? 3)
const requests = Number(process.argv[3] ?? 100_000)
const IDLE_MS = 60_000
const demoProgram = fileURLToPath(new URL('../../tools/demo.mjs', import.meta.url))
const idle = () => new Promise((resolve) => setTimeout(resolve, IDLE_MS))

async function afterTheDemoDay() {
  const folder = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
  const [port, smtpPort] = await freePorts(2)
  const demo = spawn(process.execPath, [demoProgram], {
    cwd: folder,
    env: { ...process.env, SPOC_HTTP_PORT: String(port), SPOC_SMTP_PORT: String(smtpPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise((resolve) => demo.once('exit', resolve))
  try {
    let said = ''
    demo.stdout.setEncoding('utf8').on('data', (text) => (said += text))
    const over = until(() => said.includes('The day is over'), 300_000)
    const ended = exited.then((code) =>
      Promise.reject(new Error(`The demonstration ended with ${code} before its day was over.`)),
    )
    await Promise.race([over, ended])
    await idle()
    return memoryOf(childOf(demo.pid))
  } finally {
    demo.kill('SIGTERM')
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
}

function childOf(pid) {
  const parentOf = (one) => readFileSync(`/proc/${one}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]
  return readdirSync('/proc').find((one) => /^\d+$/.test(one) && parentOf(one) === String(pid))
}

async function afterManyEvents(folder) {
  const platform = await openFilled(folder)
  try {
    const admin = await platform.admin()
    const queue = '/api/v1/read-models/intake/intake_queue'
    await admin.post(`${queue}/rebuild`)
    await until(async () => (await admin.get(queue)).rebuild.status === 'done', 3_600_000)
    let cursor = ''
    for (let page = 0; page < 100; page += 1) {
      const { items, next } = await admin.get(`/api/v1/requests?sort=-received&limit=50${cursor}`)
      for (const { id } of items.slice(0, 10)) await admin.get(`/api/v1/requests/${id}`)
      cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`
    }
    await idle()
    return memoryOf(platform.pid)
  } finally {
    await platform.stop()
  }
}

const { folder, events, memory } = await manyRequests(requests)
const rounds = []
for (let run = 0; run < runs; run += 1) {
  const day = await afterTheDemoDay()
  const many = await afterManyEvents(folder)
  rounds.push({
    'after the demo day': day.rss,
    'after the demo day, at most': day.most,
    [`on ${events} events`]: many.rss,
    [`on ${events} events, at most`]: many.most,
    'after making all read models of them': memory.rss,
    'while making them, at most': memory.most,
  })
}
reportFigures('memory', `Resident memory of the process, idle for 60 s`, 'MB', rounds, {
  'after the demo day': { must: 300, aim: 180 },
  [`on ${events} events`]: { must: 400, aim: 220 },
  'after making all read models of them': { must: 400, aim: 220 },
})
