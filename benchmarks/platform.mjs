// Starts the built platform on a new data folder, furnishes it with one account, and ends it again.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../apps/spoc/dist/main.js', import.meta.url))
const email = 'admin@benchmark.example'
const password = 'benchmark password'

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

export async function startPlatform() {
  const folder = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
  const port = await freePort()
  const env = {
    ...process.env,
    SPOC_DATA_DIR: folder,
    SPOC_HTTP_PORT: String(port),
    SPOC_SMTP_PORT: String(await freePort()),
    SPOC_DEMO: 'on',
    SPOC_LOG_LEVEL: 'error',
    SPOC_ADMIN_EMAIL: email,
    SPOC_ADMIN_PASSWORD: password,
  }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${port}`
  await until(async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.status === 200, 60_000)
  const cookie = await signIn(url)
  const headers = { 'content-type': 'application/json', cookie }
  const { items } = await (await fetch(`${url}/api/v1/accounts`, { headers })).json()
  const account = items.find((one) => one.arrangement !== undefined)
  const services = (await (await fetch(`${url}/api/v1/services?accountId=${account.id}`, { headers })).json()).items
  const integration = await post(`${url}/api/v1/integrations`, headers, {
    name: 'Benchmark',
    kind: 'api',
    scopes: ['requests:read', 'requests:write'],
  })
  const { token } = await post(`${url}/api/v1/integrations/${integration.id}/tokens`, headers, {})
  return {
    url,
    pid: child.pid,
    token,
    accountId: account.id,
    serviceInstanceId: services[0]?.id,
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function signIn(url) {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (answer.status !== 201) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`)
  return answer.headers.get('set-cookie').split(';')[0]
}

async function post(url, headers, body) {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

export async function until(satisfied, withinMs) {
  const end = performance.now() + withinMs
  while (!(await satisfied())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 25))
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
