// How quick are a team's list of 50 by due and a request's page, with many requests there, at a fixed rate whatever the answers do?
import { Agent, request as httpRequest } from 'node:http'
import { manyRequests, openFilled } from '../many-requests.mjs'
import { peopleOf, percentile } from '../platform.mjs'
import { reportFigures } from '../report.mjs'

const runs = Number(process.argv[2] ?? 3)
const rate = Number(process.argv[3] ?? 200)
const requests = Number(process.argv[4] ?? 100_000)
const seconds = Number(process.argv[5] ?? 20)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Milliseconds until the whole answer was there. */
function get(url, headers) {
  const sent = performance.now()
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { agent, headers }, (answer) => {
      answer
        .resume()
        .on('end', () =>
          answer.statusCode === 200
            ? resolve(performance.now() - sent)
            : reject(new Error(`${url} answered ${answer.statusCode}`)),
        )
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function round(url, { headers }, asked) {
  const taken = Object.fromEntries(Object.keys(asked).map((what) => [what, []]))
  const kinds = Object.keys(asked)
  const answers = []
  const began = performance.now()
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const due = began + (sent / rate) * 1000
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    // One that could not be sent in time has waited since then.
    const late = performance.now() - due
    const what = kinds[sent % kinds.length]
    answers.push(get(`${url}${asked[what](sent)}`, headers).then((ms) => void taken[what].push(ms + late)))
  }
  await Promise.all(answers)
  return Object.fromEntries(
    kinds.flatMap((what) => [
      [`${what}, p50`, percentile(taken[what], 50)],
      [`${what}, p99`, percentile(taken[what], 99)],
    ]),
  )
}

const { folder, events } = await manyRequests(requests)
const platform = await openFilled(folder)
try {
  const ada = await peopleOf(platform.url, folder)('ada')
  const { items: teams } = await ada.get('/api/v1/teams?limit=100')
  const found = async (filter) => (await ada.get(`/api/v1/requests?sort=due&limit=50&open=true&${filter}`)).items
  const withMost = async (filter) => {
    const lists = await Promise.all(teams.map(async ({ id }) => ({ id, found: (await found(`${filter}=${id}`)).length })))
    return lists.sort((one, other) => other.found - one.found)[0].id
  }
  const [carries, engaged] = [await withMost('spocTeamId'), await withMost('teamId')]
  const ids = []
  let cursor = ''
  for (let page = 0; page < 20; page += 1) {
    const { items, next } = await ada.get(`/api/v1/requests?sort=received&limit=200${cursor}`)
    ids.push(...items.map(({ id }) => id))
    if (next === undefined) break
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
  for (const { id } of (await ada.get('/api/v1/requests?sort=-received&limit=200')).items) ids.push(id)
  const list = '/api/v1/requests?sort=due&limit=50&open=true'
  const page = (sent) => `/api/v1/requests/${ids[(sent * 7919) % ids.length]}`
  const asked = {
    'list of the team that is SPOC': () => `${list}&spocTeamId=${carries}`,
    'a page': page,
    'list of the team that is engaged': () => `${list}&teamId=${engaged}`,
    'a page too': page,
  }
  await round(platform.url, ada, asked)
  const rounds = []
  for (let run = 0; run < runs; run += 1) rounds.push(await round(platform.url, ada, asked))
  const bound = { must: 30, aim: 10 }
  const bounds = Object.fromEntries(Object.keys(asked).map((what) => [`${what}, p99`, bound]))
  reportFigures(
    'list-and-page',
    `A team's list of 50 by due and a request's page, ${requests} requests (${events} events), ${rate}/s`,
    'ms',
    rounds,
    bounds,
  )
} finally {
  await platform.stop()
  agent.destroy()
}
