// What does a request take on the disk, with its whole life and everything that is kept of it: log, read models, state, keys, topics, files?
// Lives are played on the platform; the folder is measured before and after, in order stopped. Outgoing mail, which is files in a folder only where no
// mail server is named, is told beside.
import { readdirSync, statSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { livesOn } from '../lives.mjs'
import { untilPacked } from '../packed.mjs'
import { openPlatform, settle } from '../platform.mjs'
import { reportFigures } from '../report.mjs'

const runs = Number(process.argv[2] ?? 3)
const lives = Number(process.argv[3] ?? 1_000)
const AT_ONCE = 16
/** Played before the folder is measured first, so that what grows once only (free pages, small tables, what topics keep for nobody) is not counted. */
const BEFORE = 2_500

async function round() {
  const folder = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
  try {
    await play(folder, 0, BEFORE)
    const before = look(folder)
    await play(folder, BEFORE, lives)
    const after = look(folder)
    const each = (name) => ((after[name] ?? 0) - (before[name] ?? 0)) / lives
    const kb = (name) => each(name) / 1024
    const parts = ['log.db', 'views.db', 'state.db', 'keys.db', 'bus.db', 'blobs']
    const tables = Object.keys(after)
      .filter((name) => name.includes(': ') && each(name) > 50)
      .sort((one, other) => each(other) - each(one))
    console.log(tables.map((name) => `${kb(name).toFixed(2).padStart(7)} KB  ${name}`).join('\n'))
    return {
      // What a file gave back meanwhile is no request's.
      'a request, all together': parts.reduce((sum, part) => sum + Math.max(0, kb(part)), 0),
      ...Object.fromEntries(parts.map((part) => [part, kb(part)])),
      'outgoing mail': kb('mail'),
      'events (number)': each('events'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function play(folder, from, many) {
  const platform = await openPlatform(folder)
  try {
    const { whole, admin } = await livesOn({ ...platform, folder })
    let next = from
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < from + many) await whole((next += 1))
      }),
    )
    await settle(admin)
    await untilPacked(folder)
  } finally {
    await platform.stop()
  }
}

/** Bytes of each file or folder; of each table and index too. */
function look(folder) {
  const sizes = {}
  for (const name of ['log.db', 'views.db', 'state.db', 'keys.db', 'bus.db']) {
    const file = new Database(join(folder, name))
    file.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const [page, free] = ['page_size', 'freelist_count'].map((what) => Number(file.prepare(`PRAGMA ${what}`).raw(true).get()[0]))
    // Pages that hold nothing are filled by what comes next.
    sizes[name] = statSync(join(folder, name)).size - page * free
    const collections = hasCollections(file)
    for (const [table, bytes] of file.prepare('SELECT name, sum(pgsize) FROM dbstat GROUP BY name').raw(true).all())
      sizes[`${name}: ${called(table, collections)}`] = bytes
    if (name === 'log.db') sizes.events = Number(file.prepare('SELECT count(*) FROM events').raw(true).get()[0])
    file.close()
  }
  for (const name of ['blobs', 'mail']) sizes[name] = bytesUnder(join(folder, name))
  return sizes
}

function hasCollections(file) {
  const there = file.prepare("SELECT name FROM sqlite_schema WHERE name = 'collections'").raw(true).all().length > 0
  return new Map(there ? file.prepare('SELECT number, name FROM collections').raw(true).all() : [])
}

/** `documents_7_6f70656e` is an index of the seventh collection, its fields in hex. */
function called(table, collections) {
  const [, auto, number, fields] = /^(sqlite_autoindex_)?documents_(\d+)_?(?:unique_)?(.*)$/.exec(table) ?? []
  if (number === undefined) return table
  const index = auto === undefined ? (/^[0-9a-f]{4,}$/.test(fields) ? Buffer.from(fields, 'hex').toString() : fields) : 'id'
  return `${collections.get(Number(number))}${index === '' ? '' : ` (${index})`}`
}

function bytesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + statSync(join(one.parentPath ?? one.path, one.name)).size, 0)
}

const rounds = []
for (let run = 0; run < runs; run += 1) rounds.push(await round())
reportFigures('disk', `Disk for a request with its whole life and its read models (${lives} lives)`, 'KB', rounds, {
  'a request, all together': { must: 40, aim: 15 },
})
