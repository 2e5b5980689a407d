// How fast is a durable `POST` of a request, beside a bare route that validates the same body? 32 connections, in turn, in one run.
import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { freePorts } from '../../infra/native/ports.mjs'
import { machine, median, requestBody, startPlatform } from '../platform.mjs'

const runs = Number(process.argv[2] ?? 3)
const seconds = Number(process.argv[3] ?? 8)

async function load(url, headers, bodyOf) {
  let number = 0
  const result = await autocannon({
    url: `${url}/api/v1/requests`,
    connections: 32,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        setupRequest: (request) => ({ ...request, body: JSON.stringify(bodyOf((number += 1))) }),
      },
    ],
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`)
  return { perSecond: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}

const rounds = []
for (let round = 0; round < runs; round += 1) {
  const [barePort] = await freePorts(1)
  const bare = fork(fileURLToPath(new URL('bare.mjs', import.meta.url)), [String(barePort)])
  await new Promise((resolve, reject) => {
    bare.once('message', resolve)
    bare.once('exit', (code) => reject(new Error(`The bare route ended with ${code}`)))
  })
  const example = { accountId: '0190a6c2-0000-7000-8000-000000000e01', serviceInstanceId: '0190a6c2-0000-7000-8000-000000000e02' }
  const bareFigures = await load(`http://127.0.0.1:${barePort}`, {}, (number) => requestBody(example, number))
  bare.removeAllListeners('exit')
  bare.kill()
  const platform = await startPlatform()
  const ours = await load(platform.url, { authorization: `Bearer ${platform.token}` }, (number) => requestBody(platform, number))
  await platform.stop()
  rounds.push({ bare: bareFigures, ours, ratio: ours.perSecond / bareFigures.perSecond })
  console.log(
    `round ${round + 1}: ours ${ours.perSecond.toFixed(0)}/s (p50 ${ours.p50} ms, p99 ${ours.p99} ms), bare ${bareFigures.perSecond.toFixed(0)}/s, ratio ${(ours.perSecond / bareFigures.perSecond).toFixed(2)}`,
  )
}
const summary = {
  question: 'durable POST of a request, 32 connections / bare Nest + Fastify route that validates the same body',
  machine,
  rounds,
  medians: {
    ours: median(rounds.map(({ ours }) => ours.perSecond)),
    bare: median(rounds.map(({ bare }) => bare.perSecond)),
    ratio: median(rounds.map(({ ratio }) => ratio)),
  },
  mustReach: 0.25,
  aim: 0.5,
}
mkdirSync(new URL('../results', import.meta.url), { recursive: true })
writeFileSync(new URL('../results/post-request.json', import.meta.url), `${JSON.stringify(summary, null, 2)}\n`)
console.log(
  `\n| durable POST | bare route | ratio | must | aim |\n|---|---|---|---|---|\n| ${summary.medians.ours.toFixed(0)}/s | ${summary.medians.bare.toFixed(0)}/s | ${summary.medians.ratio.toFixed(2)} | 0.25 | 0.5 |`,
)
