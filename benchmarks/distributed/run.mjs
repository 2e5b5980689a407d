// How much CPU does a request cost as five services on EventStoreDB's double, Kafka and the document server, beside the one process on its embedded
// engines? Our processes alone, at the same fixed rate, from the first request until nothing waits for its consequences. The engines are named by the
// environment or started (infra/native).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { furnish } from '../../apps/spoc/dist/demonstration/furnish.js'
import { people } from '../../apps/spoc/dist/demonstration/people.js'
import { serviceNames } from '../../infra/native/service.mjs'
import { accountOn, cpuSecondsOf, requestBody, settle, signIn, startPlatform, until } from '../platform.mjs'
import { report } from '../report.mjs'

const runs = Number(process.argv[2] ?? 3)
const rate = Number(process.argv[3] ?? 20)
const seconds = Number(process.argv[4] ?? 30)
const services = fileURLToPath(new URL('../../infra/native/services', import.meta.url))
const own = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
const native = { ...process.env, SPOC_NATIVE_DIR: own, SPOC_LOG_LEVEL: 'error' }
const inServices = (command) =>
  execFileSync(services, [command], { env: native, stdio: ['ignore', 'pipe', 'inherit'], timeout: 600_000 })
const recorded = (name, file) => JSON.parse(readFileSync(join(own, name, file), 'utf8'))

/** CPU seconds a request, over all the processes. */
async function cpuOf({ url, token, accountId, serviceInstanceId }, pids, settled) {
  const cpu = () => pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0)
  const send = async (number) => {
    const answer = await fetch(`${url}/api/v1/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(requestBody({ accountId, serviceInstanceId }, number)),
    })
    if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`)
    await answer.json()
  }
  // The first ones pay for the compiling of what all go through.
  for (let number = 0; number < 40; number += 1) await send(number)
  await settled()
  const before = cpu()
  const answers = []
  const began = performance.now()
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const due = began + (sent / rate) * 1000
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    answers.push(send(1_000 + sent))
  }
  await Promise.all(answers)
  await settled()
  return (cpu() - before) / (rate * seconds)
}

async function embedded() {
  const platform = await startPlatform()
  try {
    const admin = await platform.admin()
    return await cpuOf(platform, [platform.pid], () => settle(admin))
  } finally {
    await platform.stop()
  }
}

async function distributed() {
  const url = `http://127.0.0.1:${recorded('entry', 'process.json').ports.port}`
  const { SPOC_ADMIN_EMAIL: email, SPOC_ADMIN_PASSWORD: password } = JSON.parse(readFileSync(join(own, 'secrets.json'), 'utf8'))
  const running = serviceNames.map((name) => recorded(name, 'process.json'))
  const admin = await signIn(url, email, password)
  if ((await admin.get('/api/v1/accounts')).items.length === 0) await furnishBy(url, { email, password })
  // Each tells of itself; what one has just done may be work for one that was asked before it.
  let quiet = 0
  const areSettled = async () => {
    const all = await Promise.all(
      running.map(async ({ ports }) =>
        (await fetch(`http://127.0.0.1:${ports.http}/api/v1/clock`, { headers: admin.headers })).json(),
      ),
    )
    quiet = all.every(({ settled }) => settled) ? quiet + 1 : 0
    return quiet >= 3
  }
  const settled = () => {
    quiet = 0
    return until(areSettled, 300_000)
  }
  await settled()
  return cpuOf(
    { url, ...(await accountOn(admin)) },
    running.map(({ pid }) => pid),
    settled,
  )
}

/** The same provider as in the embedded demonstration. */
function furnishBy(url, administrator) {
  const app = {
    async inject({ method, url: path, payload, headers = {} }) {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(payload),
      })
      return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
    },
  }
  return furnish(app, administrator, new Map(people.map(({ email }) => [email, 'benchmark password'])))
}

const rounds = []
try {
  for (let run = 0; run < runs; run += 1) {
    const raw = await embedded()
    // On nothing, as the embedded one: the document server looks through all of an account's requests to find its latest.
    rmSync(own, { recursive: true, force: true })
    inServices('up')
    const ours = await distributed()
    inServices('down')
    rounds.push({ ours: ours * 1000, raw: raw * 1000, ratio: ours / raw })
  }
} finally {
  inServices('down')
  rmSync(own, { recursive: true, force: true })
}
report('distributed', `Whole job at ${rate}/s: CPU for a request over five services / embedded`, 'ms CPU', rounds, {
  must: 3,
  aim: 2,
  lower: true,
})
