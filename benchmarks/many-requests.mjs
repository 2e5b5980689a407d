// A data folder with many requests. Some lives are played on the platform and their events written again and again under new ids, numbers, instants
// and keys; the platform then makes its read models of them. It takes minutes, so the folder is kept for the benchmarks that follow.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataFolder, openEmbeddedDocuments, openEmbeddedEventLog, openEmbeddedKeys } from '@spoc/adapters-embedded'
import { formatNumber } from '@spoc/intake-domain'
import { catalogue } from '@spoc/platform-catalogue'
import { newId } from '@spoc/platform-kernel'
import { Sealing } from '@spoc/platform-runtime'
import { livesOn } from './lives.mjs'
import { untilPacked } from './packed.mjs'
import { memoryOf, openPlatform, settle } from './platform.mjs'

const BEGIN = '2025-03-03T09:00:00.000Z'
/** A Monday too, a year later: so far the clock stands still, and nothing falls due that did not when the folder was made. */
const NOW = '2026-03-02T09:00:00.000Z'
/** Received last: nobody has come to them yet. */
const OPEN_FOR_MS = 5 * 60_000
const TOGETHER = 100
const FIRST_NUMBER = 1_000_000_0
/** How often each is written, of 25: most are at an end, as in any log of years. */
const plays = [
  ['whole', 7],
  ['withdrawn', 14],
  ['received', 3],
  ['engaged', 1],
]
const env = { SPOC_CLOCK: 'controlled', SPOC_CLOCK_START: BEGIN }
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Where the folder is, and what is in it: `{ folder, events, requests, … }`. Made where it is missing. */
export async function manyRequests(count = 100_000) {
  const folder = join(tmpdir(), `spoc-benchmark-${count}-requests`)
  const note = `${folder}.json`
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  console.error(`Making ${folder} …`)
  const lives = await played(folder)
  const wrote = await written(folder, lives, count)
  console.error(`  ${wrote.events} events written in ${wrote.seconds.toFixed(0)} s`)
  const made = await projected(folder)
  console.error(`  read models made in ${made.seconds.toFixed(0)} s`)
  const filled = { folder, requests: count, events: wrote.events, ...made }
  writeFileSync(note, JSON.stringify(filled, null, 2))
  return filled
}

/** On the folder that {@link manyRequests} made. */
export function openFilled(folder, options = {}) {
  return openPlatform(folder, { withinMs: 600_000, ...options, env: { ...env, ...options.env } })
}

/** The lives that the rest is made of: [play, request id]. */
async function played(folder) {
  const platform = await openPlatform(folder, { env })
  try {
    const lives = await livesOn({ ...platform, folder })
    await settle(lives.admin)
    const ids = []
    for (const [play, times] of plays)
      for (let time = 0; time < times; time += 1) ids.push([play, await lives[play](ids.length * 7 + 1)])
    await settle(lives.admin)
    return ids
  } finally {
    await platform.stop()
  }
}

