// What watches the clocks, on embedded engines in one process: log feed, relay, automations, alarms and read models of the sla context, as the service
// sla-monitor runs them. The clock stands still until it is moved.
import { requestFacts } from '@spoc/intake-contracts'
import { catalogue } from '@spoc/platform-catalogue'
import { openEngines } from '@spoc/platform-engines'
import { keyOfAuthor, newId, personal } from '@spoc/platform-kernel'
import { loadConfig } from '@spoc/platform-nest'
import { Background } from '@spoc/platform-runtime'
import { slaContext } from '@spoc/sla-feature'
import { until } from '../platform.mjs'

export const START = '2026-01-12T08:00:00.000Z'
export const TARGET_MS = 4 * 3_600_000
export const ACCOUNT = '0190a6c2-0000-7000-8000-00000000ac01'
export const CONTRACT = '0190a6c2-0000-7000-8000-0000000000c1'
const PERSON = '0190a6c2-0000-7000-8000-0000000000d1'
const AT_ONCE = 64

export const instantOf = (ms) => new Date(ms).toISOString()

export async function openBenchmarkEngines(folder) {
  const config = loadConfig({ SPOC_DATA_DIR: folder, SPOC_CLOCK: 'controlled', SPOC_CLOCK_START: START, SPOC_DEMO: 'off' })
  return (await openEngines(config, 'sla-monitor', (what, error) => console.error(what, error))).engines
}

/** The monitor at work on this folder, with nothing left to do. `read`: what the ports have returned to it so far. */
export async function openMonitor(folder, { askEveryMs = 10 } = {}) {
  const engines = await openBenchmarkEngines(folder)
  const read = { documents: 0, events: 0 }
  const counted = { ...engines, log: countingLog(engines.log, read), documents: countingDocuments(engines.documents, read) }
  const background = new Background(counted, [slaContext.automation], catalogue, (what, error) => console.error(what, error))
  slaContext.prepare(background)
  await background.start()
  const settle = () => until(() => background.settled(), 3_600_000, askEveryMs)
  await settle()
  return {
    ...{ engines, background, read, settle },
    async close() {
      await background.stop()
      await engines.close()
    },
  }
}

export const given = ({ clock }) => ({
  now: clock.now(),
  actor: { kind: 'system', id: 'benchmark' },
  channel: 'api',
  correlation: 'benchmark',
})

/** Requests that fall due at these instants: they are received, and the automations start their clocks. */
export async function receive({ engines, background, settle }, dueInstants) {
  const sla = background.running.find(({ context }) => context === 'sla')
  for (let done = 0; done < dueInstants.length; done += AT_ONCE)
    await Promise.all(
      dueInstants.slice(done, done + AT_ONCE).map(async (due) => {
        const id = newId(due)
        await background.streams.change(requestFacts, id, given(engines), () => [received(due - TARGET_MS)])
        await sla.reactions.catchUp(`request-${id}`)
      }),
    )
  await settle()
}

function received(at) {
  const data = {
    number: 'R-1000015',
    kind: 'incident',
    title: personal('Packet loss on the line to Amsterdam', keyOfAuthor('request', PERSON)),
    accountId: ACCOUNT,
    contractId: CONTRACT,
    impact: 'medium',
    urgency: 'medium',
    priority: 'P3',
    receivedAt: instantOf(at),
    attachments: [],
    flags: [],
    identifiedBy: { how: 'caller', reason: 'The caller is of this account.' },
  }
  return { type: 'intake.request-received.v1', data }
}

/** Breaches told after a position, in log order: [stream, effectiveAt in ms]. Throws where one was told twice. */
export async function breachesSince({ engines }, position) {
  const breaches = []
  let from = position
  for (;;) {
    const page = await engines.log.readAll({ from, limit: 1_000, typePrefixes: ['sla.clock-breached'] })
    if (page.length === 0) return eachOnce(breaches)
    for (const { stream, data } of page) breaches.push([stream, Date.parse(data.effectiveAt)])
    from = page.at(-1).position
  }
}

function eachOnce(breaches) {
  const twice = breaches.length - new Set(breaches.map(([stream]) => stream)).size
  if (twice > 0) throw new Error(`${twice} breaches were told twice.`)
  return breaches
}

function countingLog(log, read) {
  const counting =
    (ask) =>
    async (...asked) => {
      const events = await ask.apply(log, asked)
      read.events += events.length
      return events
    }
  return answering(log, { readStream: counting(log.readStream), readAll: counting(log.readAll) })
}

function countingDocuments(documents, read) {
  const counted = (found) => {
    read.documents += Array.isArray(found) ? found.length : (found?.items?.length ?? (found === undefined ? 0 : 1))
    return found
  }
  return answering(documents, {
    async collection(kind) {
      const collection = await documents.collection(kind)
      const asking = ['get', 'getMany', 'getGuarded', 'find'].map((name) => [
        name,
        async (...asked) => counted(await collection[name](...asked)),
      ])
      return answering(collection, Object.fromEntries(asking))
    },
  })
}

/** The same, with these methods in place of its own. */
function answering(of, methods) {
  return new Proxy(of, {
    get(_, name) {
      const own = methods[name] ?? of[name]
      return typeof own === 'function' && methods[name] === undefined ? own.bind(of) : own
    },
  })
}
