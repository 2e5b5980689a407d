// Starts the built platform on a data folder, furnishes it with one account where that is new, and ends it again.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../infra/native/ports.mjs'

const main = fileURLToPath(new URL('../dist/spoc.js', import.meta.url))
const email = 'admin@benchmark.example'
const password = 'benchmark password'

/** The platform on this folder, once it is ready. `readyMs`: from the start of the process until `/health/ready` said 200. */
export async function openPlatform(folder, { env = {}, withinMs = 300_000 } = {}) {
  const [port, smtpPort] = await freePorts(2)
  const began = performance.now()
  const child = spawn(process.execPath, [...(process.env.BENCHMARK_NODE_OPTIONS?.split(' ') ?? []), main], {
    env: {
      ...process.env,
      SPOC_DATA_DIR: folder,
      SPOC_HTTP_PORT: String(port),
      SPOC_SMTP_PORT: String(smtpPort),
      SPOC_DEMO: 'on',
      SPOC_LOG_LEVEL: 'error',
      SPOC_ADMIN_EMAIL: email,
      SPOC_ADMIN_PASSWORD: password,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}`
  try {
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`The platform ended with ${child.exitCode} before it was ready.`)
      return (await fetch(`${url}/health/ready`).catch(() => undefined))?.status === 200
    }, withinMs)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    url,
    pid: child.pid,
    readyMs: performance.now() - began,
    admin: () => signIn(url, email, password),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await exited
    },
  }
}

/** On a folder of its own that goes when it is stopped, with one account and a token for it. */
export async function startPlatform(options) {
  const folder = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
  const platform = await openPlatform(folder, options)
  return {
    ...platform,
    folder,
    ...(await accountOn(await platform.admin())),
    async stop() {
      await platform.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An account of the demonstration, one of its services, and the token of an integration. */
export async function accountOn(admin) {
  const { items } = await admin.get('/api/v1/accounts')
  const account = items.find((one) => one.arrangement !== undefined)
  const services = (await admin.get(`/api/v1/services?accountId=${account.id}`)).items
  return { token: await tokenBy(admin), accountId: account.id, serviceInstanceId: services[0]?.id }
}

async function tokenBy(admin) {
  const { id } = await admin.post('/api/v1/integrations', {
    name: 'Benchmark',
    kind: 'api',
    scopes: ['requests:read', 'requests:write'],
  })
  return (await admin.post(`/api/v1/integrations/${id}/tokens`)).token
}

/** Everybody of the demonstration on this folder, by the part of the address before the @, signed in at first use. */
export function peopleOf(url, folder) {
  const { people } = JSON.parse(readFileSync(join(folder, 'sign-in.json'), 'utf8'))
  const signedIn = new Map()
  return (name) => {
    const person = people.find((one) => one.email.startsWith(`${name}@`))
    const caller = signedIn.get(name) ?? signIn(url, person.email, person.password)
    signedIn.set(name, caller)
    return caller
  }
}

/** A signed-in person: `get` and `post` answer the body, and throw where the answer is no 2xx. */
export async function signIn(url, email, password) {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (answer.status !== 201) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers.get('set-cookie').split(';')[0]
  const call = async (path, init) => {
    const answer = await fetch(`${url}${path}`, { ...init, headers: { 'content-type': 'application/json', cookie } })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    headers: { cookie },
    get: (path) => call(path, {}),
    post: (path, body = {}) => call(path, { method: 'POST', body: JSON.stringify(body) }),
  }
}

/** Waits until nothing that has happened waits for its consequences. */
export async function settle(admin, withinMs = 600_000) {
  await until(async () => (await admin.get('/api/v1/clock')).settled, withinMs)
}

export async function until(satisfied, withinMs, everyMs = 25) {
  const end = performance.now() + withinMs
  while (!(await satisfied())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** A believable request of about 600 bytes. */
export function requestBody(platform, number) {
  return {
    kind: 'incident',
    accountId: platform.accountId,
    ...(platform.serviceInstanceId === undefined ? {} : { serviceInstanceId: platform.serviceInstanceId }),
    title: `Packet loss on the line to Amsterdam (${number})`,
    description: `Since this morning our monitoring shows between 2 and 5 per cent of packets lost towards Amsterdam, in both directions. Voice is affected, file transfers are slow. Restarting our router changed nothing. Please have a look and tell us when it will be mended. Run ${number}.`,
    clientReference: `INC-${number}`,
    impact: 'medium',
    urgency: 'high',
  }
}

/** CPU of a process so far, user and system, in seconds. */
export function cpuSecondsOf(pid) {
  const [, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=\S )/)
  const [user, system] = rest.split(' ').slice(11, 13).map(Number)
  return (user + system) / 100
}

/** Resident memory of a process with all its threads, in MB: now, and the most it ever was. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)[1]) / 1024
  return { rss: mb('VmRSS'), most: mb('VmHWM') }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((share / 100) * sorted.length) - 1)]
}

export const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version }
