// A data folder with many open clocks, one a request. The first is started by the product itself; its event, its place in the index of alarms and its line
// in the list of clocks are then written again and again through the ports, under ids and due instants of their own.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contractFacts } from '@spoc/directory-contracts'
import { newId } from '@spoc/platform-kernel'
import { CHECKPOINTS } from '@spoc/platform-runtime'
import { clockDocumentId, CLOCKS } from '@spoc/sla-contracts'
import { calendarStream, defineCalendar, definePolicy, policyStream } from '@spoc/sla-domain'
import { ACCOUNT, CONTRACT, given, instantOf, openBenchmarkEngines, openMonitor, receive, START, TARGET_MS } from './monitor.mjs'

const CALENDAR = '0190a6c2-0000-7000-8000-0000000000a1'
const POLICY = '0190a6c2-0000-7000-8000-0000000000b1'
const DAY = 86_400_000
/** Open clocks fall due in the days from there on, long after anything that is measured. */
const DUE_FROM = Date.parse(START) + 30 * DAY
const DUE_WITHIN = 30 * DAY
const OUTAGE_MS = 3_600_000
const TOGETHER = 1_000
const ALARMS = {
  name: 'sla_alarms',
  indexes: [{ fields: ['at'] }, { fields: ['bucket', 'at'] }],
  holds: 'view',
  instants: ['at'],
}
const CURSORS = { name: 'sla_cursors', indexes: [], holds: 'view' }

/** A folder with so many open clocks, made where it is missing; it is kept and goes on to be used. */
export async function manyClocks(count) {
  const folder = join(tmpdir(), `spoc-benchmark-${count}-clocks`)
  const note = `${folder}.json`
  if (!existsSync(note)) {
    rmSync(folder, { recursive: true, force: true })
    writeFileSync(note, JSON.stringify(await made(folder, count)))
  }
  return folder
}

/** A new folder with so many open clocks, and others that fell due while nobody watched, within the last hour. */
export async function afterOutage(folder, open, due) {
  const template = await made(folder, open)
  await write(folder, template, due, (index) => Date.parse(START) + 60_000 + Math.floor((index * OUTAGE_MS) / due), {
    heard: true,
  })
  const engines = await openBenchmarkEngines(folder)
  await engines.clock.moveTo(instantOf(Date.parse(START) + 60_000 + OUTAGE_MS))
  await engines.close()
}

async function made(folder, count) {
  console.error(`Making ${folder} …`)
  const began = performance.now()
  const template = await first(folder)
  await write(folder, template, count, (index) => Math.floor(DUE_FROM + (index * DUE_WITHIN) / count))
  console.error(`  ${count} clocks in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  return template
}

/** What is promised, and one request under it. */
async function first(folder) {
  const monitor = await openMonitor(folder)
  const { engines, background, settle } = monitor
  const { streams } = background
  const now = given(engines)
  const rules = { zone: 'Europe/Berlin', hours: '24x7', holidays: [], halfDays: [] }
  await streams.change(calendarStream, CALENDAR, now, (calendar) =>
    defineCalendar(calendar, { calendarId: CALENDAR, name: 'Always', rules }, now),
  )
  const calendars = new Map([[CALENDAR, (await streams.load(calendarStream, CALENDAR)).state]])
  const clocks = { resolve: { target: { minutes: TARGET_MS / 60_000 }, calendarId: CALENDAR } }
  const rows = [{ serviceClass: '*', priority: '*', kind: '*', clocks }]
  await streams.change(policyStream, POLICY, now, (policy) =>
    definePolicy(policy, { policyId: POLICY, name: 'Standard', rows, warnings: [] }, calendars, now),
  )
  const terms = { accountId: ACCOUNT, reference: 'C-1', from: '2020-01-01T00:00:00.000Z', policies: {}, defaultPolicyId: POLICY }
  await streams.change(contractFacts, CONTRACT, now, () => [{ type: 'directory.contract-signed.v1', data: terms }])
  await receive(monitor, [DUE_FROM])
  await settle()
  const [received] = (await engines.log.readAll({ from: 0n, limit: 100, typePrefixes: ['intake.request-received'] })).slice(-1)
  const requestId = received.stream.slice('request-'.length)
  const [started] = await engines.log.readStream(`sla-${requestId}`)
  const alarm = await (await engines.documents.collection(ALARMS)).get(`sla-${requestId}`)
  const clock = await (await engines.documents.collection(CLOCKS)).get(clockDocumentId(requestId, 'resolve'))
  await monitor.close()
  const bare = ({ id, type, data, metadata }) => ({ id, type, data, metadata })
  return { requestId, text: JSON.stringify({ received: bare(received), started: bare(started), alarm, clock }) }
}

/** So many clocks more, `dueOf` by index in ms. `heard`: their requests' streams are written too, and that they have been heard. */
async function write(folder, template, count, dueOf, { heard = false } = {}) {
  const engines = await openBenchmarkEngines(folder)
  const { log, documents } = engines
  const [alarms, clocks, cursors, checkpoints, relays] = await Promise.all(
    [ALARMS, CLOCKS, CURSORS, CHECKPOINTS, { name: 'platform_relays', indexes: [], holds: 'view' }].map((kind) =>
      documents.collection(kind),
    ),
  )
  for (let done = 0; done < count; done += TOGETHER) {
    const group = Array.from({ length: Math.min(TOGETHER, count - done) }, (_, index) => copyOf(template, dueOf(done + index)))
    if (heard) await Promise.all(group.map(({ id, received }) => log.append(`request-${id}`, -1, [received])))
    const positions = await Promise.all(group.map(({ id, started }) => log.append(`sla-${id}`, -1, [started])))
    const guarded = (documentOf) =>
      group.map((one, index) => {
        const document = documentOf(one)
        return { id: document._id, fold: 1, position: positions[index].position, document }
      })
    await alarms.write(guarded(({ alarm }) => alarm))
    await clocks.write(guarded(({ clock }) => clock))
    if (heard)
      await cursors.write(
        group.map(({ id }) => ({ id: `request-${id}`, fold: 1, position: 0n, document: { _id: `request-${id}`, revision: 0 } })),
      )
  }
  const position = await log.head()
  for (const collection of [checkpoints, relays]) {
    const { items } = await collection.find({ limit: 1_000 })
    await collection.write(
      items.map((one) => ({ id: one._id, fold: 1, position, document: { ...one, position: String(position) } })),
    )
  }
  await engines.close()
}

/** The template under ids of its own, due at an instant. */
function copyOf({ requestId, text }, due) {
  const id = newId(due - TARGET_MS)
  const copy = JSON.parse(
    text
      .replaceAll(requestId, id)
      .replaceAll(instantOf(DUE_FROM), instantOf(due))
      .replaceAll(instantOf(DUE_FROM - TARGET_MS), instantOf(due - TARGET_MS)),
  )
  return { ...copy, id, received: { ...copy.received, id: newId(due) }, started: { ...copy.started, id: newId(due) } }
}