async function written(path, lives, count) {
  const folder = await openDataFolder(path)
  const log = await openEmbeddedEventLog(folder)
  const documents = await openEmbeddedDocuments(folder)
  const keys = await openEmbeddedKeys(folder, Buffer.from(readFileSync(join(path, 'master.key'), 'utf8').trim(), 'base64'))
  const sealing = new Sealing(keys)
  const cursors = await Promise.all(
    catalogue.map(({ context }) => documents.collection({ name: `${context}_cursors`, indexes: [], holds: 'view' })),
  )
  const began = performance.now()
  const before = await log.head()
  const templates = await templatesOf(lives, await log.readAll({ from: 0n, limit: 100_000 }), sealing, cursors)
  const ended = templates.filter(({ play }) => play === 'whole' || play === 'withdrawn')
  const open = templates.filter(({ play }) => play === 'received' || play === 'engaged')
  const year = Date.parse(NOW) - Date.parse(BEGIN) - OPEN_FOR_MS
  const stillOpen = Math.round((count * open.length) / templates.length)
  for (let done = 0; done < count; done += TOGETHER) {
    const group = Array.from({ length: Math.min(TOGETHER, count - done) }, (_, index) => {
      const number = done + index
      const last = number - (count - stillOpen)
      return last < 0
        ? copyOf(ended[number % ended.length], number, Math.round((year * number) / (count - stillOpen)))
        : copyOf(open[last % open.length], number, year + Math.round((OPEN_FOR_MS * last) / stillOpen))
    })
    const sealed = await Promise.all(
      group.map(({ events }) => Promise.all(events.map(async (one) => ({ ...one, data: await sealing.seal(one.id, one.data) })))),
    )
    await Promise.all(sealed.flatMap((events) => inAppends(events).map(([stream, at, some]) => log.append(stream, at, some))))
    await Promise.all(cursors.map((cursor, index) => cursor.write(group.flatMap(({ seen }) => seen[index].map(asWrite)))))
  }
  const head = await log.head()
  const relays = await documents.collection({ name: 'platform_relays', indexes: [], holds: 'view' })
  for (const { context } of catalogue) await relays.put({ _id: context, position: String(head) })
  const clock = await documents.collection({ name: 'platform_clock', indexes: [], holds: 'state' })
  await clock.put({ _id: 'clock', at: NOW, follows: false })
  for (const engine of [log, documents, keys]) await engine.close()
  await folder.close()
  return { events: Number(head), seconds: (performance.now() - began) / 1000, before: Number(before) }
}

const asWrite = ({ stream, revision }) => ({
  id: stream,
  fold: 1,
  position: BigInt(revision),
  document: { _id: stream, revision },
})

/** Each life's events, readable, with the ids that are its own; and how far each context has seen each of its streams. */
async function templatesOf(lives, events, sealing, cursors) {
  const subjects = new Set(lives.map(([, id]) => id))
  const elsewhere = new Set(
    events.filter(({ metadata }) => !subjects.has(metadata.subject)).flatMap((event) => textOf(event).match(uuids) ?? []),
  )
  return Promise.all(
    lives.map(async ([play, id]) => {
      const own = events.filter(({ metadata }) => metadata.subject === id)
      const opened = await Promise.all(own.map(async (event) => ({ ...event, data: await sealing.open(event.id, event.data) })))
      const streams = [...new Set(own.map(({ stream }) => stream))]
      const text = textOf({ events: opened, seen: await Promise.all(cursors.map((one) => seenOf(one, streams))) })
      const number = own[0].data.number
      const ids = [...new Set(text.match(uuids))].filter((one) => one === id || !elsewhere.has(one))
      return { play, text, ids, number }
    }),
  )
}

async function seenOf(cursor, streams) {
  return (await cursor.getMany(streams)).map(({ _id, revision }) => ({ stream: _id, revision }))
}

function textOf(value) {
  return JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? undefined : member))
}

/** The same life under ids, number and instants of its own, `laterMs` later. */
function copyOf({ text, ids, number }, index, laterMs) {
  const at = Date.parse(BEGIN) + laterMs
  const renamed = new Map(ids.map((id) => [id, newId(at)]))
  return JSON.parse(
    text
      .replace(uuids, (id) => renamed.get(id) ?? id)
      .replaceAll(number, formatNumber(FIRST_NUMBER + index))
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (instant) => new Date(Date.parse(instant) + laterMs).toISOString()),
  )
}

/** Runs of one stream, as one append each: [stream, expected revision, events]. */
function inAppends(events) {
  const appends = []
  for (const { stream, revision, id, type, data, metadata } of events) {
    const event = { id, type, data, metadata }
    const last = appends.at(-1)
    if (last?.[0] === stream) last[2].push(event)
    else appends.push([stream, revision - 1, [event]])
  }
  return appends
}

/** The platform makes its read models and alarms of all that; told is what that took. */
async function projected(folder) {
  const began = performance.now()
  const platform = await openFilled(folder)
  try {
    await settle(await platform.admin(), 3_600_000)
    const seconds = (performance.now() - began) / 1000
    await new Promise((resolve) => setTimeout(resolve, 60_000))
    const memory = memoryOf(platform.pid)
    await untilPacked(folder)
    return { seconds, memory }
  } finally {
    await platform.stop()
  }
}
