// One measurement in a process of its own, told as JSON: `measure.mjs <task> <folder>`.
import { memoryOf } from '../platform.mjs'
import { breachesSince, instantOf, openMonitor, receive } from './monitor.mjs'

const [, , task, folder] = process.argv
const DUE_WITHIN_MS = 10_000
const TICK_MS = 100
const FALLING_DUE = 1_000
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const tasks = { falling, catchingUp }
console.log(JSON.stringify(await tasks[task]()))

/** 1,000 clocks fall due within ten seconds, beside all that are open; the monitor was started after them and remembers none. */
async function falling() {
  const before = await openMonitor(folder)
  const begin = Date.parse(before.engines.clock.now()) + 1_000
  await receive(
    before,
    Array.from({ length: FALLING_DUE }, (_, index) => begin + (index * DUE_WITHIN_MS) / FALLING_DUE),
  )
  await before.close()
  const monitor = await openMonitor(folder)
  await rest(3_000)
  globalThis.gc()
  const memory = memoryOf(process.pid).rss
  const idle = await spent(monitor, () => rest(DUE_WITHIN_MS))
  const head = await monitor.engines.log.head()
  const fired = await spent(monitor, async () => {
    for (let ms = 0; ms <= DUE_WITHIN_MS; ms += TICK_MS) {
      await Promise.all([monitor.engines.clock.moveTo(instantOf(begin + ms)), rest(TICK_MS)])
    }
    await monitor.settle()
  })
  const breaches = await breachesSince(monitor, head)
  if (breaches.length !== FALLING_DUE) throw new Error(`${breaches.length} of ${FALLING_DUE} were told.`)
  await monitor.close()
  return { memory, idleCpu: idle.cpu, cpu: fired.cpu, documents: fired.documents, events: fired.events }
}

/** The monitor comes back after an hour in which many fell due. */
async function catchingUp() {
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  const monitor = await openMonitor(folder, { askEveryMs: 500 })
  const seconds = (performance.now() - began) / 1_000
  const { user, system } = process.cpuUsage(cpuBefore)
  const breaches = await breachesSince(monitor, 0n)
  const most = memoryOf(process.pid).most
  await monitor.close()
  return { seconds, cpu: (user + system) / 1e6, most, breaches: breaches.length, behind: behindOf(breaches) }
}

/** The most that a breach was told after one of a later deadline, in ms. */
function behindOf(breaches) {
  let [latest, behind] = [-Infinity, 0]
  for (const [, effectiveAt] of breaches) {
    latest = Math.max(latest, effectiveAt)
    behind = Math.max(behind, latest - effectiveAt)
  }
  return behind
}

async function spent({ read }, work) {
  const [cpuBefore, readBefore] = [process.cpuUsage(), { ...read }]
  await work()
  const { user, system } = process.cpuUsage(cpuBefore)
  const { documents, events } = read
  return { cpu: (user + system) / 1e6, documents: documents - readBefore.documents, events: events - readBefore.events }
}
