// How long after the acknowledgement does a second client's `GET` of the queue, without `?after`, hold the request? At a fixed rate.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { machine, median, percentile, requestBody, startPlatform } from '../platform.mjs'

const rate = Number(process.argv[2] ?? 50)
const seconds = Number(process.argv[3] ?? 20)
const runs = Number(process.argv[4] ?? 3)
const writer = new Agent({ keepAlive: true, maxSockets: 32 })
const reader = new Agent({ keepAlive: true, maxSockets: 1 })

function call(agent, url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { agent, method, headers }, (answer) => {
      let text = ''
      answer
        .setEncoding('utf8')
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve({ status: answer.statusCode, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function round() {
  const platform = await startPlatform()
  const headers = { authorization: `Bearer ${platform.token}`, 'content-type': 'application/json' }
  const acknowledged = new Map()
  const waits = []
  let reading = true
  const readQueue = (async () => {
    while (reading) {
      const asked = performance.now()
      const { text } = await call(reader, `${platform.url}/api/v1/requests?sort=-received&limit=50`, { headers })
      const now = performance.now()
      for (const { id } of JSON.parse(text).items) {
        const at = acknowledged.get(id)
        if (at === undefined) continue
        acknowledged.delete(id)
        waits.push(Math.max(0, now - at))
      }
      const left = 5 - (performance.now() - asked)
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    }
  })()
  const began = performance.now()
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const due = began + (sent / rate) * 1000
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    call(writer, `${platform.url}/api/v1/requests`, {
      method: 'POST',
      headers,
      body: JSON.stringify(requestBody(platform, sent)),
    }).then(({ status, text }) => {
      if (status !== 201) throw new Error(`${status} ${text}`)
      acknowledged.set(JSON.parse(text).id, performance.now())
    })
  }
  const end = performance.now() + 5_000
  while (waits.length < rate * seconds && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
  reading = false
  await readQueue
  await platform.stop()
  return { sent: rate * seconds, seen: waits.length, p50: percentile(waits, 50), p99: percentile(waits, 99) }
}

const rounds = []
for (let run = 0; run < runs; run += 1) {
  rounds.push(await round())
  console.log(JSON.stringify(rounds.at(-1)))
}
const summary = {
  question: `from ack to a second client's GET of the queue, at ${rate} requests/s`,
  machine,
  rounds,
  medians: { p50: median(rounds.map(({ p50 }) => p50)), p99: median(rounds.map(({ p99 }) => p99)) },
  mustReach: 150,
  aim: 50,
}
mkdirSync(new URL('../results', import.meta.url), { recursive: true })
writeFileSync(new URL(`../results/ack-to-visible-${rate}.json`, import.meta.url), `${JSON.stringify(summary, null, 2)}\n`)
console.log(
  `\n| requests/s | p50 | p99 | must | aim |\n|---|---|---|---|---|\n| ${rate} | ${summary.medians.p50.toFixed(0)} ms | ${summary.medians.p99.toFixed(0)} ms | 150 ms | 50 ms |`,
)
