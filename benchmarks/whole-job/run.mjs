// The whole job, open loop: requests come at a fixed rate whatever the answers do; each must be answered 2xx and be seen in the queue,
// by a second connection, with its SPOC and its clocks. What is not seen when the minute is over must be within 2 s.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { machine, median, percentile, requestBody, startPlatform } from '../platform.mjs'

const rates = (process.argv[2] ?? '100,200,300').split(',').map(Number)
const seconds = Number(process.argv[3] ?? 60)
const runs = Number(process.argv[4] ?? 1)
const writers = new Agent({ keepAlive: true, maxSockets: 64 })
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

async function attempt(rate) {
  const platform = await startPlatform()
  const headers = { authorization: `Bearer ${platform.token}`, 'content-type': 'application/json' }
  const acknowledged = new Map()
  const seen = new Map()
  const wrong = []
  let sent = 0
  let open = 0
  let reading = true
  const total = rate * seconds
  const began = performance.now()
  const readQueue = (async () => {
    let cursor
    let known = new Set()
    while (reading) {
      const { status, text } = await call(
        reader,
        `${platform.url}/api/v1/requests?sort=-received&limit=50${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        { headers },
      )
      if (status !== 200) throw new Error(`The queue answered ${status}: ${text}`)
      const now = performance.now()
      const page = JSON.parse(text)
      for (const item of page.items) {
        if (seen.has(item.id)) continue
        if (item.spoc !== null && item.clocks.length > 0) seen.set(item.id, now)
      }
      const allKnown = page.items.every(({ id }) => known.has(id))
      for (const { id } of page.items) if (seen.has(id)) known.add(id)
      cursor = allKnown || page.next === undefined ? undefined : page.next
      if (cursor === undefined) await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  await new Promise((resolve) => {
    const tick = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * rate))
      while (sent < due) {
        sent += 1
        open += 1
        const at = performance.now()
        call(writers, `${platform.url}/api/v1/requests`, {
          method: 'POST',
          headers,
          body: JSON.stringify(requestBody(platform, sent)),
        })
          .then(
            ({ status, text }) => {
              if (status === 201) acknowledged.set(JSON.parse(text).id, { at: performance.now(), ms: performance.now() - at })
              else wrong.push(`${status} ${text.slice(0, 200)}`)
            },
            (error) => wrong.push(String(error)),
          )
          .finally(() => {
            open -= 1
            if (sent === total && open === 0) {
              clearInterval(tick)
              resolve()
            }
          })
      }
    }, 2)
  })
  const loadEnded = performance.now()
  while (performance.now() - loadEnded < 20_000 && [...acknowledged.keys()].some((id) => !seen.has(id)))
    await new Promise((resolve) => setTimeout(resolve, 20))
  const drainedMs = performance.now() - loadEnded
  reading = false
  await readQueue
  await platform.stop()
  const missing = [...acknowledged.keys()].filter((id) => !seen.has(id)).length
  const visible = [...acknowledged].filter(([id]) => seen.has(id)).map(([id, { at }]) => Math.max(0, seen.get(id) - at))
  const ackMs = [...acknowledged.values()].map(({ ms }) => ms)
  const lateMs = loadEnded - began - seconds * 1000
  return {
    rate,
    sent,
    acknowledged: acknowledged.size,
    wrong: wrong.length,
    firstWrong: wrong[0],
    missing,
    drainedMs: Math.round(drainedMs),
    lateMs: Math.round(lateMs),
    ackP50: percentile(ackMs, 50),
    ackP99: percentile(ackMs, 99),
    visibleP50: percentile(visible, 50),
    visibleP99: percentile(visible, 99),
    kept: wrong.length === 0 && missing === 0 && drainedMs + Math.max(0, lateMs) <= 2000,
  }
}

const rounds = []
for (const rate of rates) {
  for (let run = 0; run < runs; run += 1) {
    const round = await attempt(rate)
    rounds.push(round)
    console.log(JSON.stringify(round))
  }
}
const kept = rates.filter(
  (rate) => median(rounds.filter((round) => round.rate === rate).map((round) => Number(round.kept))) === 1,
)
const summary = {
  question: 'whole job, embedded, one process, open loop',
  machine,
  seconds,
  rounds,
  highestKept: Math.max(0, ...kept),
  mustReach: 200,
  aim: 600,
}
mkdirSync(new URL('../results', import.meta.url), { recursive: true })
writeFileSync(new URL('../results/whole-job.json', import.meta.url), `${JSON.stringify(summary, null, 2)}\n`)
console.log(
  '\n| rate | answered 2xx | seen | after the end | ack p50/p99 ms | visible p50/p99 ms | kept |\n|---|---|---|---|---|---|---|',
)
for (const one of rounds)
  console.log(
    `| ${one.rate}/s | ${one.acknowledged} of ${one.sent} | ${one.acknowledged - one.missing} | ${one.drainedMs} ms | ${one.ackP50?.toFixed(1)}/${one.ackP99?.toFixed(1)} | ${one.visibleP50?.toFixed(0)}/${one.visibleP99?.toFixed(0)} | ${one.kept ? 'yes' : 'no'} |`,
  )
